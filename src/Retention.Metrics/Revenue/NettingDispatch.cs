namespace Retention.Metrics.Revenue;

/// <summary>An algorithm over the movements of customers, for any netting interval.</summary>
internal interface INettingAlgorithm<TResult>
{
    TResult Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn;
}

/// <summary>Selects the netting interval of a policy: the choices become type arguments, so that the inner loop does not test them.</summary>
internal static class NettingDispatch
{
    public static TResult Run<TResult>(RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy policy, INettingAlgorithm<TResult> algorithm)
    {
        PeriodIndex index = PeriodIndex.Over(periods);
        bool activeAtZero = timeline.Layers.Base.ActiveAtZero is not null;
        return policy.Netting switch
        {
            Netting.PerPeriod => Run(index, policy, default(WholePeriod), activeAtZero, algorithm),
            Netting.PerDay => Run(index, policy, new LocalDay(PeriodIndex.OverDays(periods.Zone, periods.Start, periods.End)), activeAtZero, algorithm),
            _ => Run(index, policy, default(SingleChange), activeAtZero, algorithm),
        };
    }

    private static TResult Run<TResult, TInterval>(PeriodIndex index, MetricPolicy policy, TInterval interval, bool activeAtZero, INettingAlgorithm<TResult> algorithm)
        where TInterval : struct, INettingInterval =>
        activeAtZero
            ? algorithm.Run<TInterval, SomeActiveAtZero>(index, policy.ReactivationWindowTicks, interval)
            : algorithm.Run<TInterval, NoneActiveAtZero>(index, policy.ReactivationWindowTicks, interval);
}
