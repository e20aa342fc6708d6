using NodaTime.Text;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Checks facts that are partitioned by subscription: which of them hold, and what cannot be.</summary>
internal static class FactCheck
{
    private const int RowsPerRange = 1 << 14;

    /// <summary>Checks facts. The rows are put into their order; those that are left out come last in their subscription.</summary>
    public static (CheckedFacts Checked, List<SubscriptionFinding> Findings, int Repeated, int Superseded) Run(PartitionedFacts facts, ExecutionOptions execution)
    {
        FactTables tables = facts.Tables;
        var versions = FactVersions.Resolve(facts);
        var conflicting = new FoundFacts(tables);
        HashSet<int> refused = [];
        foreach (LocatedFact[] conflict in versions.Conflicts)
        {
            AddConflict(conflict, conflicting, tables);
            refused.UnionWith(conflict.Select(fact => fact.Subscription));
        }

        var held = new int[facts.Subscriptions];
        FactStep[] steps = GC.AllocateUninitializedArray<FactStep>(facts.Rows.Length);
        int[] cuts = CutsOf(facts);
        var found = new FoundFacts?[cuts.Length - 1];
        execution.ForEach(cuts.Length - 1, range =>
        {
            var findings = new FoundFacts(tables);
            for (int subscription = cuts[range]; subscription < cuts[range + 1]; subscription++)
            {
                int start = facts.Offsets[subscription], count = facts.Offsets[subscription + 1] - start;
                if (count > 0)
                {
                    Span<FactRow> rows = facts.Rows.AsSpan(start, versions.LeavesOut ? MoveBackLeftOut(facts.Rows.AsSpan(start, count)) : count);
                    held[subscription] = Check(subscription, rows, steps.AsSpan(start, rows.Length), findings, tables, refused);
                }
            }

            found[range] = findings.Count > 0 ? findings : null;
        });

        List<SubscriptionFinding> all = conflicting.All;
        foreach (FoundFacts? some in found)
        {
            all.AddRange(some?.All ?? []);
        }

        if (all.Count > 1)
        {
            // Stable: findings about one fact stay in the order in which they were found, behind those about its id.
            all = [.. all.OrderBy(finding => finding.Events[0].Subscription).ThenBy(finding => finding.Events[0].At).ThenBy(finding => finding.Kind)];
        }

        return (new CheckedFacts(facts, held, steps), all, versions.Repeated, versions.Superseded);
    }

    private static void AddConflict(LocatedFact[] conflict, FoundFacts findings, FactTables tables)
    {
        Array.Sort(conflict, (one, other) => Compare(one, other, tables));
        int contents = conflict.Distinct(new SameContent(tables)).Count();
        string id = tables.Names.EventIdOf(tables.Details.EventIdOf(conflict[0].Row.Place));
        findings.Add(
            FindingKind.ConflictingDuplicate,
            FormattableString.Invariant($"event {id} of subscription {tables.Names.SubscriptionOf(conflict[0].Subscription)} comes with {contents} contents, and none is recorded last"),
            conflict);
    }

    private static int Compare(LocatedFact one, LocatedFact other, FactTables tables)
    {
        int order = one.Subscription == other.Subscription ? 0 : tables.Names.SubscriptionOf(one.Subscription).CompareTo(tables.Names.SubscriptionOf(other.Subscription));
        if (order == 0)
        {
            order = tables.Details.At(one.Row).CompareTo(tables.Details.At(other.Row));
        }

        if (order == 0)
        {
            order = tables.Names.NameOf(tables.CustomerOf(one.Subscription, one.Row.Place)).CompareTo(tables.Names.NameOf(tables.CustomerOf(other.Subscription, other.Row.Place)));
        }

        return order != 0 ? order : SameInstantOrder.OfUnchecked(tables).Compare(one.Row, other.Row);
    }

    /// <summary>Cuts the subscriptions into ranges of about equal numbers of rows.</summary>
    private static int[] CutsOf(PartitionedFacts facts)
    {
        var cuts = new List<int> { 0 };
        int start = 0;
        for (int subscription = 1; subscription < facts.Subscriptions; subscription++)
        {
            if (facts.Offsets[subscription] - start >= RowsPerRange)
            {
                cuts.Add(subscription);
                start = facts.Offsets[subscription];
            }
        }

        cuts.Add(facts.Subscriptions);
        return [.. cuts];
    }

    /// <summary>Moves rows that are left out behind the others.</summary>
    /// <returns>How many others there are.</returns>
    private static int MoveBackLeftOut(Span<FactRow> rows)
    {
        int kept = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (!rows[i].Content.IsLeftOut)
            {
                (rows[kept], rows[i]) = (rows[i], rows[kept]);
                kept++;
            }
        }

        return kept;
    }

    /// <summary>Checks one subscription.</summary>
    /// <returns>How many of its facts hold: all or none.</returns>
    private static int Check(int subscription, Span<FactRow> rows, Span<FactStep> steps, FoundFacts findings, FactTables tables, HashSet<int> refused)
    {
        int before = findings.Count;
        if (!IsSorted(rows))
        {
            SameInstantOrder.Sort(rows, new UncheckedOrder(tables, subscription));
        }

        CheckFacts(subscription, rows, findings, tables);

        // What is missing because it conflicts would be missed by what follows it.
        bool whole = refused.Count == 0 || !refused.Contains(subscription);
        if (whole && findings.Count == before)
        {
            SubscriptionReplay.Run(subscription, rows, steps, findings, tables);
        }

        return whole && findings.Count == before ? rows.Length : 0;
    }

    private static bool IsSorted(ReadOnlySpan<FactRow> rows)
    {
        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i - 1].Ticks >= rows[i].Ticks)
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckFacts(int subscription, ReadOnlySpan<FactRow> rows, FoundFacts findings, FactTables tables)
    {
        FactPrices prices = tables.Prices;
        int priced = -1;
        PricesOfOneInstant? sameInstant = null;
        for (int i = 0; i < rows.Length; i++)
        {
            FactRow row = rows[i];
            if (tables.Details.HasOtherCustomers && IsMoved(subscription, rows[0], row, findings, tables))
            {
                return;
            }

            if (row.Content.Kind == FactKind.CancellationScheduled)
            {
                FactInstant at = tables.Details.At(row), effectiveAt = tables.Schedules[row.Content.Index].EffectiveAt;
                if (effectiveAt < at)
                {
                    findings.Add(FindingKind.EndBeforeStart, FormattableString.Invariant($"subscription {tables.Names.SubscriptionOf(subscription)}: the cancellation requested at {Iso(at)} takes effect before, at {Iso(effectiveAt)}"), subscription, row);
                }
            }

            if (!row.Content.SetsPrice)
            {
                continue;
            }

            int price = row.Content.Index;
            if (prices.ProblemOf(price) is { } problem)
            {
                findings.Add(SubscriptionHistory.KindOf(problem.Kind), FormattableString.Invariant($"subscription {tables.Names.SubscriptionOf(subscription)} at {Iso(tables.Details.At(row))}: {problem.Message}"), subscription, row);
            }

            if (priced >= 0)
            {
                FactRow last = rows[priced];
                if (prices.CurrencyOf(last.Content.Index) != prices.CurrencyOf(price))
                {
                    findings.Add(FindingKind.CurrencyChanged, FormattableString.Invariant($"subscription {tables.Names.SubscriptionOf(subscription)} changes from {prices.CurrencyOf(last.Content.Index)} to {prices.CurrencyOf(price)} at {Iso(tables.Details.At(row))}"), subscription, last, row);
                }

                if (last.Ticks != row.Ticks || tables.Details.At(last) != tables.Details.At(row))
                {
                    sameInstant = null;
                }
                else if (sameInstant is null)
                {
                    sameInstant = new PricesOfOneInstant(tables);
                    _ = sameInstant.Add(last);
                }

                if (sameInstant?.Add(row) is { } other)
                {
                    findings.Add(FindingKind.TwoPricesAtOneInstant, FormattableString.Invariant($"subscription {tables.Names.SubscriptionOf(subscription)} has two prices at {Iso(tables.Details.At(row))}, and nothing recorded tells which came last"), subscription, other, row);
                }
            }

            priced = i;
        }
    }

    private static bool IsMoved(int subscription, in FactRow first, in FactRow row, FoundFacts findings, FactTables tables)
    {
        int one = tables.CustomerOf(subscription, first.Place), other = tables.CustomerOf(subscription, row.Place);
        if (one == other)
        {
            return false;
        }

        findings.Add(FindingKind.MovedToAnotherCustomer, FormattableString.Invariant($"subscription {tables.Names.SubscriptionOf(subscription)} belongs to customer {tables.Names.NameOf(one)} and to {tables.Names.NameOf(other)}"), subscription, first, row);
        return true;
    }

    private static string Iso(FactInstant instant) => InstantPattern.ExtendedIso.Format(instant.ToInstant());

    private sealed class SameContent(FactTables tables) : IEqualityComparer<LocatedFact>
    {
        public bool Equals(LocatedFact x, LocatedFact y) => FactContents.AreEqual(x, y, tables);

        public int GetHashCode(LocatedFact obj) => FactContents.HashOf(obj, tables);
    }
}
