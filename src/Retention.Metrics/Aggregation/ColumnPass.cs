using System.Collections.Concurrent;

namespace Retention.Metrics;

/// <summary>Columns to pass over.</summary>
internal interface IColumnSource<out TColumns>
{
    /// <summary>Where each customer's rows start.</summary>
    int[] Offsets { get; }

    /// <summary>Hands out the columns of a block of customers, and which they are in these; they are gone when <paramref name="read"/> returns.</summary>
    void Read(int firstCustomer, int endCustomer, Action<TColumns, int, int> read);
}

/// <summary>The one pass over the customers that answers whatever is asked together.</summary>
internal static class ColumnPass
{
    // What a block holds stays in the near caches of a core while one gatherer after another reads it.
    private const int RowsPerBlock = 1 << 14;

    /// <summary>Answers one question.</summary>
    public static TAnswer Ask<TColumns, TAnswer>(this IColumnSource<TColumns> source, IQuestion<TColumns, TAnswer> question, Execution execution) =>
        question.Answer(Run(source, question.NewGatherer, execution));

    /// <summary>Answers three questions together.</summary>
    public static (TFirst First, TSecond Second, TThird Third) Ask<TColumns, TFirst, TSecond, TThird>(
        this IColumnSource<TColumns> source, IQuestion<TColumns, TFirst> first, IQuestion<TColumns, TSecond> second, IQuestion<TColumns, TThird> third, Execution execution)
    {
        IReadOnlyList<IGatherer<TColumns>> lists = Run(source, () => new GathererList<TColumns>(first.NewGatherer(), second.NewGatherer(), third.NewGatherer()), execution);
        return (first.Answer(GathererList<TColumns>.At(lists, 0)), second.Answer(GathererList<TColumns>.At(lists, 1)), third.Answer(GathererList<TColumns>.At(lists, 2)));
    }

    // Sums of a table of days are large: there is one gatherer for each thread at work, not one for each run of customers.
    private static IReadOnlyList<IGatherer<TColumns>> Run<TColumns>(IColumnSource<TColumns> source, Func<IGatherer<TColumns>> newGatherer, Execution execution)
    {
        var idle = new ConcurrentBag<IGatherer<TColumns>>();
        _ = CustomerSplit.Run(source.Offsets, execution, (first, end) =>
        {
            IGatherer<TColumns> own = idle.TryTake(out IGatherer<TColumns>? known) ? known : newGatherer();
            for (int from = first, to; from < end; from = to)
            {
                to = EndOfBlock(source.Offsets, from, end);
                source.Read(from, to, own.Add);
            }

            idle.Add(own);
            return true;
        });
        return [.. idle];
    }

    private static int EndOfBlock(int[] offsets, int first, int end)
    {
        if (offsets[end] - offsets[first] <= RowsPerBlock)
        {
            return end;
        }

        int found = Array.BinarySearch(offsets, first + 1, end - first, offsets[first] + RowsPerBlock);
        return found < 0 ? ~found : found;
    }
}
