using NodaTime;

namespace Retention.Metrics.Tests.Signals;

/// <summary>Churn by signal, one customer and one period at a time, by the words of the definition.</summary>
internal static class ReferenceSignals
{
    /// <summary>The value of a signal of a customer, or nothing.</summary>
    public static double? ValueOf(SignalCase one, string signal, string customer, Instant t0)
    {
        DateTimeZone zone = one.Periods.Zone;
        Activity[] before = [.. one.Activities.Where(activity => activity.Customer.Value == customer && activity.At < t0)];
        Activity[] own = [.. before.Where(activity => one.Kind is null || activity.Kind == one.Kind)];
        Instant start = t0.InZone(zone).LocalDateTime.PlusDays(-one.Days).InZoneLeniently(zone).ToInstant();
        Activity[] window = [.. own.Where(activity => activity.At >= start)];
        return signal.Split(':')[0] switch
        {
            "since-last" => own.Length == 0 ? null : Period.DaysBetween(own.Max(activity => activity.At).InZone(zone).Date, t0.InZone(zone).Date),
            _ when before.Length == 0 => null,
            "count" => window.Length,
            "sum" => window.Sum(activity => activity.Quantity),
            "days" => window.Select(activity => activity.At.InZone(zone).Date).Distinct().Count(),
            _ => throw new ArgumentException(signal, nameof(signal)),
        };
    }

    /// <summary>For each group, and last for those without a value: customers, lost, MRR and lost MRR a month.</summary>
    public static (long AtRisk, long Lost, decimal Mrr, decimal MrrLost)[] Of(SignalCase one, string signal, SignalGroups groups, ReportingPeriod period)
    {
        var found = new (long AtRisk, long Lost, decimal Mrr, decimal MrrLost)[groups.Count + 1];
        (string Customer, double? Value)[] opening =
            [.. one.Paid.Select(interval => interval.Customer.Value).Distinct().Where(customer => MrrAt(one, customer, period.Start) > 0).Select(customer => (customer, ValueOf(one, signal, customer, period.Start)))];
        double[] known = [.. opening.Where(customer => customer.Value is not null).Select(customer => customer.Value!.Value)];
        foreach ((string customer, double? value) in opening)
        {
            int group = value is not { } number ? groups.Count
                : groups.AreQuantiles ? (int)Math.Floor((decimal)groups.Count * known.Count(other => other < number) / known.Length)
                : groups.UpperBounds.Count(bound => bound < number);
            decimal mrr = MrrAt(one, customer, period.Start);
            bool lost = MrrAt(one, customer, period.End) == 0;
            found[group] = (found[group].AtRisk + 1, found[group].Lost + (lost ? 1 : 0), found[group].Mrr + mrr, found[group].MrrLost + (lost ? mrr : 0));
        }

        return found;
    }

    /// <summary>What happens at an instant is not known at it.</summary>
    private static decimal MrrAt(SignalCase one, string customer, Instant t) => one.Paid
        .Where(interval => interval.Customer.Value == customer && interval.Start < t && (interval.End is not { } end || end >= t))
        .Sum(interval => interval.Revenue.Monthly.Amount);
}
