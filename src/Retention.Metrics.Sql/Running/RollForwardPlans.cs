using NodaTime;

namespace Retention.Metrics.Sql.Running;

/// <summary>The statements of a roll-forward under a policy, and its totals.</summary>
internal static class RollForwardPlans
{
    // The columns behind the number of the period.
    private const int New = 1, Reactivation = 2, Expansion = 3, Contraction = 4, Churn = 5, NewCustomers = 6, Reactivated = 7, Expanded = 8, Contracted = 9, Churned = 10, NeverRetained = 11,
        Opening = 12, OpeningCustomers = 13, Lost = 14, Gained = 15, Joined = 16, OpenedAndDropped = 17, DropsOfOpened = 18, JoinedAndGone = 19, JoinedAndDropped = 20, DropsOfJoined = 21;

    public static AnswerPlan<RollForward> Of(SqlRevenue source, ReportingPeriods periods, MetricPolicy? policy)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(periods);
        MetricPolicy used = Supported(policy);
        return new AnswerPlan<RollForward>("the roll-forward", text => Statements(text, periods, used), rows => RollForward.FromTotals(periods, used, source.Currency, Totals(rows, periods, used)));
    }

    /// <summary>The policy, refused where rows of revenue do not say what it needs.</summary>
    public static MetricPolicy Supported(MetricPolicy? policy)
    {
        MetricPolicy used = (policy ?? MetricPolicy.Default).RequireConsistent();
        return used.ChurnDenominator == ChurnDenominator.UpForRenewal
            ? throw new NotSupportedException("ChurnDenominator.UpForRenewal needs the terms of subscriptions, which rows of revenue do not have. Read the timeline instead, from events.")
            : used;
    }

    /// <summary>The statements of the movements and, where customers at risk are counted by day, of the days.</summary>
    public static IEnumerable<string> Statements(SourceText text, ReportingPeriods periods, MetricPolicy policy)
    {
        long[] bounds = StepFunction.BoundsOf(periods);
        StepFunction index = StepFunction.IndexOf(bounds);
        long? window = policy.ReactivationWindowDays is { } days ? days * NodaConstants.TicksPerDay / 10 : null;
        if (policy is { Netting: Netting.PerPeriod, CountsChurnAtPeriodEnds: true })
        {
            return [RollForwardText.PerPeriod(text, index, bounds[^1], window)];
        }

        bool byDay = policy.Netting == Netting.PerDay;
        string interval = policy.Netting switch { Netting.PerPeriod => "0", Netting.PerDay => "day_no", _ => "at_time" };
        string movements = RollForwardText.PerInterval(text, index, byDay ? DaysOf(periods) : null, interval, bounds[^1], window);
        return policy.ChurnDenominator == ChurnDenominator.EachDay ? [movements, RollForwardText.ActiveByDay(text, DaysOf(periods), bounds[^1])] : [movements];
    }

    /// <summary>The totals of each period from the rows of the statements.</summary>
    public static RollForwardTotals[] Totals(List<long[]>[] rows, ReportingPeriods periods, MetricPolicy policy)
    {
        bool simple = policy is { Netting: Netting.PerPeriod, CountsChurnAtPeriodEnds: true };
        var sums = new Int128[periods.Count][];
        for (int period = 0; period < sums.Length; period++)
        {
            sums[period] = new Int128[DropsOfJoined + 1];
        }

        Int128 opening = 0;
        long customers = 0;
        foreach (long[] row in simple ? rows[0].Select(FiguresOf) : rows[0])
        {
            if (row[0] < 0)
            {
                opening += row[Opening];
                customers += row[OpeningCustomers];
            }
            else if (row[0] < sums.Length)
            {
                for (int column = 1; column < row.Length; column++)
                {
                    sums[row[0]][column] += row[column];
                }
            }
        }

        decimal[]? dayStarts = policy.ChurnDenominator == ChurnDenominator.EachDay ? DayStarts(rows[1], periods) : null;
        var totals = new RollForwardTotals[sums.Length];
        for (int period = 0; period < totals.Length; period++)
        {
            Int128[] sum = sums[period];
            RollForwardTotals one = new RollForwardTotals
            {
                OpeningMrr = opening,
                NewMrr = sum[New],
                ReactivationMrr = sum[Reactivation],
                ExpansionMrr = sum[Expansion],
                ContractionMrr = sum[Contraction],
                ChurnMrr = sum[Churn],
                LostMrr = simple ? sum[Churn] + sum[Contraction] : sum[Lost],
                GainedMrr = simple ? sum[Expansion] : sum[Gained],
                OpeningCustomers = customers,
                NewCustomers = (long)sum[NewCustomers],
                ReactivatedCustomers = (long)sum[Reactivated],
                ExpandedCustomers = (long)sum[Expanded],
                ContractedCustomers = (long)sum[Contracted],
                ChurnedCustomers = (long)sum[Churned],
                NeverRetainedCustomers = (long)sum[NeverRetained],
            }.Closed();
            totals[period] = one with
            {
                LostCustomers = simple ? one.ChurnedCustomers : LostCustomersOf(sum, policy),
                CustomersAtRisk = policy.ChurnDenominator switch
                {
                    ChurnDenominator.StartPlusNew => customers + (long)sum[Joined],
                    ChurnDenominator.Average => (customers + one.ClosingCustomers) / 2m,
                    ChurnDenominator.EachDay => dayStarts![period],
                    _ => customers,
                },
            };
            (opening, customers) = (one.ClosingMrr, one.ClosingCustomers);
        }

        return totals;
    }

    /// <summary>A row of customers of one kind, which has period, kind, customers, opening and closing amount, as a row of figures.</summary>
    private static long[] FiguresOf(long[] row)
    {
        long customers = row[2], opening = row[3], closing = row[4];
        var figures = new long[OpeningCustomers + 1];
        figures[0] = row[0];
        switch ((int)row[1])
        {
            case RollForwardText.New when row[0] < 0:
                (figures[Opening], figures[OpeningCustomers]) = (closing, customers);
                break;
            case RollForwardText.New:
                (figures[New], figures[NewCustomers]) = (closing, customers);
                break;
            case RollForwardText.Reactivation:
                (figures[Reactivation], figures[Reactivated]) = (closing, customers);
                break;
            case RollForwardText.Expansion:
                (figures[Expansion], figures[Expanded]) = (closing - opening, customers);
                break;
            case RollForwardText.Contraction:
                (figures[Contraction], figures[Contracted]) = (opening - closing, customers);
                break;
            case RollForwardText.Churn:
                (figures[Churn], figures[Churned]) = (opening, customers);
                break;
            case RollForwardText.NeverRetained:
                figures[NeverRetained] = customers;
                break;
        }

        return figures;
    }

    private static long LostCustomersOf(Int128[] sum, MetricPolicy policy)
    {
        (int opened, int joined) = policy.ChurnCounting switch
        {
            ChurnCounting.AtPeriodEnds => (Churned, JoinedAndGone),
            ChurnCounting.DistinctCustomers => (OpenedAndDropped, JoinedAndDropped),
            _ => (DropsOfOpened, DropsOfJoined),
        };
        return (long)(sum[opened] + (policy.SamePeriodJoiners == SamePeriodJoiners.Counted ? sum[joined] : 0));
    }

    /// <summary>The customers at the start of each local day, summed over the days that start in each period.</summary>
    private static decimal[] DayStarts(List<long[]> rows, ReportingPeriods periods)
    {
        PeriodIndex days = PeriodIndex.OverDays(periods.Zone, periods.Start, periods.End), index = PeriodIndex.Over(periods);
        var change = new long[days.Count + 1];
        foreach (long[] row in rows)
        {
            // A change at the start of a day belongs to the day, so the next start is the first to see it.
            if (row[0] < days.Count)
            {
                change[row[0] + 1] += row[1];
            }
        }

        var starts = new decimal[periods.Count];
        long active = 0;
        int day = 0;
        for (int period = 0; period < starts.Length; period++)
        {
            for (; day < days.Count && days.Bounds[day] < index.Bounds[period + 1]; day++)
            {
                active += change[day];
                starts[period] += days.Bounds[day] >= index.Bounds[0] ? active : 0;
            }
        }

        return starts;
    }

    /// <summary>The starts of local days from one instant up to another, in microseconds; the first bound is the first instant.</summary>
    public static long[] DaysOf(DateTimeZone zone, Instant start, Instant end)
    {
        long[] bounds = StepFunction.BoundsOf(PeriodIndex.OverDays(zone, start, end).Bounds);
        bounds[0] = StepFunction.MicrosecondsOf(start.ToUnixTimeTicks());
        return bounds;
    }

    /// <summary>The index of the local day of a time; −1 before the first period.</summary>
    private static StepFunction DaysOf(ReportingPeriods periods) => StepFunction.IndexOf(DaysOf(periods.Zone, periods.Start, periods.End));
}
