using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Rows of one subscription that are equal in every column that is read.</summary>
internal static class AlikeRows
{
    /// <summary>The lines of rows that are alike, each with the number of its group.</summary>
    /// <param name="rows">The rows of the file.</param>
    /// <param name="bySubscription">The same by subscription.</param>
    /// <param name="ticksOf">The time of a row: rows that are alike have one.</param>
    /// <param name="contentOf">What a row says, beside its customer.</param>
    /// <param name="execution">How many threads take part.</param>
    public static Dictionary<long, (int Group, int Content)> InGroups<TContent>(
        SubscriptionRows rows, RowsBySubscription bySubscription, Func<int, long> ticksOf, Func<int, TContent> contentOf, ExecutionOptions execution)
    {
        int[] ranges = bySubscription.Ranges;
        var found = new List<(int Row, int Group)>[ranges.Length - 1];
        execution.ForEach(found.Length, range =>
        {
            found[range] = [];
            var seen = new Dictionary<(TContent, int), int>();
            for (int subscription = ranges[range]; subscription < ranges[range + 1]; subscription++)
            {
                ReadOnlySpan<int> own = bySubscription[subscription];
                if (Rise(own, ticksOf))
                {
                    continue;
                }

                seen.Clear();
                foreach (int row in own)
                {
                    (TContent, int) content = (contentOf(row), rows.Customers[row]);
                    if (!seen.TryAdd(content, row))
                    {
                        found[range].Add((seen[content], seen[content]));
                        found[range].Add((row, seen[content]));
                    }
                }
            }
        });
        return found.SelectMany(some => some).DistinctBy(one => one.Row).ToDictionary(one => rows.LineOf(one.Row), one => (one.Group, 0));
    }

    private static bool Rise(ReadOnlySpan<int> own, Func<int, long> ticksOf)
    {
        for (int i = 1; i < own.Length; i++)
        {
            if (ticksOf(own[i - 1]) >= ticksOf(own[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is said of rows that are alike and differ in another column.</summary>
    public static FormattableString Describe(FileKind kind, string subscription, Instant at, IEnumerable<string> columns)
    {
        FormattableString nothing = $"";
        string id = ColumnNames.Of(Column.SubscriptionId);
        FormattableString eachRow = kind == FileKind.SubscriptionIntervals ? $", or to nothing where each row of the file is a subscription (--map {id}=)" : nothing;
        return $"rows of subscription {subscription} at {InstantPattern.ExtendedIso.Format(at)} are alike but for {string.Join(", ", columns)}; if they are items, each needs a subscription id of its own: map {id} to a column that tells them apart (--map {id}=...){eachRow}; if they are one, leave one row of them";
    }
}
