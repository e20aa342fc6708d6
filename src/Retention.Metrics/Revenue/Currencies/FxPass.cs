namespace Retention.Metrics;

/// <summary>Follows customers who pay in several currencies through the periods, each period in the rates that its movements count at.</summary>
internal sealed class FxPass(RevenueColumns[] parts, int[][] numbers, decimal[][] rates, PeriodIndex periods)
{
    public int PeriodCount => periods.Count;

    /// <summary>A period of a customer: balances at the rates of its ends, and the changes at the rates of its movements.</summary>
    /// <param name="Opening">The balance at the start, at the start's rates.</param>
    /// <param name="Closing">The balance at the end, at the end's rates.</param>
    /// <param name="AtMovementRates">The balance at the end, at the rates of the movements.</param>
    /// <param name="Path">All changes up to the end of the period, those of the period at the rates of its movements.</param>
    /// <param name="Bounds">The period alone.</param>
    public readonly record struct View(Int128 Opening, Int128 Closing, Int128 AtMovementRates, RevenueColumns Path, PeriodIndex Bounds)
    {
        public Int128 Fx => Closing - AtMovementRates;
    }

    /// <summary>The periods of a customer, one by one.</summary>
    public IEnumerable<View> Periods(int customer)
    {
        List<(long Time, int Part, int Row)> changes = Changes(customer);
        var native = new long[parts.Length];
        int before = 0;
        for (int period = 0; period < periods.Count; period++)
        {
            long start = periods.Bounds[period], end = periods.Bounds[period + 1];
            for (; before < changes.Count && changes[before].Time < start; before++)
            {
                native[changes[before].Part] = parts[changes[before].Part].Level[changes[before].Row];
            }

            decimal[] at = RatesOfMovements(native, period);
            (RevenueColumns path, long[] last) = Path(changes, end, at);
            yield return new View(Sum(native, Column(period)), Sum(last, Column(period + 1)), Sum(last, at), path, new PeriodIndex([start, end]));
        }
    }

    private List<(long Time, int Part, int Row)> Changes(int customer)
    {
        var changes = new List<(long Time, int Part, int Row)>();
        for (int part = 0; part < parts.Length; part++)
        {
            int number = numbers[customer][part];
            for (int row = number < 0 ? 0 : parts[part].Offsets[number]; number >= 0 && row < parts[part].Offsets[number + 1]; row++)
            {
                changes.Add((parts[part].Time[row], part, row));
            }
        }

        changes.Sort();
        return changes;
    }

    /// <summary>A currency held at the start counts at the start's rate, any other at the end's.</summary>
    private decimal[] RatesOfMovements(long[] atStart, int period) => [.. rates.Select((rate, part) => rate[atStart[part] > 0 ? period : period + 1])];

    // What was paid before the period matters only as having been paid or not, except for the balance it opens with.
    private (RevenueColumns Path, long[] Last) Path(List<(long Time, int Part, int Row)> changes, long end, decimal[] at)
    {
        var time = new List<long>();
        var level = new List<long>();
        var activeAtZero = new List<bool>();
        var native = new long[parts.Length];
        var kept = new bool[parts.Length];
        for (int i = 0, next; i < changes.Count && changes[i].Time < end; i = next)
        {
            for (next = i; next < changes.Count && changes[next].Time == changes[i].Time; next++)
            {
                (_, int part, int row) = changes[next];
                native[part] = parts[part].Level[row];
                kept[part] = parts[part].ActiveAtZero?[row] ?? false;
            }

            Int128 sum = Sum(native, at);
            long total = sum <= long.MaxValue ? (long)sum : throw new OverflowException(FormattableString.Invariant($"The revenue of a customer does not fit at the rates {string.Join(", ", at)}; a year of it must be at most 9,223,372,036,854.775807."));
            if (total == 0 && time.Count == 0)
            {
                continue; // who has paid in no currency is a lead, whatever keeps others
            }

            time.Add(changes[i].Time);
            level.Add(total);
            activeAtZero.Add(total == 0 && Array.Exists(kept, one => one));
        }

        return (RevenueColumns.Of([0, time.Count], [.. time], [.. level], [.. activeAtZero]), native);
    }

    private decimal[] Column(int bound) => [.. rates.Select(rate => rate[bound])];

    private static Int128 Sum(long[] native, decimal[] at)
    {
        Int128 sum = 0;
        for (int part = 0; part < native.Length; part++)
        {
            sum += Conversion.At(native[part], at[part]);
        }

        return sum;
    }
}
