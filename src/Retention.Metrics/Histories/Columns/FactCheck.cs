using NodaTime.Text;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Checks facts that are partitioned by subscription: which of them hold, and what cannot be.</summary>
internal static class FactCheck
{
    private const int RowsPerRange = 1 << 14;

    /// <summary>Checks facts. The rows are put into their order; those that are left out come last in their subscription.</summary>
    public static FactCheckResult Run(PartitionedFacts facts, ExecutionOptions execution)
    {
        FactTables tables = facts.Tables;
        var versions = FactVersions.Resolve(facts);
        FactConflict[] conflicts = [.. versions.Conflicts.Select(conflict => FactConflict.Of(conflict, tables))];
        HashSet<int> refused = [.. conflicts.SelectMany(conflict => conflict.Subscriptions)];
        FactStep[] steps = FreshMemory.ToFill<FactStep>(facts.Count);
        int[] cuts = RowRanges.Of(facts.Offsets.AsSpan(..^1), RowsPerRange);
        var found = new FoundFacts?[cuts.Length - 1];
        var lacking = new List<(int Subscription, int Held)>?[cuts.Length - 1];
        execution.ForEach(cuts.Length - 1, range =>
        {
            var findings = new FoundFacts(tables);
            for (int subscription = cuts[range]; subscription < cuts[range + 1]; subscription++)
            {
                int held = Check(subscription, facts, versions.LeavesOut, steps, findings, refused);
                if (held < facts.Offsets[subscription + 1] - facts.Offsets[subscription])
                {
                    (lacking[range] ??= []).Add((subscription, held));
                }
            }

            found[range] = findings.Count > 0 ? findings : null;
        });

        return FactCheckResult.Of(new CheckedFacts(facts, HeldOf(facts, lacking), steps), conflicts, all => AddAll(all, found), versions.Repeated, versions.Superseded);
    }

    private static void AddAll(FoundFacts all, FoundFacts?[] found)
    {
        for (int range = 0; range < found.Length; range++)
        {
            if (found[range] is { } some)
            {
                all.AddAll(some);
                found[range] = null; // its memory is free once it is copied
            }
        }
    }

    /// <summary>How many facts of each subscription hold; <see langword="null"/> where all do.</summary>
    private static int[]? HeldOf(PartitionedFacts facts, List<(int Subscription, int Held)>?[] lacking)
    {
        if (Array.TrueForAll(lacking, none => none is null))
        {
            return null;
        }

        var held = new int[facts.Subscriptions];
        for (int subscription = 0; subscription < held.Length; subscription++)
        {
            held[subscription] = facts.Offsets[subscription + 1] - facts.Offsets[subscription];
        }

        foreach ((int subscription, int count) in lacking.SelectMany(some => some ?? []))
        {
            held[subscription] = count;
        }

        return held;
    }

    /// <summary>Checks one subscription.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="facts">All facts.</param>
    /// <param name="leavesOut">Whether some facts may be left out.</param>
    /// <param name="steps">Where the steps go.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="refused">The subscriptions of which facts conflict.</param>
    /// <returns>How many of its facts hold: all but those that are left out, or none.</returns>
    public static int Check(int subscription, PartitionedFacts facts, bool leavesOut, FactStep[] steps, FoundFacts findings, HashSet<int> refused)
    {
        FactTables tables = facts.Tables;
        Span<FactRow> rows = facts.Rows.AsSpan(facts.RowsOf(subscription));
        rows = leavesOut ? rows[..MoveBackLeftOut(rows)] : rows;
        if (rows.IsEmpty)
        {
            return 0;
        }

        // What is missing because it conflicts would be missed by what follows it.
        bool whole = refused.Count == 0 || !refused.Contains(subscription);
        return CanHold(subscription, rows, steps.AsSpan(facts.Offsets[subscription], rows.Length), findings, tables, whole) && whole ? rows.Length : 0;
    }

    /// <summary>Puts facts of one subscription, none of them left out, into their order and writes the step of each, or adds the findings.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="rows">Its facts.</param>
    /// <param name="steps">Where the steps go: as many.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="tables">What the rows refer to.</param>
    /// <param name="whole">Whether all facts are there; else they are looked at one by one only.</param>
    /// <returns>Whether they can all be true together.</returns>
    public static bool CanHold(int subscription, Span<FactRow> rows, Span<FactStep> steps, FoundFacts findings, FactTables tables, bool whole = true)
    {
        if (whole && TryPlain(rows, steps, tables))
        {
            return true;
        }

        int before = findings.Count;
        if (!IsSorted(rows))
        {
            SameInstantOrder.Sort(rows, new UncheckedOrder(tables, subscription));
        }

        CheckFacts(subscription, rows, findings, tables);
        if (whole && findings.Count == before)
        {
            SubscriptionReplay.Run(subscription, rows, steps, findings, tables);
        }

        return findings.Count == before;
    }

    /// <summary>Writes the steps of facts that rise in time and are nothing but starts, other prices and ends, each when it can come: those of most subscriptions.</summary>
    /// <returns>Whether they are, and nothing else can be wrong with them; otherwise steps have been written that do not hold.</returns>
    private static bool TryPlain(ReadOnlySpan<FactRow> rows, Span<FactStep> steps, FactTables tables)
    {
        FactPrices prices = tables.Prices;
        if (tables.Details.HasOtherCustomers || !prices.HaveOneCurrency)
        {
            return false;
        }

        bool runs = false;
        for (int i = 0; i < rows.Length; i++)
        {
            FactContent content = rows[i].Content;
            bool canCome = content.Kind switch
            {
                FactKind.Started => !runs && prices.IsKnownPossible(content.Index),
                FactKind.PriceChanged => runs && prices.IsKnownPossible(content.Index),
                FactKind.Ended => runs,
                _ => false,
            };
            if (!canCome || (i > 0 && rows[i - 1].Ticks >= rows[i].Ticks))
            {
                return false;
            }

            runs = content.SetsPrice;
            steps[i] = runs ? FactStep.Runs : FactStep.HasEnded;
        }

        return true;
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
                    findings.Add(FindingKind.EndBeforeStart, $"subscription {tables.Names.SubscriptionOf(subscription)}: the cancellation requested at {Iso(at)} takes effect before, at {Iso(effectiveAt)}", subscription, row);
                }
            }

            if (!row.Content.SetsPrice)
            {
                continue;
            }

            int price = row.Content.Index;
            if (prices.ProblemOf(price) is { } problem)
            {
                findings.Add(SubscriptionHistory.KindOf(problem.Kind), $"subscription {tables.Names.SubscriptionOf(subscription)} at {Iso(tables.Details.At(row))}: {problem.Message}", subscription, row);
            }

            if (priced >= 0)
            {
                FactRow last = rows[priced];
                if (!prices.HaveOneCurrency && prices.CurrencyOf(last.Content.Index) != prices.CurrencyOf(price))
                {
                    findings.Add(FindingKind.CurrencyChanged, $"subscription {tables.Names.SubscriptionOf(subscription)} changes from {prices.CurrencyOf(last.Content.Index)} to {prices.CurrencyOf(price)} at {Iso(tables.Details.At(row))}", subscription, last, row);
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
                    findings.Add(FindingKind.TwoPricesAtOneInstant, $"subscription {tables.Names.SubscriptionOf(subscription)} has two prices at {Iso(tables.Details.At(row))}, and nothing recorded tells which came last", subscription, other, row);
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

        findings.Add(FindingKind.MovedToAnotherCustomer, $"subscription {tables.Names.SubscriptionOf(subscription)} belongs to customer {tables.Names.NameOf(one)} and to {tables.Names.NameOf(other)}", subscription, first, row);
        return true;
    }

    private static string Iso(FactInstant instant) => InstantPattern.ExtendedIso.Format(instant.ToInstant());
}
