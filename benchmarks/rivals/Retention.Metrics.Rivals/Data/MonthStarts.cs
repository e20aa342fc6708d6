using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Data;

/// <summary>Where each month begins, and the last one ends, in seconds since 1970.</summary>
internal static class MonthStarts
{
    public static readonly int[] Seconds = [.. Enumerable.Range(0, Months.Count + 1).Select(month => (int)((DateTimeOffset)Months.Start.AddMonths(month)).ToUnixTimeSeconds())];
}
