using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The ids of a file's rows in columns of numbers, and the attributes of the customers. A batch is numbered while the next is read.</summary>
/// <remarks>Batches are numbered one after another, so that the numbers do not depend on how many threads there are.</remarks>
internal sealed class NumberedIds : IDisposable
{
    /// <summary>The column of the customers.</summary>
    public const int Customers = 0;

    private const int RowsInBatch = 1 << 12;
    private const int RowsInFirstBatch = 1 << 6;

    private readonly CsvTable table;
    private readonly ExecutionOptions execution;
    private readonly IdNumbers[] tables;
    private readonly ColumnBlocks<int>[] columns;
    private readonly int[] numbers = new int[RowsInBatch];
    private Batch filling;
    private Batch numbering;
    private Task numbered = Task.CompletedTask;

    /// <summary>No rows.</summary>
    /// <param name="columns">How many columns of ids there are; the first is that of the customers.</param>
    /// <param name="table">The file.</param>
    /// <param name="withAttributes">Whether the attributes of the customers are read.</param>
    /// <param name="execution">How many threads take part.</param>
    public NumberedIds(int columns, CsvTable table, bool withAttributes, ExecutionOptions execution)
    {
        this.table = table;
        this.execution = execution;
        Attributes = new CustomerAttributes(table, withAttributes ? table.AttributePlaces : []);
        tables = [.. Enumerable.Range(0, columns).Select(_ => new IdNumbers())];
        this.columns = [.. Enumerable.Range(0, columns).Select(_ => new ColumnBlocks<int>())];
        filling = new Batch(columns, Attributes.Count);
        numbering = new Batch(columns, Attributes.Count);
    }

    /// <summary>The bytes that a column has for an id which a row does not have. Not valid UTF-8, so no id is equal to them.</summary>
    public static ReadOnlySpan<byte> NoId => [byte.MaxValue];

    public CustomerAttributes Attributes { get; }

    /// <summary>The line of each row.</summary>
    public RowLines Lines { get; } = new();

    /// <summary>The numbers of a column.</summary>
    public ColumnBlocks<int> this[int column] => columns[column];

    /// <summary>Adds the id that the next row has in a column.</summary>
    public void Add(int column, ReadOnlySpan<byte> id) => filling.Ids[column].Add(id);

    /// <summary>All ids of the next row are added: adds its line and its attributes.</summary>
    /// <param name="at">The instant of the row: the latest attributes of a customer are valid.</param>
    public void EndRow(FactInstant at)
    {
        Lines.Add(table.Line);
        for (int i = 0; i < Attributes.Count; i++)
        {
            ReadOnlySpan<byte> cell = table.AttributeCell(table.AttributePlaces[i]);
            if (!cell.IsEmpty)
            {
                filling.Attributes[i].Add(cell);
                filling.AttributeRows[i].Add(filling.Count);
            }
        }

        filling.At[filling.Count++] = at;
        if (filling.Count == RowsInBatch || (filling.Count == RowsInFirstBatch && Lines.Count == RowsInFirstBatch))
        {
            NumberFilled();
        }
    }

    /// <summary>All rows are read: numbers the last.</summary>
    public void Complete()
    {
        NumberFilled();
        numbered.GetAwaiter().GetResult();
    }

    /// <summary>The number of an id of a column, or −1 where no row has it.</summary>
    public int Find(int column, ReadOnlySpan<byte> id) => tables[column].Count == 0 ? -1 : tables[column].Find(id);

    /// <summary>The ids of a column by number; the column takes no more.</summary>
    /// <param name="column">The column.</param>
    /// <param name="make">Makes an id of its text.</param>
    /// <param name="keeps">Whether ids are shown again and again.</param>
    public IFactIds<TId> Texts<TId>(int column, Func<string, TId> make, bool keeps) => new ColumnTexts<TId>(tables[column], make, keeps);

    /// <summary>Waits for the numbering of a batch after an error in reading.</summary>
    public void Dispose() => Task.WhenAny(numbered).Wait();

    private void NumberFilled()
    {
        execution.Cancellation.ThrowIfCancellationRequested();
        if (table.ShareRead is { } share)
        {
            execution.Progress?.Report(share);
        }

        numbered.GetAwaiter().GetResult();
        Batch batch = filling;
        (filling, numbering) = (numbering, batch);
        filling.Clear();
        if (execution.Threads == 1)
        {
            Number(batch);
        }
        else
        {
            numbered = Task.Run(() => Number(batch));
        }
    }

    private void Number(Batch batch)
    {
        Span<int> found = numbers.AsSpan(0, batch.Count);
        for (int column = columns.Length - 1; column >= 0; column--)
        {
            tables[column].Of(batch.Ids[column], found);
            columns[column].AddRange(found);
        }

        // The last that were numbered are the customers.
        for (int i = 0; i < Attributes.Count; i++)
        {
            Attributes.Add(i, batch.Attributes[i], batch.AttributeRows[i], found, batch.At);
        }
    }

    /// <summary>The ids of some rows, which have no numbers yet.</summary>
    private sealed class Batch(int columns, int attributes)
    {
        public IdBatch[] Ids { get; } = [.. Enumerable.Range(0, columns).Select(_ => new IdBatch(RowsInFirstBatch))];

        public IdBatch[] Attributes { get; } = [.. Enumerable.Range(0, attributes).Select(_ => new IdBatch(RowsInFirstBatch))];

        /// <summary>The places in the batch of the rows that have an attribute.</summary>
        public List<int>[] AttributeRows { get; } = [.. Enumerable.Range(0, attributes).Select(_ => new List<int>())];

        public FactInstant[] At { get; } = new FactInstant[RowsInBatch];

        public int Count { get; set; }

        public void Clear()
        {
            Count = 0;
            Array.ForEach(Ids, static ids => ids.Clear());
            Array.ForEach(Attributes, static values => values.Clear());
            Array.ForEach(AttributeRows, static rows => rows.Clear());
        }
    }

    /// <summary>Most figures are read without an id: the texts are put in order when the first is asked for.</summary>
    private sealed class ColumnTexts<TId>(IdNumbers table, Func<string, TId> make, bool keeps) : IFactIds<TId>
    {
        private readonly Lazy<IdTexts> texts = new(table.Texts);
        private (bool Known, TId Id)[]? made;

        public int Count { get; } = table.Count;

        public TId this[int number]
        {
            get
            {
                if (!keeps)
                {
                    return make(texts.Value[number]);
                }

                made ??= new (bool, TId)[Count];
                if (made[number] is (true, var known))
                {
                    return known;
                }

                TId id = make(texts.Value[number]);
                made[number] = (true, id);
                return id;
            }
        }
    }
}
