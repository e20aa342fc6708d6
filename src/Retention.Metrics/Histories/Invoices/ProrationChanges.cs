using NodaTime;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>Computes what the prorations of one subscription change in what its full periods charge.</summary>
/// <param name="periods">The full periods, in the order of their starts; those that a proration ends earlier get that end.</param>
/// <param name="starts">Their starts.</param>
/// <param name="zone">The zone of the calendar that measures periods.</param>
/// <param name="joinGap">By how much two periods may miss each other, or overlap, and still follow each other.</param>
internal sealed class ProrationChanges(List<ChargedPeriod> periods, PeriodStarts starts, DateTimeZone zone, Duration joinGap)
{
    private const int MonthsInYear = 12;
    private const int DecimalsOfRounding = 12;

    private readonly PeriodsInForce inForce = new(periods);
    private readonly List<ChargedPeriod> added = [];

    // The last of the next periods that were stated from an earlier instant on.
    private ChargedPeriod? stated;

    /// <summary>What is charged beside the full periods.</summary>
    /// <param name="lines">The lines of the subscription, in the order of their starts.</param>
    public List<ChargedPeriod> Of(List<BilledLine> lines)
    {
        foreach (IGrouping<Instant, BilledLine> changes in lines.Where(line => line.IsProration).GroupBy(line => line.Start))
        {
            Change(changes.Key, [.. changes]);
        }

        return added;
    }

    /// <summary>A proration says that something changed: the level from there is that of the next full period, else its own rate is added.</summary>
    private void Change(Instant at, BilledLine[] prorations)
    {
        inForce.MoveTo(at);
        Instant reach = prorations.Max(line => line.End);
        reach = Instant.Max(reach, inForce.LatestEnd ?? reach);
        reach = Instant.Max(reach, stated?.End ?? reach);
        int next = starts.FirstFrom(at);
        if (next < periods.Count && WithinCalendar.Before(periods[next].Start, joinGap) <= reach)
        {
            Restate(at, next, prorations);
        }
        else
        {
            AddRates(at, prorations);
        }
    }

    private void Restate(Instant at, int first, BilledLine[] prorations)
    {
        Instant next = periods[first].Start;
        if (next == at)
        {
            inForce.EndProducts(prorations.Select(line => line.Product));
            return;
        }

        inForce.EndThoseUntil(next, joinGap);
        if (stated?.End > at)
        {
            // All of the next periods are stated from an earlier change on. The last of them anew is the line that says what is paid from here.
            stated.End = at;
            added.Add(stated = stated.From(at, next));
            return;
        }

        for (int i = first; i < periods.Count && periods[i].Start == next; i++)
        {
            added.Add(stated = periods[i].From(at, next));
        }
    }

    private void AddRates(Instant at, BilledLine[] prorations)
    {
        var monthly = new ExactFraction[prorations.Length];
        var missing = new ExactFraction[prorations.Length];
        Instant end = at;
        Currency currency = prorations[0].Amount.Currency;
        decimal unit = (decimal)currency.MillionthsPerMinorUnit / RecurringRevenue.MillionthsPerUnit;
        for (int i = 0; i < prorations.Length; i++)
        {
            BilledLine line = prorations[i];
            ChargedPeriod? full = inForce.FirstOf(line.Product) ?? inForce.First;

            // An amount that was rounded up or down misses by less than a unit. What the full period would cost, and how many of it a month has.
            ExactFraction perMonth = (full is null ? line : full.Line).PerYear(zone) * new ExactFraction(1, MonthsInYear);
            perMonth = full is null ? perMonth : perMonth * new ExactFraction(full.Length.ToInt128Nanoseconds(), (line.End - line.Start).ToInt128Nanoseconds());
            monthly[i] = ExactFraction.Of(line.Amount.Amount) * perMonth;
            missing[i] = ExactFraction.Of(unit) * perMonth;
            Instant ends = full is not null && Distance(full.End, line.End) <= joinGap ? full.End : line.End;
            end = Instant.Max(end, ends);
        }

        decimal rate = ExactFraction.Sum(monthly).RoundHalfEven(currency.MinorUnits);
        decimal rounding = ExactFraction.Sum(missing).RoundUp(DecimalsOfRounding) + (unit / 2m);
        added.Add(ChargedPeriod.Delta(prorations[0], end, currency.Amount(rate), rounding));
    }

    private static Duration Distance(Instant one, Instant other) => one > other ? one - other : other - one;
}
