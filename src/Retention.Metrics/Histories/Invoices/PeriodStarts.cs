using NodaTime;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>Finds full periods of one subscription by the instants at which they start.</summary>
/// <param name="periods">The periods, in the order of their starts.</param>
internal sealed class PeriodStarts(List<ChargedPeriod> periods)
{
    private readonly List<Instant> all = periods.ConvertAll(period => period.Start);
    private Dictionary<string, List<Instant>>? byProduct;

    /// <summary>The number of the first period that starts at an instant or later.</summary>
    public int FirstFrom(Instant instant) => FirstFrom(all, instant);

    /// <summary>The start of the period that follows another: one of the same product, else the nearest; of two as near the earlier.</summary>
    /// <param name="period">The other.</param>
    /// <param name="joinGap">By how much the two may miss each other, or overlap.</param>
    public Instant? NextOf(ChargedPeriod period, Duration joinGap)
    {
        Instant earliest = WithinCalendar.Before(period.End, joinGap);
        int first = FirstFrom(earliest);
        if (first == all.Count)
        {
            return null;
        }

        Instant latest = WithinCalendar.After(period.End, joinGap);
        return all[first] > latest ? null
            : first + 1 == all.Count || all[first + 1] > latest ? After(period, all[first])
            : Nearest(OfProduct(period.Product), period, earliest, latest) ?? Nearest(all, period, earliest, latest);
    }

    private static Instant? After(ChargedPeriod period, Instant start) => start > period.Start ? start : null;

    private static Instant? Nearest(List<Instant> starts, ChargedPeriod period, Instant earliest, Instant latest)
    {
        int number = FirstFrom(starts, period.End);
        Instant? after = number < starts.Count && starts[number] <= latest ? After(period, starts[number]) : null;
        Instant? before = number > 0 && starts[number - 1] >= earliest ? After(period, starts[number - 1]) : null;
        return before is { } one && (after is not { } other || period.End - one <= other - period.End) ? one : after;
    }

    private List<Instant> OfProduct(string product)
    {
        byProduct ??= periods.GroupBy(period => period.Product, StringComparer.Ordinal)
            .ToDictionary(own => own.Key, own => own.Select(period => period.Start).ToList(), StringComparer.Ordinal);
        return byProduct[product];
    }

    private static int FirstFrom(List<Instant> starts, Instant instant)
    {
        int low = 0, high = starts.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = starts[middle] < instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
