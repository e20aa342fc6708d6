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
    /// <param name="contentOf">What a row says, beside its customer.</param>
    public static Dictionary<long, (int Group, int Content)> InGroups<TContent>(SubscriptionRows rows, RowsBySubscription bySubscription, Func<int, TContent> contentOf)
    {
        var alike = new Dictionary<long, (int Group, int Content)>();
        var seen = new Dictionary<(TContent, int), int>();
        for (int subscription = 0; subscription < bySubscription.Count; subscription++)
        {
            Span<int> own = bySubscription[subscription];
            if (own.Length < 2)
            {
                continue;
            }

            seen.Clear();
            foreach (int row in own)
            {
                (TContent, int) content = (contentOf(row), rows.Customers[row]);
                if (!seen.TryAdd(content, row))
                {
                    int group = seen[content];
                    _ = alike.TryAdd(rows.LineOf(group), (group, 0));
                    alike.Add(rows.LineOf(row), (group, 0));
                }
            }
        }

        return alike;
    }

    /// <summary>What is said of rows that are alike and differ in another column.</summary>
    public static string Describe(FileKind kind, string subscription, Instant at, IEnumerable<string> columns)
    {
        string id = ColumnNames.Of(Column.SubscriptionId);
        string eachRow = kind == FileKind.SubscriptionIntervals ? $", or to nothing where each row of the file is a subscription (--map {id}=)" : "";
        return $"rows of subscription {subscription} at {InstantPattern.ExtendedIso.Format(at)} are alike but for {string.Join(", ", columns)}; if they are items, each needs a subscription id of its own: "
            + $"map {id} to a column that tells them apart (--map {id}=...){eachRow}; if they are one, leave one row of them";
    }
}
