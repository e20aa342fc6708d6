using NodaTime;

namespace Retention.Metrics.Tool.Options;

/// <summary>Up to when customers were watched.</summary>
internal static class Observation
{
    /// <summary>The last day watched whole: by <c>--to</c> or <c>--as-of</c>, the earlier of the two, else that of the last fact.</summary>
    public static LocalDate? LastDay(Settings settings, Instant? lastFact)
    {
        // The day of an instant is not over at that instant.
        LocalDate? known = settings.AsOf is { } instant ? settings.DayOf(instant + Duration.Epsilon).PlusDays(-1) : null;
        if (settings.To is not null || known is not null)
        {
            return settings.To is { } to && (known is null || to < known) ? to : known;
        }

        LocalDate? last = lastFact is { } fact ? settings.DayOf(fact) : null;
        return last is { Year: >= 9999 } ? throw new UsageException("The last fact lies in the year 9999; choose the last day with --to.") : last;
    }
}
