using System.Collections;

namespace Retention.Metrics.Tool.Output;

/// <summary>Rows that are made each time they are read: of very many, few are in memory at once.</summary>
/// <typeparam name="T">What a row is made of.</typeparam>
/// <param name="source">What the rows are made of.</param>
/// <param name="make">Makes a row.</param>
internal sealed class RowsOnDemand<T>(IReadOnlyList<T> source, Func<T, AnswerRow> make) : IReadOnlyList<AnswerRow>
{
    public int Count => source.Count;

    public AnswerRow this[int index] => make(source[index]);

    public IEnumerator<AnswerRow> GetEnumerator() => source.Select(make).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
