using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What the kinds of invoice lines are called in files.</summary>
internal sealed class LineKindNames(IReadOnlyDictionary<string, InvoiceLineKind> own)
{
    public const string Kinds = "recurring (subscription), one_time, usage, tax";

    private static readonly Dictionary<string, InvoiceLineKind> Known = new(StringComparer.Ordinal)
    {
        ["recurring"] = InvoiceLineKind.Recurring,
        ["subscription"] = InvoiceLineKind.Recurring,
        ["onetime"] = InvoiceLineKind.OneTime,
        ["oneoff"] = InvoiceLineKind.OneTime,
        ["usage"] = InvoiceLineKind.Usage,
        ["metered"] = InvoiceLineKind.Usage,
        ["tax"] = InvoiceLineKind.Tax,
    };

    private readonly Dictionary<string, InvoiceLineKind> byKey = Keyed(own);

    /// <summary>The kind of a word; a blank one is a subscription.</summary>
    public bool TryParse(string word, out InvoiceLineKind kind)
    {
        kind = InvoiceLineKind.Recurring;
        string key = ColumnNames.Key(word);
        return key.Length == 0 || byKey.TryGetValue(key, out kind) || Known.TryGetValue(key, out kind);
    }

    /// <summary>Refuses names that are blank, kinds that are not defined, and names of two kinds.</summary>
    public static void Check(IReadOnlyDictionary<string, InvoiceLineKind> own) => _ = Keyed(own);

    private static Dictionary<string, InvoiceLineKind> Keyed(IReadOnlyDictionary<string, InvoiceLineKind> own)
    {
        var keyed = new Dictionary<string, InvoiceLineKind>(StringComparer.Ordinal);
        foreach ((string name, InvoiceLineKind kind) in own)
        {
            if (string.IsNullOrWhiteSpace(name) || !Enum.IsDefined(kind))
            {
                throw new ArgumentException($"The kind of invoice lines '{name}' is mapped to {kind}; expected a name that is not blank and one of {string.Join(", ", Enum.GetNames<InvoiceLineKind>())}.", nameof(own));
            }

            if (!keyed.TryAdd(ColumnNames.Key(name), kind) && keyed[ColumnNames.Key(name)] != kind)
            {
                throw new ArgumentException($"The kind of invoice lines '{name}' is mapped to {keyed[ColumnNames.Key(name)]} and {kind}; a name has one meaning.", nameof(own));
            }
        }

        return keyed;
    }
}
