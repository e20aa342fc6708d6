namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The ids of the events of one row: a resumption with a price is two events, and the file has one id for both.</summary>
/// <remarks>
/// The id of the second event cannot equal any id of a file: in the ids of files each separator is doubled, in that of the second event one is
/// single. Ids without the separator, a control character, stay as they are.
/// </remarks>
internal static class RowEventId
{
    private const string Separator = "\u001F";

    /// <summary>The id of the event that a row reports.</summary>
    public static string Of(string written) => written.Replace(Separator, Separator + Separator, StringComparison.Ordinal);

    /// <summary>The id of the change of price that a resumption with a price is too.</summary>
    public static string OfPrice(string written) => $"{Of(written)}{Separator}price";
}
