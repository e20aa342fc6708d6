using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Reads the reasons of rows as numbers of distinct reasons.</summary>
internal sealed class ReasonReader(CsvTable table, FactTables tables)
{
    private readonly CellCache<int> known = new();

    public int Read()
    {
        if (table.IsEmpty(Column.Reason))
        {
            return tables.NumberOf(ChurnReason.Unknown);
        }

        ReadOnlySpan<byte> text = table.Cell(Column.Reason);
        return known.TryFind(text, out int reason) ? reason : known.Add(text, tables.NumberOf(ReasonCell.Read(table)));
    }
}
