using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>Active customers of a period and retention by days, in plain LINQ over the activities of each customer.</summary>
internal static class ReferenceActivity
{
    /// <summary>The totals of the period from one instant to another, where the period before starts at a third.</summary>
    public static ActivityTotals Of(IEnumerable<Activity> activities, Instant previous, Instant start, Instant end, DateTimeZone zone)
    {
        Activity[][] customers = [.. activities.GroupBy(activity => activity.Customer).Select(customer => customer.ToArray())];
        Activity[] inside = [.. activities.Where(activity => activity.At >= start && activity.At < end)];
        return new ActivityTotals
        {
            Activities = inside.Length,
            Quantity = inside.Aggregate((Int128)0, (sum, activity) => sum + activity.Quantity),
            CustomerDays = inside.Select(activity => (activity.Customer, ReferenceCalendar.DayOf(zone, activity.At))).Distinct().Count(),
            RetainedCustomers = customers.Count(own => IsActive(own, start, end) && IsActive(own, previous, start)),
            NewCustomers = customers.Count(own => IsActive(own, start, end) && !IsActive(own, Instant.MinValue, start)),
            ResurrectedCustomers = customers.Count(own => IsActive(own, start, end) && !IsActive(own, previous, start) && IsActive(own, Instant.MinValue, previous)),
            DormantCustomers = customers.Count(own => !IsActive(own, start, end) && IsActive(own, previous, start)),
        };
    }

    /// <summary>Of the customers who began in a period, with a day of maturity that has ended: those active in a window of days, and all of them.</summary>
    public static Ratio Retention(IEnumerable<Activity> activities, Instant start, Instant end, DayWindow window, Instant asOf, DateTimeZone zone)
    {
        LocalDate[][] mature = [.. Beginners(activities, start, end, asOf)
            .Select(own => own.Select(at => ReferenceCalendar.DayOf(zone, at)).ToArray())
            .Where(days => ReferenceCalendar.StartOfDay(zone, days[0].PlusDays((window.Last ?? window.First) + 1)) <= asOf)];
        return Ratio.Of(mature.Count(days => days.Any(day => day >= days[0].PlusDays(window.First) && (window.Last is not { } last || day <= days[0].PlusDays(last)))), mature.Length);
    }

    /// <summary>The instants of each customer who began in a period, as far as they are known.</summary>
    public static IEnumerable<Instant[]> Beginners(IEnumerable<Activity> activities, Instant start, Instant end, Instant asOf) =>
        activities.Where(activity => activity.At < asOf).GroupBy(activity => activity.Customer)
            .Select(customer => customer.Select(activity => activity.At).Order().ToArray())
            .Where(at => at[0] >= start && at[0] < end);

    private static bool IsActive(Activity[] own, Instant from, Instant to) => own.Any(activity => activity.At >= from && activity.At < to);
}
