namespace Retention.Metrics.Testing.Generators;

/// <summary>The ranges of a list that a smaller one may leave out.</summary>
internal static class Runs
{
    private const int AllLengthsUpTo = 12;

    /// <summary>Ranges to leave out, the longest first: every range of a short list, of a long one those of halved lengths.</summary>
    /// <remarks>What depends on each other is adjacent (a pause and its resumption), so that leaving out single elements would not do.</remarks>
    public static IEnumerable<(int First, int Count)> Of(int length)
    {
        for (int count = length; count > 0; count = length <= AllLengthsUpTo ? count - 1 : count / 2)
        {
            for (int first = 0; first + count <= length; first++)
            {
                yield return (first, count);
            }
        }
    }

    /// <summary>The lists that lack one range.</summary>
    public static IEnumerable<T[]> Without<T>(IReadOnlyList<T> list) => Of(list.Count).Select(gone => list.Take(gone.First).Concat(list.Skip(gone.First + gone.Count)).ToArray());
}
