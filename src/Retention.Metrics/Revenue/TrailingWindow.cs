using NodaTime;

namespace Retention.Metrics.Revenue;

/// <summary>How far trailing retention looks back.</summary>
internal static class TrailingWindow
{
    private const int MostDays = 36_500;

    /// <summary>Twelve months.</summary>
    public static Period Year { get; } = Period.FromYears(1);

    /// <summary>A number of local days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or above 36,500.</exception>
    public static Period OfDays(int days) => days is >= 1 and <= MostDays
        ? Period.FromDays(days)
        : throw new ArgumentOutOfRangeException(nameof(days), days, "The number of days must be between 1 and 36,500.");
}
