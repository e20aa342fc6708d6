namespace Retention.Metrics.Aggregation;

/// <summary>The totals of all periods of an answer. Totals are compared by value: answers are equal only where their totals are.</summary>
internal interface IAnswerTotals
{
    /// <summary>Whether all totals are 0: such totals have no currency of their own.</summary>
    bool IsEmpty { get; }
}
