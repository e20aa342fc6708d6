using NodaTime;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Tests.Reference;

/// <summary>What a subscription pays by the lines of its invoices: every change and every instant looks at all periods.</summary>
internal sealed class ReferenceInvoiceLevels(DateTimeZone zone, Duration joinGap, Instant? dataEnd)
{
    private readonly List<ChargedPeriod> periods = [];
    private readonly List<ChargedPeriod> added = [];

    /// <summary>The levels of one subscription, or the currencies or credits that cannot be true.</summary>
    public (List<BilledLevel> Levels, BilledProblem? Problem) Of(List<BilledLine> lines)
    {
        lines.Sort(BilledLine.Compare);
        periods.Clear();
        added.Clear();
        periods.AddRange(lines.Where(line => !line.IsProration).Select(line => new ChargedPeriod(line, line.Price(zone))));
        foreach (ChargedPeriod period in periods)
        {
            JoinToNext(period);
        }

        foreach (IGrouping<Instant, BilledLine> changes in lines.Where(line => line.IsProration).GroupBy(line => line.Start))
        {
            Change(changes.Key, [.. changes]);
        }

        return ReferenceLevelSweep.Levels([.. periods, .. added], dataEnd);
    }

    /// <summary>A period that misses the next by no more than the join gap, or overlaps it by no more, ends where the next starts.</summary>
    private void JoinToNext(ChargedPeriod period)
    {
        ChargedPeriod? next = null;
        for (int i = FirstFrom(period.End - joinGap); i < periods.Count && periods[i].Start <= period.End + joinGap; i++)
        {
            if (periods[i].Start > period.Start && (next is null || IsNearer(periods[i], next, period)))
            {
                next = periods[i];
            }
        }

        period.End = next?.Start ?? period.End;
    }

    /// <summary>The first period that starts at an instant or later; they are sorted by their starts.</summary>
    private int FirstFrom(Instant instant)
    {
        int low = 0, high = periods.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = periods[middle].Start < instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Of several that follow, the next is one of the same product, else the nearest.</summary>
    private static bool IsNearer(ChargedPeriod one, ChargedPeriod other, ChargedPeriod to)
    {
        bool same = one.Product == to.Product, otherSame = other.Product == to.Product;
        return same != otherSame ? same : Distance(one.Start, to.End) < Distance(other.Start, to.End);
    }

    /// <summary>A proration says that something changed: the level from there is that of the next full period, else its own rate is added.</summary>
    private void Change(Instant at, BilledLine[] prorations)
    {
        ChargedPeriod[] inForce = [.. periods.Concat(added.Where(one => !one.IsDelta)).Where(period => period.Start < at && period.End > at)];
        Instant reach = prorations.Select(line => line.End).Concat(inForce.Select(period => period.End)).Max();
        Instant? next = FirstFrom(at) is var first && first < periods.Count ? periods[first].Start : null;
        if (next is { } start && start - joinGap <= reach)
        {
            Restate(at, start, inForce, prorations);
        }
        else
        {
            AddRates(at, inForce, prorations);
        }
    }

    private void Restate(Instant at, Instant next, ChargedPeriod[] inForce, BilledLine[] prorations)
    {
        ChargedPeriod[] changed = next == at
            ? [.. inForce.Where(period => prorations.Any(line => line.Product == period.Product))]
            : [.. inForce.Where(period => period.End - joinGap <= next)];
        foreach (ChargedPeriod period in next == at && changed.Length == 0 ? inForce : changed)
        {
            period.End = at;
        }

        if (next > at)
        {
            added.AddRange(periods.Where(period => period.Start == next).Select(period => period.From(at, next)));
        }
    }

    private void AddRates(Instant at, ChargedPeriod[] inForce, BilledLine[] prorations)
    {
        decimal monthly = 0m, rounding = 0m;
        Instant end = at;
        Currency currency = prorations[0].Amount.Currency;
        decimal unit = (decimal)currency.MillionthsPerMinorUnit / RecurringRevenue.MillionthsPerUnit;
        foreach (BilledLine line in prorations)
        {
            ChargedPeriod? full = Array.Find(inForce, period => period.Product == line.Product) ?? inForce.FirstOrDefault();

            // An amount that was rounded up or down misses by less than a unit. What the full period would cost, and how many of it a month has.
            decimal share = full is null ? 1m : (decimal)(line.End - line.Start).BclCompatibleTicks / full.Length.BclCompatibleTicks;
            decimal perMonth = (full is null ? line : full.Line).PerYear(zone) / 12m;
            monthly += line.Amount.Amount / share * perMonth;
            rounding += unit / share * perMonth;
            Instant ends = full is not null && Distance(full.End, line.End) <= joinGap ? full.End : line.End;
            end = Instant.Max(end, ends);
        }

        decimal rate = Math.Round(monthly, currency.MinorUnits, MidpointRounding.ToEven);
        added.Add(ChargedPeriod.Delta(prorations[0], end, currency.Amount(rate), rounding + (unit / 2m)));
    }

    private static Duration Distance(Instant one, Instant other) => one > other ? one - other : other - one;
}
