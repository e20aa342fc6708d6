namespace Retention.Metrics.Histories.Columns;

/// <summary>Checks facts that were added to facts that were checked. Only the subscriptions that they concern are checked and replayed.</summary>
internal sealed class FactAppend
{
    private readonly FactCheckResult before;
    private readonly FactCollector facts;
    private readonly PartitionedFacts old;
    private readonly Dictionary<int, List<FactRow>> added = [];

    // By number of an id whether an added fact has it.
    private readonly bool[] ids;

    private FactAppend(FactCheckResult before, FactCollector facts)
    {
        (this.before, this.facts, old) = (before, facts, before.Checked.Facts);
        ids = new bool[facts.Tables.Names.EventIds];
        for (int place = old.Count; place < facts.Count; place++)
        {
            AddedFact fact = facts.Rows[place];
            if (!added.TryGetValue(fact.Subscription, out List<FactRow>? own))
            {
                added.Add(fact.Subscription, own = []);
            }

            own.Add(new FactRow(fact.Ticks, place, fact.Content));
            if (IdOf(place) is >= 0 and var id)
            {
                ids[id] = true;
            }
        }

        Touched = TouchedSubscriptions();
    }

    /// <summary>The subscriptions that are concerned, rising: those of added facts, and those of facts with an id of an added fact.</summary>
    private int[] Touched { get; }

    /// <summary>Checks what was added.</summary>
    /// <param name="before">The check of the facts before. It stays as it is.</param>
    /// <param name="facts">The same facts, and behind them those that were added.</param>
    /// <returns>The check of all facts, and the subscriptions that are concerned.</returns>
    public static (FactCheckResult Result, int[] Touched) Run(FactCheckResult before, FactCollector facts)
    {
        var append = new FactAppend(before, facts);
        return (append.Check(), append.Touched);
    }

    private int[] TouchedSubscriptions()
    {
        HashSet<int> touched = [.. added.Keys];
        if (Array.Exists(ids, isAdded => isAdded))
        {
            for (int subscription = 0; subscription < old.Subscriptions; subscription++)
            {
                foreach (ref readonly FactRow row in old.Rows.AsSpan(old.RowsOf(subscription)))
                {
                    if (HasAddedId(row))
                    {
                        _ = touched.Add(subscription);
                        break;
                    }
                }
            }
        }

        return [.. touched.Order()];
    }

    private FactCheckResult Check()
    {
        FactTables tables = facts.Tables;
        (CheckedFacts merged, PartitionedFacts knownBefore) = Merge();
        var counted = FactVersions.Resolve(knownBefore, (Touched, ids));
        var versions = FactVersions.Resolve(merged.Facts, (Touched, ids));
        FactConflict[] conflicts =
        [
            .. before.Conflicts.Where(conflict => !ids[conflict.Number]),
            .. versions.Conflicts.Select(conflict => FactConflict.Of(conflict, tables)),
        ];
        HashSet<int> refused = [.. conflicts.SelectMany(conflict => conflict.Subscriptions)];
        var findings = new FoundFacts(tables);
        foreach (int subscription in Touched)
        {
            merged.Held![subscription] = FactCheck.Check(subscription, merged.Facts, leavesOut: true, merged.Steps, findings, refused);
        }

        HashSet<int> touched = [.. Touched];
        return FactCheckResult.Of(
            new CheckedFacts(merged.Facts, merged.Held, merged.Steps),
            conflicts,
            all =>
            {
                FoundFacts known = before.Findings.Found;
                for (int number = 0; number < known.Count; number++)
                {
                    if (known.SubscriptionOf(number) is >= 0 and var subscription && !touched.Contains(subscription))
                    {
                        all.Add(known, number);
                    }
                }

                all.AddAll(findings);
            },
            before.Repeated - counted.Repeated + versions.Repeated,
            before.Superseded - counted.Superseded + versions.Superseded);
    }

    /// <summary>Copies what is not concerned, and puts added facts behind the others of their subscriptions.</summary>
    /// <returns>All facts, and the facts before of the subscriptions that are concerned.</returns>
    private (CheckedFacts All, PartitionedFacts Before) Merge()
    {
        int subscriptions = facts.Tables.Names.Subscriptions, write = 0, next = 0;
        int[] offsets = new int[subscriptions + 2], offsetsBefore = new int[subscriptions + 2], held = new int[subscriptions];
        FactRow[] rows = GC.AllocateUninitializedArray<FactRow>(facts.Count);
        FactStep[] steps = GC.AllocateUninitializedArray<FactStep>(facts.Count);
        var rowsBefore = new List<FactRow>();
        foreach (int subscription in Touched)
        {
            CopyUpTo(subscription);
            offsets[subscription] = write;
            if (subscription < old.Subscriptions)
            {
                foreach (FactRow row in old.Rows.AsSpan(old.RowsOf(subscription)))
                {
                    // Which fact of an id holds is decided anew, where another fact with the id was added.
                    rows[write] = HasAddedId(row) ? row with { Content = row.Content.AsHeld() } : row;
                    rowsBefore.Add(rows[write++]);
                }
            }

            foreach (FactRow row in added.GetValueOrDefault(subscription, []))
            {
                rows[write++] = row;
            }

            offsetsBefore[subscription + 1] = rowsBefore.Count;
            next = subscription + 1;
        }

        CopyUpTo(subscriptions);
        offsets[subscriptions] = offsets[subscriptions + 1] = write;
        for (int i = 1; i < offsetsBefore.Length; i++)
        {
            offsetsBefore[i] = Math.Max(offsetsBefore[i], offsetsBefore[i - 1]);
        }

        return (new CheckedFacts(new PartitionedFacts(rows, offsets, facts.Tables), held, steps), new PartitionedFacts([.. rowsBefore], offsetsBefore, facts.Tables));

        void CopyUpTo(int end)
        {
            int first = Math.Min(next, old.Subscriptions), last = Math.Min(end, old.Subscriptions);
            int from = old.Offsets[first], count = old.Offsets[last] - from;
            Array.Copy(old.Rows, from, rows, write, count);
            Array.Copy(before.Checked.Steps, from, steps, write, count);
            for (int subscription = first; subscription < last; subscription++)
            {
                offsets[subscription] = old.Offsets[subscription] - from + write;
                held[subscription] = before.Checked.HeldOf(subscription);
            }

            write += count;
            offsets.AsSpan(Math.Max(next, last)..Math.Max(next, end)).Fill(write);
        }
    }

    private int IdOf(int place) => facts.Tables.Details.EventIdOf(place);

    private bool HasAddedId(in FactRow row) => IdOf(row.Place) is >= 0 and var id && ids[id];
}
