using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;
using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Collects the rows of a file of subscriptions and then their facts, and makes the history of the subscriptions without a refused row or a finding.</summary>
internal sealed class SubscriptionRows
{
    /// <summary>About which share of the work reading is, and up to which facts are made; the rest is checking.</summary>
    private const double ShareOfReading = 0.7;
    private const double ShareOfFacts = 0.8;

    private readonly CsvTable table;
    private readonly ExecutionOptions execution;
    private readonly ExecutionOptions reading;
    private readonly NumberedIds ids;
    private readonly LeftOutSubscriptions leftOut;
    private readonly FactsOfRows facts;
    private Func<int, int>? customersElsewhere;

    /// <summary>No rows.</summary>
    /// <param name="table">The file.</param>
    /// <param name="eachRowIsOne">Whether without a column of subscriptions each row is one of its own; else each customer has one.</param>
    /// <param name="execution">How many threads take part.</param>
    public SubscriptionRows(CsvTable table, bool eachRowIsOne, ExecutionOptions execution)
    {
        this.table = table;
        this.execution = execution.Stage(ShareOfFacts, 1);
        Adding = execution.Stage(ShareOfReading, ShareOfFacts);
        reading = execution.Stage(0, ShareOfReading);
        IsNamed = table.Has(Column.SubscriptionId);
        EachRowIsOne = eachRowIsOne && !IsNamed;
        EventColumn = table.Has(Column.EventId) ? IsNamed ? 2 : 1 : -1;
        ids = new NumberedIds(1 + (IsNamed ? 1 : 0) + (EventColumn < 0 ? 0 : 1), table, withAttributes: true);
        leftOut = new LeftOutSubscriptions(this);
        facts = new FactsOfRows(this);
    }

    /// <summary>The facts, and the prices and reasons that rows refer to; until the history is made.</summary>
    public FactCollector Facts => facts.Collector;

    public FileNames Names { get; } = new();

    /// <summary>How many rows are read.</summary>
    public int Count => ids.Lines.Count;

    /// <summary>The number of the customer of each row, where they are a column.</summary>
    public ColumnBlocks<int> Customers => ids[NumberedIds.Customers];

    /// <summary>The number of the subscription of each row, where rows share subscriptions.</summary>
    private ColumnBlocks<int> Subscriptions => IsNamed ? ids[NumberedIds.Customers + 1] : Customers;

    /// <summary>Rows that say nothing new.</summary>
    public RepeatedRows Repeated { get; } = new();

    /// <summary>The number of the customer of a row.</summary>
    public int CustomerOf(int row) => customersElsewhere is null ? Customers[row] : customersElsewhere(row);

    /// <summary>The subscription of a row.</summary>
    public int SubscriptionOf(int row) => EachRowIsOne ? row : Subscriptions[row];

    public SubscriptionId SubscriptionIdOf(int row) => Names.SubscriptionOf(SubscriptionOf(row));

    /// <summary>The line of a row.</summary>
    public long LineOf(int row) => ids.Lines[row];

    /// <summary>The number of the id of the event of a row, or −1.</summary>
    public int EventIdOf(int row) => EventColumn < 0 ? -1 : ids[EventColumn][row];

    /// <summary>Whether the rows name subscriptions beside customers.</summary>
    public bool IsNamed { get; }

    /// <summary>Whether each row is a subscription of its own.</summary>
    public bool EachRowIsOne { get; }

    /// <summary>The column of the ids of events, or −1.</summary>
    public int EventColumn { get; }

    /// <summary>Ids for a thread.</summary>
    /// <param name="own">The table that reads for it.</param>
    public IdRows IdsOf(CsvTable own) => ids.Batch(own);

    /// <summary>Reads all rows.</summary>
    /// <param name="batchOf">Makes a batch for a thread, of a table that reads for it.</param>
    /// <param name="rowsOf">The rows of a batch.</param>
    /// <param name="take">Takes what the rows of a batch say beside their ids.</param>
    public void Read<TBatch>(Func<CsvTable, TBatch> batchOf, Func<TBatch, SubscriptionBatch> rowsOf, Action<TBatch> take)
        where TBatch : IRowBatch => Read(batchOf, rowsOf, (batch, _) => take(batch));

    /// <summary>Reads all rows; what takes them keeps the number of the customer of each, so that there is no column of them.</summary>
    /// <param name="batchOf">Makes a batch for a thread, of a table that reads for it.</param>
    /// <param name="rowsOf">The rows of a batch.</param>
    /// <param name="take">Takes what the rows of a batch say beside their ids, and the numbers of their customers.</param>
    /// <param name="customerOf">The number of the customer of a row that was taken.</param>
    public void Read<TBatch>(Func<CsvTable, TBatch> batchOf, Func<TBatch, SubscriptionBatch> rowsOf, Action<TBatch, ReadOnlySpan<int>> take, Func<int, int> customerOf)
        where TBatch : IRowBatch
    {
        // Rows that name no subscription have that of their customer: then the column is that of the subscriptions.
        customersElsewhere = customerOf;
        ids.OnlyReturned = IsNamed ? NumberedIds.Customers : -1;
        Read(batchOf, rowsOf, take);
    }

    private void Read<TBatch>(Func<CsvTable, TBatch> batchOf, Func<TBatch, SubscriptionBatch> rowsOf, Action<TBatch, ReadOnlySpan<int>> take)
        where TBatch : IRowBatch
    {
        PieceReading<TBatch>.Run(table, reading, batchOf, [TakeFirst, .. Enumerable.Range(NumberedIds.Customers + 1, ids.Columns - 1).Select(NumberColumn)]);
        Complete();

        void TakeFirst(TBatch batch)
        {
            SubscriptionBatch rows = rowsOf(batch);
            rows.Prices.FindIn(Facts.Tables.Prices);
            take(batch, ids.Number(rows.Ids, NumberedIds.Customers));
            leftOut.AddRefused(rows);
        }

        Action<TBatch> NumberColumn(int column) => batch => _ = ids.Number(rowsOf(batch).Ids, column);
    }

    private void Complete()
    {
        IFactIds<CustomerId> customers = ids.Texts(NumberedIds.Customers, static text => new CustomerId(text), keeps: true);
        if (EachRowIsOne)
        {
            Names.Complete(customers, Count, row => new SubscriptionId(FormattableString.Invariant($"{customers[Customers[row]]} on line {LineOf(row)}")), null);
        }
        else
        {
            IFactIds<SubscriptionId> subscriptions = ids.Texts(IsNamed ? NumberedIds.Customers + 1 : NumberedIds.Customers, static text => new SubscriptionId(text), keeps: false);
            Names.Complete(customers, subscriptions.Count, number => subscriptions[number], EventColumn < 0 ? null : ids.Texts(EventColumn, static text => text, keeps: false));
        }

        if (EventColumn >= 0 && ids.Find(EventColumn, NumberedIds.NoId) is >= 0 and var none)
        {
            for (int row = 0; row < Count; row++)
            {
                ref int id = ref ids[EventColumn][row];
                id = id == none ? -1 : id;
            }
        }

        leftOut.Complete(ids);
        ids.Complete();
    }

    /// <summary>Whether any subscription is left out so far.</summary>
    public bool AnyBroken => leftOut.Any;

    /// <summary>Whether the subscription of a row is left out.</summary>
    public bool IsBroken(int row) => leftOut.Has(row);

    /// <summary>Whether a subscription is left out, as far as a customer has it.</summary>
    public bool IsBroken(int subscription, int customer) => leftOut.Has(subscription, customer);

    /// <summary>How many threads make facts.</summary>
    public ExecutionOptions Adding { get; }

    /// <summary>The rows by subscription, in the order of the file.</summary>
    public RowsBySubscription BySubscription() => RowsBySubscription.Of(EachRowIsOne ? null : Subscriptions, Names.Subscriptions, Count, Adding with { Progress = null });

    /// <inheritdoc cref="FactsOfRows.Order"/>
    public void Order(Func<ColumnBlocks<int>>? findAgain = null) => facts.Order(findAgain);

    /// <inheritdoc cref="FactsOfRows.TakeBack"/>
    public void TakeBack() => facts.TakeBack();

    /// <inheritdoc cref="FactsOfRows.AddNext(FactRun)"/>
    public void AddNext(FactRun run) => facts.AddNext(run);

    /// <summary>Adds a fact of a row; its subscription is that of the fact before or a later one.</summary>
    /// <inheritdoc cref="FactsOfRows.Add"/>
    public void AddNext(int row, FactInstant at, FactContent content, bool isFurther = false) =>
        facts.AddNext(isFurther ? ~row : row, SubscriptionOf(row), CustomerOf(row), at, content);

    /// <summary>Collects a fact of each row, on all threads.</summary>
    /// <param name="ticks">When what a row says happened.</param>
    /// <param name="contents">What happened.</param>
    public RowFacts Collect(ColumnBlocks<long> ticks, ColumnBlocks<uint> contents) =>
        RowFacts.Of(new RowColumns(Subscriptions, Customers, ticks, contents), Names.Subscriptions, Adding.Stage(0, 0.9));

    /// <inheritdoc cref="FactsOfRows.Take(RowFacts)"/>
    public void Take(RowFacts collected) => facts.Take(collected);

    /// <inheritdoc cref="FactsOfRows.Take(RowFacts, RowSet)"/>
    public void Take(RowFacts collected, RowSet withoutRows) => facts.Take(collected, withoutRows);

    /// <inheritdoc cref="FactsOfRows.Add"/>
    public int Add(int row, FactInstant at, FactContent content, bool isFurther = false) => facts.Add(row, at, content, isFurther);

    /// <inheritdoc cref="FactsOfRows.AddCounted"/>
    public void AddCounted(int row) => facts.AddCounted(row);

    /// <summary>Adds a finding, and leaves out the subscription of its row.</summary>
    public void Find(RowFinding finding) => Find(finding.Row, finding.Kind, finding.Message, finding.Lines);

    /// <inheritdoc cref="LeftOutSubscriptions.Find(int, FindingKind, FormattableString, long[])"/>
    public void Find(int row, FindingKind kind, FormattableString message, params long[] lines) => leftOut.Find(row, kind, message, lines);

    /// <summary>Makes the history of the facts.</summary>
    public SubscriptionImport Import()
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = facts.Check(execution);
        leftOut.Find(((SubscriptionFindings)check.Findings).Found, facts);

        SubscriptionHistory history = check.History;
        CheckedFacts held = history.Lifecycles.Facts;
        long valid = facts.RowsWithout(leftOut, held.Facts), used = table.Has(Column.RecordedAt) ? facts.HeldRowsWithout(leftOut, held) : valid;
        if (!EachRowIsOne)
        {
            ids.Release();
        }

        return new SubscriptionImport(
            history,
            new CsvRowCounts(table.RowsRead, used, Repeated.Count, Superseded: valid - used, Refused: table.RowsRead - table.LeftOut.Total - valid - Repeated.Count) { LeftOut = table.LeftOut.Total },
            table.Refusals,
            leftOut.Findings,
            Repeated.Listed,
            ids.Attributes.Of(Names.OfCustomers, () => history.Lifecycles.ByNumber.Customers));
    }
}
