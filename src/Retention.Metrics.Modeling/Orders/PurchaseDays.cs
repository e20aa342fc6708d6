using NodaTime;
using Retention.Metrics.Calendars;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>On which days the customers of a calibration period first bought, and on which they bought again.</summary>
internal sealed class PurchaseDays
{
    private PurchaseDays(SortedDictionary<int, int> firstDays, Dictionary<int, long> repeats)
    {
        FirstDays = firstDays;
        Repeats = repeats;
    }

    /// <summary>The number of customers by the day of their first purchase.</summary>
    public SortedDictionary<int, int> FirstDays { get; }

    /// <summary>The number of repeat purchases by day.</summary>
    public Dictionary<int, long> Repeats { get; }

    public static PurchaseDays Of(OrderTimeline orders, DateTimeZone zone, LocalDate calibrationEnd, LocalDate end)
    {
        var firstDays = new SortedDictionary<int, int>();
        var repeats = new Dictionary<int, long>();
        if (orders.FirstOrder is not { } earliest || orders.LastOrder is not { } latest)
        {
            return new PurchaseDays(firstDays, repeats);
        }

        // No instant is after the last day there is, and no day after the last order is looked up.
        bool isLast = end.WithCalendar(CalendarSystem.Iso) == LocalDate.MaxIsoValue;
        Instant known = isLast ? Instant.MaxValue : StartOfDay.Of(end.PlusDays(1), zone).ToInstant();
        long finish = isLast ? long.MaxValue : known.ToUnixTimeTicks();
        OrderColumns columns = orders.Columns;
        var days = new LocalDays.Lookup(new LocalDays(zone, Instant.Min(earliest, known), Instant.Min(latest, known)));
        int lastOfCalibration = LocalDays.NumberOf(calibrationEnd);
        for (int customer = 0; customer < orders.CustomerCount; customer++)
        {
            int previous = int.MinValue;
            foreach (long time in columns.Time.AsSpan(columns.Offsets[customer]..columns.Offsets[customer + 1]))
            {
                if (time >= finish)
                {
                    break;
                }

                int day = days.NumberAt(days.IndexOf(time));
                if (previous == int.MinValue && day > lastOfCalibration)
                {
                    break;
                }

                if (previous == int.MinValue)
                {
                    firstDays[day] = firstDays.GetValueOrDefault(day) + 1;
                }
                else if (day != previous)
                {
                    repeats[day] = repeats.GetValueOrDefault(day) + 1;
                }

                previous = day;
            }
        }

        return new PurchaseDays(firstDays, repeats);
    }
}
