using System.Collections.Immutable;

namespace Retention.Metrics.Modeling.Survival;

/// <summary>Counts spells by tenure: over an array of all tenures where it is short, by sorting where it is not.</summary>
internal static class RiskTableBuilder
{
    // A dense count beats sorting while the array of all tenures stays about as large as the input.
    private const int DenseTenuresPerSpell = 4;
    private const int AlwaysDense = 4096;

    internal static SpellCheck Build(ReadOnlySpan<int> exits, ReadOnlySpan<bool> churned, ReadOnlySpan<int> entries)
    {
        ImmutableArray<SpellFinding>.Builder? findings = null;
        int last = -1, late = 0;
        for (int row = 0; row < exits.Length; row++)
        {
            int entry = entries.IsEmpty ? 0 : entries[row];
            int exit = exits[row];
            if (SpellFinding.KindOf(entry, exit) is { } kind)
            {
                findings ??= ImmutableArray.CreateBuilder<SpellFinding>();
                findings.Add(new SpellFinding(row, kind, entry, exit));
                continue;
            }

            last = Math.Max(last, exit);
            late += entry > 0 ? 1 : 0;
        }

        int valid = exits.Length - (findings?.Count ?? 0);
        RiskTable table = last < AlwaysDense || last < (long)DenseTenuresPerSpell * valid
            ? CountDense(exits, churned, entries, last, valid, late)
            : CountSorted(exits, churned, entries, valid, late);
        return new SpellCheck(table, findings?.ToImmutable() ?? []);
    }

    internal static RiskTable FromSurvivors(ReadOnlySpan<int> survivors)
    {
        var rows = new Rows(survivors.Length, late: false);
        for (int t = 1; t < survivors.Length; t++)
        {
            rows.Add(t, survivors[t - 1] - survivors[t], t == survivors.Length - 1 ? survivors[t] : 0, 0);
        }

        if (survivors.Length == 1)
        {
            rows.Add(0, 0, survivors[0], 0);
        }

        return rows.ToTable(survivors[0]);
    }

    /// <summary>A table from rows in ascending tenure; their numbers at risk are counted anew.</summary>
    internal static RiskTable FromRows(int initial, ReadOnlySpan<RiskRow> steps)
    {
        var rows = new Rows(steps.Length, late: true);
        foreach (RiskRow step in steps)
        {
            rows.Add(step.Time, step.Events, step.Censored, step.Entered);
        }

        return rows.ToTable(initial);
    }

    internal static RiskTable Merge(RiskTable one, RiskTable two)
    {
        var rows = new Rows(one.Count + two.Count, one.LateEntryCount + two.LateEntryCount > 0);
        int i = 0, j = 0;
        while (i < one.Count || j < two.Count)
        {
            int time = Math.Min(
                i < one.Count ? one.Times[i] : int.MaxValue,
                j < two.Count ? two.Times[j] : int.MaxValue);
            int events = 0, censored = 0, entered = 0;
            if (i < one.Count && one.Times[i] == time)
            {
                (events, censored, entered) = (one.Events[i], one.Censored[i], one.EnteredIn(i));
                i++;
            }

            if (j < two.Count && two.Times[j] == time)
            {
                events += two.Events[j];
                censored += two.Censored[j];
                entered += two.EnteredIn(j);
                j++;
            }

            rows.Add(time, events, censored, entered);
        }

        return rows.ToTable(one.InitialCount + two.InitialCount);
    }

    private static RiskTable CountDense(
        ReadOnlySpan<int> exits, ReadOnlySpan<bool> churned, ReadOnlySpan<int> entries, int last, int valid, int late)
    {
        int[] events = new int[last + 1], censored = new int[last + 1];
        int[] entered = late > 0 ? new int[last + 1] : [];
        for (int row = 0; row < exits.Length; row++)
        {
            int entry = entries.IsEmpty ? 0 : entries[row];
            if (SpellFinding.KindOf(entry, exits[row]) is null)
            {
                (churned[row] ? events : censored)[exits[row]]++;
                if (entry > 0)
                {
                    entered[entry]++;
                }
            }
        }

        int used = 0;
        for (int time = 0; time <= last; time++)
        {
            used += (events[time] | censored[time] | (late > 0 ? entered[time] : 0)) != 0 ? 1 : 0;
        }

        var rows = new Rows(used, late > 0);
        for (int time = 0; time <= last; time++)
        {
            rows.Add(time, events[time], censored[time], late > 0 ? entered[time] : 0);
        }

        return rows.ToTable(valid - late);
    }

    private static RiskTable CountSorted(
        ReadOnlySpan<int> exits, ReadOnlySpan<bool> churned, ReadOnlySpan<int> entries, int valid, int late)
    {
        // A tenure has 31 bits; the 32nd distinguishes churn from censoring, so one sort of plain integers orders both.
        uint[] left = new uint[valid], came = new uint[late];
        int leaving = 0, coming = 0;
        for (int row = 0; row < exits.Length; row++)
        {
            int entry = entries.IsEmpty ? 0 : entries[row];
            if (SpellFinding.KindOf(entry, exits[row]) is null)
            {
                left[leaving++] = ((uint)exits[row] << 1) | (churned[row] ? 0u : 1u);
                if (entry > 0)
                {
                    came[coming++] = (uint)entry;
                }
            }
        }

        left = RadixSort.Ascending(left);
        came = RadixSort.Ascending(came);

        var rows = new Rows(DistinctTimes(left, came), late > 0);
        (leaving, coming) = (0, 0);
        while (leaving < left.Length)
        {
            // The last exit comes after every entry, so the entries cannot outlast the exits.
            uint time = left[leaving] >> 1;
            time = coming < came.Length ? Math.Min(time, came[coming]) : time;
            int events = Take(left, ref leaving, time << 1);
            int censored = Take(left, ref leaving, (time << 1) | 1u);
            rows.Add((int)time, events, censored, Take(came, ref coming, time));
        }

        return rows.ToTable(valid - late);
    }

    private static int Take(uint[] sorted, ref int next, uint key)
    {
        int from = next;
        while (next < sorted.Length && sorted[next] == key)
        {
            next++;
        }

        return next - from;
    }

    private static int DistinctTimes(uint[] left, uint[] came)
    {
        // At most: a tenure that is both an entry and an exit counts twice and is trimmed at the end.
        int distinct = 0;
        for (int i = 0; i < left.Length; i++)
        {
            distinct += i == 0 || left[i] >> 1 != left[i - 1] >> 1 ? 1 : 0;
        }

        for (int i = 0; i < came.Length; i++)
        {
            distinct += i == 0 || came[i] != came[i - 1] ? 1 : 0;
        }

        return distinct;
    }

    /// <summary>The growing columns; rows where nothing happened are dropped.</summary>
    private struct Rows(int capacity, bool late)
    {
        private int[] times = new int[capacity];
        private int[] events = new int[capacity];
        private int[] censored = new int[capacity];
        private int[]? entered = late ? new int[capacity] : null;
        private int count;

        public void Add(int time, int churnedNow, int censoredNow, int enteredNow)
        {
            if ((churnedNow | censoredNow | enteredNow) == 0)
            {
                return;
            }

            times[count] = time;
            events[count] = churnedNow;
            censored[count] = censoredNow;
            if (entered is not null)
            {
                entered[count] = enteredNow;
            }

            count++;
        }

        public RiskTable ToTable(int initial)
        {
            if (count < times.Length)
            {
                Array.Resize(ref times, count);
                Array.Resize(ref events, count);
                Array.Resize(ref censored, count);
                if (entered is not null)
                {
                    Array.Resize(ref entered, count);
                }
            }

            return new RiskTable(initial, times, events, censored, entered);
        }
    }
}
