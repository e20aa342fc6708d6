using NodaTime;

namespace Retention.Metrics.Sql.Running;

/// <summary>The statements of cohort tables, and their totals.</summary>
internal static class CohortPlans
{
    public static AnswerPlan<RevenueCohortTable> OfRevenue(SqlRevenue source, ReportingPeriods periods, Instant? asOf, int? columns)
    {
        ArgumentNullException.ThrowIfNull(source);
        var shape = new CohortShape(periods, asOf, columns, segments: 1);
        long[] bounds = StepFunction.BoundsOf(periods);
        long end = Math.Min(StepFunction.MicrosecondsOf(shape.AsOf.ToUnixTimeTicks()), bounds[^1]);
        return new AnswerPlan<RevenueCohortTable>(
            "the cohorts",
            text => [CohortText.OfRevenue(text, StepFunction.IndexOf(bounds), end)],
            rows => RevenueCohortTable.Of(MetricPolicy.Default, source.Currency, RevenueMatrix(shape, rows[0])));
    }

    public static AnswerPlan<OrderCohortTable> OfOrders(SqlOrders source, ReportingPeriods periods, Instant? asOf, int? columns)
    {
        ArgumentNullException.ThrowIfNull(source);
        var shape = new CohortShape(periods, asOf, columns, segments: 1);
        StepFunction index = StepFunction.IndexOf(StepFunction.BoundsOf(periods));
        return new AnswerPlan<OrderCohortTable>(
            "the cohorts",
            text => [CohortText.OfOrders(text, index, periods.Count, StepFunction.MicrosecondsOf(shape.AsOf.ToUnixTimeTicks()))],
            rows => OrderCohortTable.Of(MetricPolicy.Default, source.Currency, OrderMatrix(shape, rows[0])));
    }

    private static CohortMatrix<RevenueCellTotals> RevenueMatrix(CohortShape shape, List<long[]> rows)
    {
        var matrix = new CohortMatrix<RevenueCellTotals>(shape);
        foreach (long[] row in rows)
        {
            int cohort = RowOf(shape, row[0]);
            matrix.Initial[cohort] += new RevenueCellTotals { Customers = row[2], Mrr = row[3], GrossMrr = row[3] };
            Span<RevenueCellTotals> cells = matrix.Row(cohort);

            // What came before the first period is there when it begins.
            long column = Math.Max(row[1], 0) - shape.FirstPeriodOf(cohort);
            if (column < cells.Length)
            {
                cells[(int)column] += new RevenueCellTotals { Customers = row[4], Mrr = row[5], GrossMrr = row[6] };
            }
        }

        for (int cohort = 0; cohort < shape.Rows; cohort++)
        {
            RevenueCellTotals level = matrix.Initial[cohort];
            foreach (ref RevenueCellTotals cell in matrix.Row(cohort))
            {
                level += cell;
                cell = level;
            }
        }

        return matrix;
    }

    private static CohortMatrix<OrderCellTotals> OrderMatrix(CohortShape shape, List<long[]> rows)
    {
        var matrix = new CohortMatrix<OrderCellTotals>(shape);
        Int128 before = 0;
        foreach (long[] row in rows)
        {
            int cohort = RowOf(shape, row[0]);
            matrix.Initial[cohort] += new OrderCellTotals { Customers = row[2], Orders = row[3], Revenue = row[4], RevenueToDate = row[4], CustomersOnOrAfter = row[2] };
            Span<OrderCellTotals> cells = matrix.Row(cohort);
            long column = row[1] - shape.FirstPeriodOf(cohort);
            if (column < 0)
            {
                before += row[7];
            }
            else if (column < cells.Length)
            {
                cells[(int)column] += new OrderCellTotals { Customers = row[5], Orders = row[6], Revenue = row[7] };
            }

            // Members by the column of their last order; in the last mature one, also those who order later.
            if (column >= 0 && cells.Length > 0)
            {
                cells[(int)Math.Min(column, cells.Length - 1)] += new OrderCellTotals { CustomersOnOrAfter = row[8] };
            }
        }

        for (int cohort = 0; cohort < shape.Rows; cohort++)
        {
            Accumulate(matrix.Row(cohort), cohort == shape.Earlier ? before : 0);
        }

        return matrix;
    }

    private static void Accumulate(Span<OrderCellTotals> cells, Int128 revenue)
    {
        foreach (ref OrderCellTotals cell in cells)
        {
            revenue += cell.Revenue;
            cell = cell with { RevenueToDate = revenue };
        }

        long customers = 0;
        for (int column = cells.Length - 1; column >= 0; column--)
        {
            customers += cells[column].CustomersOnOrAfter;
            cells[column] = cells[column] with { CustomersOnOrAfter = customers };
        }
    }

    private static int RowOf(CohortShape shape, long cohort) => cohort < 0 ? shape.Earlier : (int)cohort;
}
