using NodaTime;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>Instants before and after others, no further than the first and the last that there are.</summary>
internal static class WithinCalendar
{
    public static Instant Before(Instant instant, Duration gap) => instant - Instant.MinValue < gap ? Instant.MinValue : instant - gap;

    public static Instant After(Instant instant, Duration gap) => Instant.MaxValue - instant < gap ? Instant.MaxValue : instant + gap;
}
