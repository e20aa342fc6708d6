namespace Retention.Metrics;

/// <summary>Something that one pass over columns answers.</summary>
internal interface IQuestion<TColumns, out TAnswer>
{
    /// <summary>A gatherer that has seen nobody yet.</summary>
    IGatherer<TColumns> NewGatherer();

    /// <summary>The answer, when every customer was seen by one of the gatherers.</summary>
    TAnswer Answer(IReadOnlyList<IGatherer<TColumns>> gatherers);
}
