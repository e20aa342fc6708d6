namespace Retention.Metrics.Histories.Columns;

/// <summary>Ranges of subscriptions, of which each thread has one: all read all facts in order, so what they find does not depend on how many they are.</summary>
internal readonly struct SubscriptionParts
{
    private const int MostParts = 16;
    private const int FactsPerPart = 1 << 15;

    private readonly int subscriptions;

    public SubscriptionParts(int subscriptions, int facts, ExecutionOptions execution)
    {
        this.subscriptions = subscriptions;
        Count = Math.Clamp(facts / FactsPerPart, 1, Math.Min(execution.Threads, MostParts));
    }

    /// <summary>How many ranges there are.</summary>
    public int Count { get; }

    public Range this[int part]
    {
        get
        {
            uint first = (uint)((long)subscriptions * part / Count);
            return new Range(first, (uint)((long)subscriptions * (part + 1) / Count) - first);
        }
    }

    /// <summary>Some subscriptions with numbers one after another.</summary>
    public readonly record struct Range(uint First, uint Count)
    {
        public bool Has(int subscription) => unchecked((uint)subscription - First) < Count;
    }
}
