using System.Numerics;
using NodaTime;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Tests.Reference;

/// <summary>What a subscription pays by the lines of its invoices: every change and every instant looks at all periods.</summary>
internal sealed class ReferenceInvoiceLevels(DateTimeZone zone, Duration joinGap, Instant? dataEnd)
{
    private readonly List<ReferencePeriod> periods = [];
    private readonly List<ReferencePeriod> added = [];

    /// <summary>The levels of one subscription, or the currencies or credits that cannot be true.</summary>
    public (List<BilledLevel> Levels, BilledProblem? Problem) Of(List<BilledLine> lines)
    {
        lines.Sort(BilledLine.Compare);
        periods.Clear();
        added.Clear();
        periods.AddRange(lines.Where(line => !line.IsProration)
            .Select(line => new ReferencePeriod { Line = line, Start = line.Start, End = line.End, Price = ReferenceServicePeriod.PriceOf(line, zone) }));
        foreach (ReferencePeriod period in periods)
        {
            JoinToNext(period);
        }

        foreach (IGrouping<Instant, BilledLine> changes in lines.Where(line => line.IsProration).GroupBy(line => line.Start))
        {
            Change(changes.Key, [.. changes]);
        }

        try
        {
            return ReferenceLevelSweep.Levels([.. periods, .. added], dataEnd);
        }
        catch (OverflowException)
        {
            return ([], new BilledProblem(FindingKind.PriceOverflow, "a year of what is charged does not fit; it must be below 9,223,372,036,854.775807", [.. lines.Select(line => line.Place).Order()]));
        }
    }

    /// <summary>A period that misses the next by no more than the join gap, or overlaps it by no more, ends where the next starts.</summary>
    private void JoinToNext(ReferencePeriod period)
    {
        ReferencePeriod? next = null;
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
    private static bool IsNearer(ReferencePeriod one, ReferencePeriod other, ReferencePeriod to)
    {
        bool same = one.Line.Product == to.Line.Product, otherSame = other.Line.Product == to.Line.Product;
        return same != otherSame ? same : Distance(one.Start, to.End) < Distance(other.Start, to.End);
    }

    /// <summary>A proration says that something changed: the level from there is that of the next full period, else its own rate is added.</summary>
    private void Change(Instant at, BilledLine[] prorations)
    {
        ReferencePeriod[] inForce = [.. periods.Concat(added.Where(one => !one.IsAdded)).Where(period => period.Start < at && period.End > at)];
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

    private void Restate(Instant at, Instant next, ReferencePeriod[] inForce, BilledLine[] prorations)
    {
        ReferencePeriod[] changed = next == at
            ? [.. inForce.Where(period => prorations.Any(line => line.Product == period.Line.Product))]
            : [.. inForce.Where(period => period.End - joinGap <= next)];
        foreach (ReferencePeriod period in next == at && changed.Length == 0 ? inForce : changed)
        {
            period.End = at;
        }

        if (next > at)
        {
            added.AddRange(periods.Where(period => period.Start == next).Select(period => new ReferencePeriod { Line = period.Line, Start = at, End = next, Price = period.Price }));
        }
    }

    /// <summary>The rate of a proration is its amount over its share of the full period; an amount that was rounded misses by less than a minor unit.</summary>
    private void AddRates(Instant at, ReferencePeriod[] inForce, BilledLine[] prorations)
    {
        Currency currency = prorations[0].Amount.Currency;
        var unit = new Rational(1, BigInteger.Pow(10, currency.MinorUnits));
        var rates = new List<Rational>();
        var misses = new List<Rational>();
        Instant end = at;
        foreach (BilledLine line in prorations)
        {
            ReferencePeriod? full = Array.Find(inForce, period => period.Line.Product == line.Product) ?? inForce.FirstOrDefault();
            BilledLine whole = full?.Line ?? line;
            Rational share = ReferenceServicePeriod.Nanoseconds(line.End - line.Start) / ReferenceServicePeriod.Nanoseconds(whole.End - whole.Start);
            Rational monthsInWhole = 12 / ReferenceServicePeriod.PerYear(whole, zone);
            rates.Add(line.Amount.Amount / share / monthsInWhole);
            misses.Add(unit / share / monthsInWhole);
            Instant ends = full is not null && Distance(full.End, line.End) <= joinGap ? full.End : line.End;
            end = Instant.Max(end, ends);
        }

        added.Add(new ReferencePeriod
        {
            Line = prorations[0],
            Start = at,
            End = end,
            Added = Rational.Sum(rates).RoundHalfEven(currency.MinorUnits),
            Rounding = Rational.Sum(misses).RoundUp(12) + (unit / 2),
        });
    }

    private static Duration Distance(Instant one, Instant other) => one > other ? one - other : other - one;
}
