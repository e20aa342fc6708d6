namespace Retention.Metrics;

/// <summary>Something done with a pass over the customers, for any way of netting.</summary>
internal interface IRollForwardWork<TAnswer>
{
    TAnswer Over<TStretch, TIdle>(PeriodIndex index, long window, TStretch stretch)
        where TStretch : struct, INettingStretch
        where TIdle : struct, IIdleColumn;
}

/// <summary>Picks the pass that a policy asks for: the choices become types, so that the inner loop holds none of them.</summary>
internal static class RollForwardRun
{
    public static TAnswer With<TAnswer>(RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy policy, IRollForwardWork<TAnswer> work)
    {
        PeriodIndex index = PeriodIndex.Over(periods);
        bool idle = timeline.Runs.Base.Idle is not null;
        return policy.Netting switch
        {
            Netting.PerPeriod => Of(index, policy, default(WholePeriod), idle, work),
            Netting.PerDay => Of(index, policy, new LocalDay(PeriodIndex.OverDays(periods.Zone, periods.Start, periods.End)), idle, work),
            _ => Of(index, policy, default(SingleChange), idle, work),
        };
    }

    private static TAnswer Of<TAnswer, TStretch>(PeriodIndex index, MetricPolicy policy, TStretch stretch, bool idle, IRollForwardWork<TAnswer> work)
        where TStretch : struct, INettingStretch =>
        idle
            ? work.Over<TStretch, SomeIdle>(index, policy.ReactivationWindowTicks, stretch)
            : work.Over<TStretch, NobodyIdle>(index, policy.ReactivationWindowTicks, stretch);
}
