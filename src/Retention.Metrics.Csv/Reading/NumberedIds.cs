using Retention.Metrics.Buffers;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The ids of a file's rows in columns of numbers, and the attributes of the customers.</summary>
/// <remarks>Of each column, batches are numbered one after another, so that the numbers do not depend on how many threads there are.</remarks>
internal sealed class NumberedIds
{
    /// <summary>The column of the customers.</summary>
    public const int Customers = 0;

    private readonly IdNumbers[] tables;
    private readonly ColumnBlocks<int>[] columns;
    private readonly int[][] numbers;

    /// <summary>No rows.</summary>
    /// <param name="columns">How many columns of ids there are; the first is that of the customers.</param>
    /// <param name="table">The file.</param>
    /// <param name="withAttributes">Whether the attributes of the customers are read.</param>
    public NumberedIds(int columns, CsvTable table, bool withAttributes)
    {
        Attributes = new CustomerAttributes(table, withAttributes ? table.AttributePlaces : []);
        tables = [.. Enumerable.Range(0, columns).Select(_ => new IdNumbers())];
        this.columns = [.. Enumerable.Range(0, columns).Select(_ => new ColumnBlocks<int>())];
        numbers = [.. Enumerable.Range(0, columns).Select(_ => Array.Empty<int>())];
    }

    /// <summary>The bytes that a column has for an id which a row does not have. Not valid UTF-8, so no id is equal to them.</summary>
    public static ReadOnlySpan<byte> NoId => [byte.MaxValue];

    public CustomerAttributes Attributes { get; }

    /// <summary>The line of each row.</summary>
    public RowLines Lines { get; } = new();

    /// <summary>How many columns there are.</summary>
    public int Columns => columns.Length;

    /// <summary>The column of which the numbers are only returned, as the caller keeps them; −1 where all are kept.</summary>
    public int OnlyReturned { get; set; } = -1;

    /// <summary>The numbers of a column.</summary>
    public ColumnBlocks<int> this[int column] => columns[column];

    /// <summary>Rows for a thread.</summary>
    /// <param name="table">The table that reads for it.</param>
    public IdRows Batch(CsvTable table) => new(columns.Length, table, Attributes.Count);

    /// <summary>Numbers the ids that rows have in a column; with the customers go lines and attributes.</summary>
    /// <returns>The numbers, until the next rows are numbered.</returns>
    public ReadOnlySpan<int> Number(IdRows rows, int column)
    {
        if (numbers[column].Length < rows.Count)
        {
            numbers[column] = new int[rows.Count];
        }

        Span<int> found = numbers[column].AsSpan(0, rows.Count);
        tables[column].Of(rows.Ids[column], found);
        if (column != OnlyReturned)
        {
            columns[column].AddRange(found);
        }

        if (column == Customers)
        {
            Lines.AddRange(rows.Lines);
            for (int i = 0; i < Attributes.Count; i++)
            {
                Attributes.Add(i, rows.Attributes[i], rows.AttributeRows[i], found, rows.At);
            }
        }

        return found;
    }

    /// <summary>The number of an id of a column, or −1 where no row has it.</summary>
    public int Find(int column, ReadOnlySpan<byte> id) => tables[column].Count == 0 ? -1 : tables[column].Find(id);

    /// <summary>All rows are read, and no id is looked up any more: their texts and numbers stay.</summary>
    public void Complete()
    {
        foreach (IdNumbers table in tables)
        {
            table.Complete();
        }
    }

    /// <summary>Gives the memory of the numbers back: nobody asks for the id of a row any more.</summary>
    public void Release() => Array.ForEach(columns, column => column.Release());

    /// <summary>The ids of a column by number; the column takes no more.</summary>
    /// <param name="column">The column.</param>
    /// <param name="make">Makes an id of its text.</param>
    /// <param name="keeps">Whether ids are shown again and again.</param>
    public IFactIds<TId> Texts<TId>(int column, Func<string, TId> make, bool keeps) => new ColumnTexts<TId>(tables[column], make, keeps);

    /// <summary>Most figures are read without an id: the texts are put in order when the first is asked for.</summary>
    private sealed class ColumnTexts<TId>(IdNumbers table, Func<string, TId> make, bool keeps) : IFactIds<TId>
    {
        private readonly Lazy<IdTexts> texts = new(table.Texts);

        // References, which are written whole: threads ask at once.
        private string?[]? kept;

        public int Count { get; } = table.Count;

        public TId this[int number]
        {
            get
            {
                if (!keeps)
                {
                    return make(texts.Value[number]);
                }

                string?[] known = kept ??= new string?[Count];
                return make(known[number] ??= texts.Value[number]);
            }
        }
    }
}
