using System.Collections;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Findings in their order: by subscription, instant and kind of the first event. Each is made when it is read.</summary>
/// <param name="found">The findings, in the order in which they were found.</param>
internal sealed class SubscriptionFindings(FoundFacts found) : IReadOnlyList<SubscriptionFinding>
{
    private readonly Lazy<int[]> order = new(found.InOrder);

    /// <summary>The findings, in the order in which they were found.</summary>
    public FoundFacts Found => found;

    public int Count => found.Count;

    public SubscriptionFinding this[int index] => found[order.Value[index]];

    public IEnumerator<SubscriptionFinding> GetEnumerator() => order.Value.Select(number => found[number]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
