using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Activities;

/// <summary>Reads the rows of a file of activities into columns.</summary>
internal sealed class ActivityReader
{
    /// <summary>The column of the kinds, where the file has one.</summary>
    public const int Kinds = 1;

    private readonly NumberedIds ids;

    private ActivityReader(CsvTable table)
    {
        HasKinds = table.Has(Column.Event);
        HasIds = table.Has(Column.EventId);
        ids = new NumberedIds(1 + (HasKinds ? 1 : 0) + (HasIds ? 1 : 0), table, withAttributes: false);
    }

    public bool HasKinds { get; }

    /// <summary>Whether rows have ids, so that one that comes again counts once.</summary>
    public bool HasIds { get; }

    /// <summary>The column of the ids of rows.</summary>
    public int RowIds => HasKinds ? Kinds + 1 : Kinds;

    /// <summary>The customers by number.</summary>
    public ColumnBlocks<int> Customers => ids[NumberedIds.Customers];

    /// <summary>The instant of each row.</summary>
    public ColumnBlocks<long> Ticks { get; } = new();

    /// <summary>The quantity of each row; empty as long as all are 1.</summary>
    public ColumnBlocks<long> Quantities { get; } = new();

    /// <summary>The line of each row.</summary>
    public RowLines Lines => ids.Lines;

    /// <summary>Reads all rows.</summary>
    public static ActivityReader Read(CsvTable table, ExecutionOptions execution)
    {
        var reader = new ActivityReader(table);
        PieceReading<ActivityBatch>.Run(
            table,
            execution,
            own => new ActivityBatch(own, reader),
            [reader.Take, .. reader.HasKinds ? new[] { reader.NumberKinds } : [], .. reader.HasIds ? new[] { reader.NumberIds } : []]);
        return reader;
    }

    /// <summary>Ids for a thread.</summary>
    /// <param name="own">The table that reads for it.</param>
    public IdRows IdsOf(CsvTable own) => ids.Batch(own);

    /// <summary>The number of the kind of a row.</summary>
    public int KindOf(int row) => HasKinds ? ids[Kinds][row] : 0;

    public long QuantityOf(int row) => Quantities.Count == 0 ? 1 : Quantities[row];

    /// <summary>The number of the id of a row; −1 where it has none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="noId">What <see cref="NumberOfNoId"/> is.</param>
    public int IdOf(int row, int noId) => ids[RowIds][row] is var id && id != noId ? id : -1;

    /// <summary>The number that rows without an id have, or −1 where all have one.</summary>
    public int NumberOfNoId => ids.Find(RowIds, NumberedIds.NoId);

    /// <summary>The customers by number; the column takes no more.</summary>
    public IFactIds<CustomerId> CustomerIds() => ids.Texts(NumberedIds.Customers, static text => new CustomerId(text), keeps: false);

    /// <summary>The names of the kinds by number; the column takes no more.</summary>
    public string[] KindNames()
    {
        if (!HasKinds)
        {
            return [Activity.DefaultKind];
        }

        IFactIds<string> names = ids.Texts(Kinds, static text => text, keeps: false);
        return [.. Enumerable.Range(0, names.Count).Select(number => names[number])];
    }

    /// <summary>The texts of the ids of rows by number; the column takes no more.</summary>
    public IFactIds<string> IdTexts() => ids.Texts(RowIds, static text => text, keeps: false);

    private void Take(ActivityBatch batch)
    {
        foreach ((long ticks, long quantity) in batch.Cells)
        {
            if (quantity != 1 && Quantities.Count == 0)
            {
                for (int row = 0; row < Ticks.Count; row++)
                {
                    Quantities.Add(1);
                }

                Quantities.Add(quantity);
            }
            else if (Quantities.Count > 0)
            {
                Quantities.Add(quantity);
            }

            Ticks.Add(ticks);
        }

        _ = ids.Number(batch.Ids, NumberedIds.Customers);
    }

    private void NumberKinds(ActivityBatch batch) => _ = ids.Number(batch.Ids, Kinds);

    private void NumberIds(ActivityBatch batch) => _ = ids.Number(batch.Ids, RowIds);
}
