using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tests.Reference;

/// <summary>What a file says of its customers beside our columns. Of several values the one with the latest instant counts, whatever the order of the rows.</summary>
internal sealed class ReferenceAttributes
{
    private readonly CsvTable table;
    private readonly Dictionary<CustomerId, (Instant At, string? Value)[]> values = [];

    public ReferenceAttributes(CsvTable table) => this.table = table;

    /// <summary>Takes down the attributes of the current row.</summary>
    public void Add(CustomerId customer, Instant at)
    {
        if (table.AttributePlaces.Length == 0)
        {
            return;
        }

        if (!values.TryGetValue(customer, out (Instant At, string? Value)[]? known))
        {
            values.Add(customer, known = new (Instant, string?)[table.AttributePlaces.Length]);
        }

        for (int i = 0; i < known.Length; i++)
        {
            if (CellText.Attribute(table, table.AttributePlaces[i]) is { } value
                && (known[i].Value is null || at > known[i].At || (at == known[i].At && string.CompareOrdinal(value, known[i].Value) < 0)))
            {
                known[i] = (at, value);
            }
        }
    }

    /// <summary>The customers with what is known of them, in the order of their ids.</summary>
    public IReadOnlyList<Customer> Of(IEnumerable<CustomerId> customers) => [.. customers.Distinct().Order().Select(Of)];

    private Customer Of(CustomerId id) => new(id, values.TryGetValue(id, out (Instant At, string? Value)[]? known)
        ? known.Index().Where(one => one.Item.Value is not null).Select(one => KeyValuePair.Create(table.Header[table.AttributePlaces[one.Index]], one.Item.Value!))
        : null);
}
