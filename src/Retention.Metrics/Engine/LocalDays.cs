using NodaTime;

namespace Retention.Metrics;

/// <summary>The local date of an instant, as a day number whose differences are days of the calendar.</summary>
internal sealed class LocalDays
{
    private readonly PeriodIndex index;
    private readonly int[] numbers;

    /// <summary>Days of a zone for all instants from one to another.</summary>
    public LocalDays(DateTimeZone zone, Instant from, Instant to)
    {
        index = PeriodIndex.OverDays(zone, from, to);
        LocalDate epoch = new(1970, 1, 1);
        numbers = new int[index.Count];
        for (int day = 0; day < numbers.Length; day++)
        {
            numbers[day] = Period.DaysBetween(epoch, Instant.FromUnixTimeTicks(index.Bounds[day]).InZone(zone).Date);
        }
    }

    /// <summary>The day number of an instant between the two given.</summary>
    public int Of(long ticks) => numbers[index.Of(ticks)];
}
