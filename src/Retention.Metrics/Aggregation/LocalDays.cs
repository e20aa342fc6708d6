using System.Runtime.CompilerServices;
using NodaTime;

namespace Retention.Metrics.Aggregation;

/// <summary>The local date of an instant, as a day number; differences are days of the calendar.</summary>
internal sealed class LocalDays
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private readonly PeriodIndex index;
    private readonly int[] numbers;

    /// <summary>Days of a zone for all instants from one to another.</summary>
    public LocalDays(DateTimeZone zone, Instant from, Instant to)
    {
        index = PeriodIndex.OverDays(zone, from, to);
        numbers = new int[index.Count];
        for (int day = 0; day < numbers.Length; day++)
        {
            numbers[day] = NumberOf(Instant.FromUnixTimeTicks(index.Bounds[day]).InZone(zone).Date);
        }
    }

    /// <summary>The number of a date.</summary>
    public static int NumberOf(LocalDate date) => Period.DaysBetween(Epoch, date.WithCalendar(CalendarSystem.Iso));

    /// <summary>The day number of an instant between the two given.</summary>
    public int Of(long ticks) => numbers[index.Of(ticks)];

    /// <summary>Whether no day has instants both before an instant and at or after it.</summary>
    public bool IsBetweenDays(long ticks) => ticks <= index.Bounds[0] || ticks >= index.Bounds[^1] || index.Bounds.BinarySearch(ticks) >= 0;

    /// <summary>The same days for a long loop, which compares their indices and asks for the number of those that matter.</summary>
    public readonly ref struct Lookup(LocalDays days)
    {
        private readonly PeriodIndex.Lookup index = new(days.index);
        private readonly ReadOnlySpan<int> numbers = days.numbers;

        /// <summary>Which of the days an instant lies in.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int IndexOf(long ticks) => index.Of(ticks);

        /// <summary>The day number of an instant.</summary>
        public int NumberOf(long ticks) => NumberAt(IndexOf(ticks));

        /// <summary>The day number of a day.</summary>
        public int NumberAt(int day) => numbers[day];
    }
}
