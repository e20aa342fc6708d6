namespace Retention.Metrics.Revenue;

/// <summary>The intervals over which the changes of a customer are netted.</summary>
internal interface INettingInterval
{
    /// <summary>Whether an interval is the whole period, so that net movements follow from the period's two ends.</summary>
    static abstract bool IsWholePeriod { get; }

    /// <summary>The end of the interval of a change, at most the end of its period.</summary>
    long EndOf(long ticks, long periodEnd);
}

/// <summary>One interval for the whole period.</summary>
internal readonly struct WholePeriod : INettingInterval
{
    public static bool IsWholePeriod => true;

    public long EndOf(long ticks, long periodEnd) => periodEnd;
}

/// <summary>One interval for each local day.</summary>
internal readonly struct LocalDay(PeriodIndex days) : INettingInterval
{
    public static bool IsWholePeriod => false;

    public long EndOf(long ticks, long periodEnd) => Math.Min(days.Bounds[days.Of(ticks) + 1], periodEnd);
}

/// <summary>One interval for each change.</summary>
internal readonly struct SingleChange : INettingInterval
{
    public static bool IsWholePeriod => false;

    public long EndOf(long ticks, long periodEnd) => ticks;
}
