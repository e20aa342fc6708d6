using System.Collections;

namespace Retention.Metrics.Tool.Input;

/// <summary>Several lists one after another, without a copy of them.</summary>
/// <typeparam name="T">What they hold.</typeparam>
/// <param name="lists">The lists.</param>
internal sealed class JoinedLists<T>(IReadOnlyList<IReadOnlyList<T>> lists) : IReadOnlyList<T>
{
    public int Count { get; } = lists.Sum(list => list.Count);

    public T this[int index]
    {
        get
        {
            int list = 0;
            for (; index >= lists[list].Count; list++)
            {
                index -= lists[list].Count;
            }

            return lists[list][index];
        }
    }

    /// <summary>Lists one after another.</summary>
    public static JoinedLists<T> Of(params IReadOnlyList<IReadOnlyList<T>> lists) => new(lists);

    public IEnumerator<T> GetEnumerator() => lists.SelectMany(list => list).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
