using System.Collections.Frozen;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Rules;

/// <summary>The words under which files report a status: those of the caller, and those that need no explanation.</summary>
internal sealed class StatusWords
{
    // As ColumnNames.Key has them: lower case, without spaces, underscores and hyphens.
    private static readonly FrozenDictionary<string, StatusKind> OfOrders = new Dictionary<string, StatusKind>(StringComparer.Ordinal)
    {
        // A cell of other spaces than those of ASCII is as blank as an empty one.
        [""] = StatusKind.Completed,
        ["completed"] = StatusKind.Completed,
        ["complete"] = StatusKind.Completed,
        ["paid"] = StatusKind.Completed,
        ["fulfilled"] = StatusKind.Completed,
        ["cancelled"] = StatusKind.Cancelled,
        ["canceled"] = StatusKind.Cancelled,
        ["voided"] = StatusKind.Cancelled,
        ["refunded"] = StatusKind.Refunded,
        ["partiallyrefunded"] = StatusKind.PartiallyRefunded,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, StatusKind> OfSubscriptions = new Dictionary<string, StatusKind>(StringComparer.Ordinal)
    {
        ["active"] = StatusKind.Active,
        ["trial"] = StatusKind.Trial,
        ["trialing"] = StatusKind.Trial,
        ["intrial"] = StatusKind.Trial,
        ["ended"] = StatusKind.Ended,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Dictionary<string, StatusKind> own;
    private readonly FrozenDictionary<string, StatusKind> common;
    private readonly bool ofOrders;

    public StatusWords(CsvImportOptions options, FileKind kind)
    {
        ofOrders = kind == FileKind.Orders;
        common = ofOrders ? OfOrders : OfSubscriptions;
        own = options.Statuses.Where(entry => IsOf(entry.Value, ofOrders)).DistinctBy(entry => ColumnNames.Key(entry.Key), StringComparer.Ordinal).ToDictionary(entry => ColumnNames.Key(entry.Key), entry => entry.Value, StringComparer.Ordinal);
    }

    /// <summary>What a cell may say, for a refusal.</summary>
    public string Expected
    {
        get
        {
            string[] words = [.. common.Keys.Concat(own.Keys).Distinct(StringComparer.Ordinal).Where(key => key.Length > 0).Order(StringComparer.Ordinal)];
            string kinds = string.Join(", ", Enum.GetValues<StatusKind>().Where(kind => IsOf(kind, ofOrders)));
            return $"it is no known status, of which there are {string.Join(", ", words)}; say what it means (Statuses, --status, --ignore): {kinds}";
        }
    }

    /// <summary>Refuses words that mean nothing, or two things.</summary>
    /// <exception cref="ArgumentException">A kind is not defined, or one word has two kinds.</exception>
    public static void Check(IReadOnlyDictionary<string, StatusKind> statuses)
    {
        foreach ((string word, StatusKind kind) in statuses)
        {
            if (!Enum.IsDefined(kind))
            {
                throw new ArgumentException($"The status '{word}' has the kind {kind}, which is not defined; valid values: {string.Join(", ", Enum.GetNames<StatusKind>())}.", nameof(statuses));
            }
        }

        if (statuses.GroupBy(entry => ColumnNames.Key(entry.Key), StringComparer.Ordinal).FirstOrDefault(same => same.DistinctBy(entry => entry.Value).Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"The status '{twice.First().Key}' has several kinds, {string.Join(" and ", twice.Select(entry => entry.Value).Distinct())}; expected one. Case, spaces, '_' and '-' do not matter.", nameof(statuses));
        }
    }

    public bool TryParse(string word, out StatusKind kind)
    {
        string key = ColumnNames.Key(word);
        return own.TryGetValue(key, out kind) || common.TryGetValue(key, out kind);
    }

    /// <summary>Whether a meaning is one that a file of orders, or of subscriptions, can have.</summary>
    public static bool IsOf(StatusKind kind, bool orders) => kind == StatusKind.Ignored || (orders ? kind <= StatusKind.Refund : kind > StatusKind.Refund);
}
