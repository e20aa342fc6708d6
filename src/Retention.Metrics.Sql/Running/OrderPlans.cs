using NodaTime;

namespace Retention.Metrics.Sql.Running;

/// <summary>The statements of order metrics, and their totals.</summary>
internal static class OrderPlans
{
    private const int MostDays = 36_500;

    public static AnswerPlan<OrderMetrics> Metrics(SqlOrders source, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(periods);
        long[] bounds = StepFunction.BoundsOf(periods);
        return new AnswerPlan<OrderMetrics>(
            "the order metrics",
            text => [OrderText.Metrics(text, StepFunction.IndexOf(bounds), bounds[^1])],
            rows =>
            {
                var totals = new OrderTotals[periods.Count];
                OrderTotals overall = default;
                foreach (long[] row in rows[0])
                {
                    long kind = row[1], customers = row[2];
                    var all = new OrderTotals { Orders = row[3], Revenue = row[4] };
                    totals[row[0]] += all with
                    {
                        UniqueCustomers = customers,
                        RepeatCustomers = Those(OrderText.Repeats),
                        ReturningCustomers = Those(OrderText.Repeats | OrderText.OrderedBefore | OrderText.OrderedEarlier),
                    };

                    // Over all periods a customer counts in the first of them with an order.
                    overall += (kind & OrderText.OrderedEarlier) != 0 ? all : all with
                    {
                        UniqueCustomers = customers,
                        RepeatCustomers = Those(OrderText.Repeats | OrderText.OrdersLater),
                        ReturningCustomers = Those(OrderText.Repeats | OrderText.OrderedBefore | OrderText.OrdersLater),
                    };

                    long Those(long bits) => (kind & bits) != 0 ? customers : 0;
                }

                return OrderMetrics.FromTotals(periods, source.Currency, totals, overall);
            });
    }

    public static AnswerPlan<DaysBetweenOrders> Gaps(SqlOrders source, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(periods);
        long[] bounds = StepFunction.BoundsOf(periods);
        return new AnswerPlan<DaysBetweenOrders>(
            "the days between orders",
            text => [OrderText.Gaps(text, StepFunction.IndexOf(bounds), new LocalDayFunction(periods.Zone, periods.End), bounds[^1])],
            rows =>
            {
                DayHistogram[] histograms = [.. periods.Select(_ => new DayHistogram())];
                foreach (long[] row in rows[0])
                {
                    histograms[row[0]].Add((int)row[1], row[2]);
                }

                return new DaysBetweenOrders(periods, histograms);
            });
    }

    public static AnswerPlan<RepeatWithin> RepeatWithin(SqlOrders source, ReportingPeriods periods, int days, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(periods);
        long known = asOf.ToUnixTimeTicks(), window = RequireDays(days) * NodaConstants.TicksPerDay;
        StepFunction index = StepFunction.IndexOf(StepFunction.BoundsOf(periods));
        return new AnswerPlan<RepeatWithin>(
            "the repeat orders",
            text => [OrderText.RepeatWithin(text, index, periods.Count, window / 10, StepFunction.MicrosecondsOf(known - window), StepFunction.MicrosecondsOf(known))],
            rows =>
            {
                var mature = new long[periods.Count];
                var repeated = new long[periods.Count];
                foreach (long[] row in rows[0])
                {
                    mature[row[0]] += row[1];
                    repeated[row[0]] += row[2];
                }

                return global::Retention.Metrics.RepeatWithin.FromTotals(periods, days, asOf, [.. repeated.Zip(mature, (again, all) => Ratio.Of(again, all))]);
            });
    }

    private static int RequireDays(int days) => days is >= 1 and <= MostDays
        ? days
        : throw new ArgumentOutOfRangeException(nameof(days), days, "The number of days must be between 1 and 36,500.");
}
