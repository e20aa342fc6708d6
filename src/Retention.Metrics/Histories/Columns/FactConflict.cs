namespace Retention.Metrics.Histories.Columns;

/// <summary>Facts of one id that contradict each other, none of them recorded last.</summary>
/// <param name="EventId">The id.</param>
/// <param name="Number">The number of the id.</param>
/// <param name="Subscriptions">The subscriptions of the facts.</param>
/// <param name="Facts">The facts.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record FactConflict(string EventId, int Number, int[] Subscriptions, LocatedFact[] Facts, FormattableString Message)
{
    /// <summary>Describes a conflict.</summary>
    /// <param name="facts">The facts, which are sorted.</param>
    /// <param name="tables">What the rows refer to.</param>
    public static FactConflict Of(LocatedFact[] facts, FactTables tables)
    {
        Array.Sort(facts, (one, other) => Compare(one, other, tables));
        int number = tables.Details.EventIdOf(facts[0].Row.Place);
        string id = tables.Names.EventIdOf(number);
        int contents = facts.Distinct(new SameContent(tables)).Count();
        return new FactConflict(
            id,
            number,
            [.. facts.Select(fact => fact.Subscription).Distinct()],
            facts,
            $"event {id} of subscription {tables.Names.SubscriptionOf(facts[0].Subscription)} comes with {contents} contents, and none is recorded last");
    }

    /// <summary>Adds the finding about the facts.</summary>
    public void AddTo(FoundFacts findings) => findings.Add(FindingKind.ConflictingDuplicate, Message, Facts);

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

    private sealed class SameContent(FactTables tables) : IEqualityComparer<LocatedFact>
    {
        public bool Equals(LocatedFact x, LocatedFact y) => FactContents.AreEqual(x, y, tables);

        public int GetHashCode(LocatedFact obj) => FactContents.HashOf(obj, tables);
    }
}
