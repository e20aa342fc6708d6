using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Reads the products of the prices of some rows; an empty cell is no known product.</summary>
internal sealed class ProductReader
{
    private readonly CsvTable table;
    private readonly CellCache<string> recent = new();
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    // Of each usual price so far.
    private readonly List<string?> ofPrices = [];

    private ProductReader(CsvTable table) => this.table = table;

    /// <summary>The product of a usual price.</summary>
    public string? this[int price] => ofPrices[price];

    /// <summary>Whether the current row has the product of the usual price before.</summary>
    public bool GoesOn => ReferenceEquals(Read(), ofPrices[^1]);

    /// <summary>A reader; <see langword="null"/> where the file has no column of products that is read.</summary>
    public static ProductReader? Of(CsvTable table) => table.Has(Column.Product) ? new ProductReader(table) : null;

    /// <summary>The product of the current row; equal names are one object.</summary>
    public string? Read()
    {
        if (table.IsEmpty(Column.Product))
        {
            return null;
        }

        ReadOnlySpan<byte> cell = table.Cell(Column.Product);
        if (recent.TryFind(cell, out string name))
        {
            return name;
        }

        string text = Encoding.UTF8.GetString(cell).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (!known.TryGetValue(text, out string? same))
        {
            known.Add(text, same = text);
        }

        return recent.Add(cell, same);
    }

    /// <summary>Adds the product of the current row, with its usual price.</summary>
    public void Add() => ofPrices.Add(Read());

    public void Clear() => ofPrices.Clear();
}
