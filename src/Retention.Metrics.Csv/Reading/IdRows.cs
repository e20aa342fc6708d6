using System.Runtime.InteropServices;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The ids, attributes and lines of some rows, which have no numbers yet.</summary>
internal sealed class IdRows
{
    private const int ExpectedRows = 1 << 6;

    private readonly CsvTable table;
    private readonly List<long> lines = [];
    private readonly List<FactInstant> at = [];

    /// <summary>No rows.</summary>
    /// <param name="columns">How many columns of ids there are.</param>
    /// <param name="table">The table that reads the rows.</param>
    /// <param name="attributes">How many attributes of the customers are read.</param>
    public IdRows(int columns, CsvTable table, int attributes)
    {
        this.table = table;
        Ids = [.. Enumerable.Range(0, columns).Select(_ => new IdBatch(ExpectedRows))];
        Attributes = [.. Enumerable.Range(0, attributes).Select(_ => new IdBatch(ExpectedRows))];
        AttributeRows = [.. Enumerable.Range(0, attributes).Select(_ => new List<int>())];
    }

    /// <summary>The ids of each column.</summary>
    public IdBatch[] Ids { get; }

    /// <summary>The texts of each attribute.</summary>
    public IdBatch[] Attributes { get; }

    /// <summary>Of each attribute the rows that have it.</summary>
    public List<int>[] AttributeRows { get; }

    /// <summary>The line of each row.</summary>
    public ReadOnlySpan<long> Lines => CollectionsMarshal.AsSpan(lines);

    /// <summary>The instant of each row, where attributes are read.</summary>
    public ReadOnlySpan<FactInstant> At => CollectionsMarshal.AsSpan(at);

    public int Count => lines.Count;

    /// <summary>Adds the id that the next row has in a column.</summary>
    public void Add(int column, ReadOnlySpan<byte> id) => Ids[column].Add(id);

    /// <summary>All ids of the next row are added: adds its line and its attributes.</summary>
    /// <param name="instant">The instant of the row: the latest attributes of a customer are valid.</param>
    public void EndRow(FactInstant instant)
    {
        if (Attributes.Length > 0)
        {
            AddAttributes();
            at.Add(instant);
        }

        lines.Add(table.Line);
    }

    public void Clear()
    {
        lines.Clear();
        at.Clear();
        Array.ForEach(Ids, static ids => ids.Clear());
        Array.ForEach(Attributes, static values => values.Clear());
        Array.ForEach(AttributeRows, static rows => rows.Clear());
    }

    private void AddAttributes()
    {
        for (int i = 0; i < Attributes.Length; i++)
        {
            ReadOnlySpan<byte> cell = table.AttributeCell(table.AttributePlaces[i]);
            if (!cell.IsEmpty)
            {
                Attributes[i].Add(cell);
                AttributeRows[i].Add(lines.Count);
            }
        }
    }
}
