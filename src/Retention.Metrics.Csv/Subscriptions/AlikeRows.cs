using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What is said of rows of one subscription that are equal in every column that is read, and differ in another.</summary>
internal static class AlikeRows
{
    public static string Describe(FileKind kind, string subscription, Instant at, IEnumerable<string> columns)
    {
        string id = ColumnNames.Of(Column.SubscriptionId);
        string eachRow = kind == FileKind.SubscriptionIntervals ? $", or to nothing where each row of the file is a subscription (--map {id}=)" : "";
        return $"rows of subscription {subscription} at {InstantPattern.ExtendedIso.Format(at)} are alike but for {string.Join(", ", columns)}; if they are items, each needs a subscription id of its own: "
            + $"map {id} to a column that tells them apart (--map {id}=...){eachRow}; if they are one, leave one row of them";
    }
}
