using NodaTime;

namespace Retention.Metrics.Sql.Running;

/// <summary>The statements of a trailing retention, and its totals.</summary>
internal static class TrailingPlans
{
    public static AnswerPlan<TrailingRetention> Of(SqlRevenue source, ReportingPeriods periods, Period window, MetricPolicy? policy)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(periods);
        MetricPolicy used = RollForwardPlans.Supported(policy);
        long[] starts = [.. periods.Select(period => CalendarTime.WindowStart(period.LocalEnd, window).ToUnixTimeTicks())];
        if (!starts.AsSpan().SequenceEqual([.. starts.Order()]))
        {
            throw new NotSupportedException("The windows of these periods do not start one after another, as those of bounds on 28 and 29 February may not. Read the timeline instead.");
        }

        // Other countings than at the two ends of a window need all changes within it: a statement for each window.
        ReportingPeriods[] windows = used.CountsChurnAtPeriodEnds
            ? []
            : [.. periods.Select((period, i) => ReportingPeriods.Between(periods.Zone, Instant.FromUnixTimeTicks(starts[i]), period.End))];
        MetricPolicy counted = used with { Netting = Netting.PerPeriod };
        return new AnswerPlan<TrailingRetention>(
            "the trailing retention",
            text => [Balances(text, periods, starts), .. windows.SelectMany(one => RollForwardPlans.Statements(text, one, counted))],
            rows => TrailingRetention.FromTotals(periods, used, source.Currency, window, Totals(rows, periods.Count, windows, counted)));
    }

    private static string Balances(SourceText text, ReportingPeriods periods, long[] starts)
    {
        long[] ends = StepFunction.BoundsOf(periods)[1..];
        return TrailingText.Of(text, StepFunction.Passed(ends), StepFunction.Passed(StepFunction.BoundsOf(starts)), ends.Length, ends[^1]);
    }

    private static TrailingTotals[] Totals(List<long[]>[] rows, int count, ReportingPeriods[] windows, MetricPolicy policy)
    {
        var changes = new TrailingTotals[count];
        foreach (long[] row in rows[0])
        {
            changes[row[0]] += new TrailingTotals { OpeningMrr = row[1], KeptMrr = row[2], ClosingMrr = row[3], CustomersAtRisk = row[4], LostCustomers = row[5] };
        }

        TrailingTotals running = default;
        int perWindow = windows.Length == 0 ? 0 : (rows.Length - 1) / windows.Length;
        for (int window = 0; window < count; window++)
        {
            running += changes[window];
            changes[window] = running;
            if (windows.Length > 0)
            {
                int first = 1 + (window * perWindow);
                RollForwardTotals churn = RollForwardPlans.Totals(rows[first..(first + perWindow)], windows[window], policy)[0];
                changes[window] = running with { LostCustomers = churn.LostCustomers, CustomersAtRisk = churn.CustomersAtRisk };
            }
        }

        return changes;
    }
}
