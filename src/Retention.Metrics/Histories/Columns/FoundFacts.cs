namespace Retention.Metrics.Histories.Columns;

/// <summary>Collects findings in columns, in the order in which they were found. Events and messages are made of the findings that are read.</summary>
internal sealed class FoundFacts(FactTables tables)
{
    private MessageTexts messages = new();
    private ColumnBlocks<Found> found = new();
    private ColumnBlocks<LocatedFact> facts = new();

    public int Count => found.Count;

    /// <summary>A finding.</summary>
    public SubscriptionFinding this[int number]
    {
        get
        {
            Found one = found[number];
            LocatedFact[] own = FactsOf(number);
            return new SubscriptionFinding(one.Kind, messages[one.Message], Array.ConvertAll(own, fact => tables.EventOf(fact.Subscription, fact.Row)), Array.ConvertAll(own, fact => fact.Row.Place));
        }
    }

    /// <summary>The kind of a finding.</summary>
    public FindingKind KindOf(int number) => found[number].Kind;

    /// <summary>The subscription that a finding is about; −1 where it is about the id of an event.</summary>
    public int SubscriptionOf(int number) => found[number].Subscription;

    /// <summary>The message of a finding, in bytes.</summary>
    public (MessageTexts Texts, int Place) MessageOf(int number) => (messages, found[number].Message);

    /// <summary>The facts of a finding.</summary>
    public LocatedFact[] FactsOf(int number)
    {
        int first = found[number].FirstFact;
        return facts.Copy(first, (number + 1 < found.Count ? found[number + 1].FirstFact : facts.Count) - first);
    }

    /// <summary>Adds a finding about a fact.</summary>
    public void Add(FindingKind kind, FormattableString message, int subscription, in FactRow row)
    {
        Begin(kind, messages.Add(message), subscription);
        facts.Add(new LocatedFact(subscription, row));
    }

    /// <summary>Adds a finding about a fact and an earlier one.</summary>
    public void Add(FindingKind kind, FormattableString message, int subscription, in FactRow earlier, in FactRow row)
    {
        Add(kind, message, subscription, earlier);
        facts.Add(new LocatedFact(subscription, row));
    }

    /// <summary>Adds a finding about an id of events.</summary>
    public void Add(FindingKind kind, FormattableString message, ReadOnlySpan<LocatedFact> own)
    {
        Begin(kind, messages.Add(message), subscription: -1);
        facts.AddRange(own);
    }

    /// <summary>Adds a finding of another collection.</summary>
    public void Add(FoundFacts other, int number)
    {
        Found one = other.found[number];
        Begin(one.Kind, messages.Add(other.messages, one.Message), one.Subscription);
        facts.AddRange(other.FactsOf(number));
    }

    /// <summary>Adds all findings of another collection.</summary>
    public void AddAll(FoundFacts other)
    {
        for (int number = 0; number < other.Count; number++)
        {
            Add(other, number);
        }
    }

    public void Clear()
    {
        if (Count > 0)
        {
            (messages, found, facts) = (new MessageTexts(), new ColumnBlocks<Found>(), new ColumnBlocks<LocatedFact>());
        }
    }

    /// <summary>The numbers of the findings, by subscription, instant and kind of the first event; findings about one fact are in the order in which they were found.</summary>
    public int[] InOrder()
    {
        SubscriptionId[] subscriptions = [.. Enumerable.Range(0, Count).Select(number => tables.Names.SubscriptionOf(FirstOf(number).Subscription))];
        int[] numbers = [.. Enumerable.Range(0, Count)];
        Array.Sort(numbers, (x, y) => Compare(x, y, subscriptions[x].CompareTo(subscriptions[y])));
        return numbers;
    }

    /// <summary>The order of two findings.</summary>
    public int Compare(int x, int y)
    {
        int one = FirstOf(x).Subscription, other = FirstOf(y).Subscription;
        return Compare(x, y, one == other ? 0 : tables.Names.SubscriptionOf(one).CompareTo(tables.Names.SubscriptionOf(other)));
    }

    private int Compare(int x, int y, int order)
    {
        order = order != 0 ? order : tables.Details.At(FirstOf(x).Row).CompareTo(tables.Details.At(FirstOf(y).Row));
        order = order != 0 ? order : KindOf(x).CompareTo(KindOf(y));
        return order != 0 ? order : x.CompareTo(y);
    }

    private LocatedFact FirstOf(int number) => facts[found[number].FirstFact];

    private void Begin(FindingKind kind, int message, int subscription) => found.Add(new Found(kind, message, subscription, facts.Count));

    /// <summary>A finding; its facts are those up to the first of the next.</summary>
    private readonly record struct Found(FindingKind Kind, int Message, int Subscription, int FirstFact);
}
