using System.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Collects the rows of a file of subscriptions and then their facts, and makes the history of the subscriptions without a refused row or a finding.</summary>
internal sealed class SubscriptionRows
{
    /// <summary>About which share of the work reading is, and up to which facts are made; the rest is checking.</summary>
    private const double ShareOfReading = 0.7;
    private const double ShareOfFacts = 0.8;

    /// <summary>How many facts most intervals are: a start, and an end or a next price.</summary>
    private const int FactsOfInterval = 2;

    private readonly CsvTable table;
    private readonly ExecutionOptions execution;
    private readonly ExecutionOptions reading;
    private readonly NumberedIds ids;
    private readonly List<CsvFinding> findings = [];
    private readonly List<int> countedOnly = [];
    private readonly HashSet<string> refusedSubscriptions = new(StringComparer.Ordinal);
    private readonly HashSet<string> refusedCustomers = new(StringComparer.Ordinal);

    // By place the row of a fact, or its complement for a further fact of a row; nothing while both numbers are the same.
    private ColumnBlocks<int>? rowOf;
    private RowSet brokenSubscriptions = RowSet.None(0);
    private RowSet brokenCustomers = RowSet.None(0);
    private bool anyBroken;
    private FactCollector? facts;
    private PartitionedFactsBuilder? ordered;
    private PartitionedFacts? collected;
    private int factCount;

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
        facts = new FactCollector(Names);
    }

    /// <summary>The facts, and the prices and reasons that rows refer to; until the history is made.</summary>
    public FactCollector Facts => facts!;

    public FileNames Names { get; } = new();

    /// <summary>How many rows are read.</summary>
    public int Count => ids.Lines.Count;

    /// <summary>The number of the customer of each row.</summary>
    public ColumnBlocks<int> Customers => ids[NumberedIds.Customers];

    /// <summary>Rows that say nothing new.</summary>
    public RepeatedRows Repeated { get; } = new();

    /// <summary>The subscription of a row.</summary>
    public int SubscriptionOf(int row) => EachRowIsOne ? row : IsNamed ? ids[NumberedIds.Customers + 1][row] : Customers[row];

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
        where TBatch : IRowBatch
    {
        PieceReading<TBatch>.Run(table, reading, batchOf, [TakeFirst, .. Enumerable.Range(NumberedIds.Customers + 1, ids.Columns - 1).Select(NumberColumn)]);
        Complete();

        void TakeFirst(TBatch batch)
        {
            SubscriptionBatch rows = rowsOf(batch);
            rows.Prices.FindIn(Facts.Tables.Prices);
            take(batch);
            ids.Number(rows.Ids, NumberedIds.Customers);
            refusedSubscriptions.UnionWith(rows.RefusedSubscriptions);
            refusedCustomers.UnionWith(rows.RefusedCustomers);
        }

        Action<TBatch> NumberColumn(int column) => batch => ids.Number(rowsOf(batch).Ids, column);
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

        brokenSubscriptions = SetOf(refusedSubscriptions, NumberedIds.Customers + 1, Names.Subscriptions);
        brokenCustomers = SetOf(refusedCustomers, NumberedIds.Customers, Names.Customers);
        anyBroken = refusedSubscriptions.Count > 0 || refusedCustomers.Count > 0;
    }

    /// <summary>Whether any subscription is left out so far.</summary>
    public bool AnyBroken => anyBroken;

    /// <summary>Whether the subscription of a row is left out.</summary>
    public bool IsBroken(int row) => anyBroken && (brokenSubscriptions[SubscriptionOf(row)] || brokenCustomers[Customers[row]]);

    /// <summary>How many threads make facts.</summary>
    public ExecutionOptions Adding { get; }

    /// <summary>The rows by subscription, in the order of the file.</summary>
    /// <remarks>Each thread goes through all rows in order and writes those of its own range of subscriptions.</remarks>
    public RowsBySubscription BySubscription()
    {
        // Place s + 2 counts the rows of subscription s. Then place s + 1 is where the next row of s goes, and at the end where those of s + 1 start.
        int[] next = new int[Names.Subscriptions + 2], sorted = new int[Count];
        if (EachRowIsOne)
        {
            for (int row = 0; row < sorted.Length; row++)
            {
                (sorted[row], next[row]) = (row, row);
            }

            (next[^2], next[^1]) = (sorted.Length, sorted.Length);
            return new RowsBySubscription(sorted, next);
        }

        ColumnBlocks<int> numbers = IsNamed ? ids[NumberedIds.Customers + 1] : Customers;
        ExecutionOptions quiet = Adding with { Progress = null };
        var parts = new SubscriptionParts(Names.Subscriptions, sorted.Length, quiet);
        quiet.ForEach(parts.Count, part =>
        {
            SubscriptionParts.Range own = parts[part];
            for (int row = 0; row < sorted.Length;)
            {
                Span<int> some = numbers.From(row, sorted.Length);
                row += some.Length;
                foreach (int subscription in some)
                {
                    if (own.Has(subscription))
                    {
                        next[subscription + 2]++;
                    }
                }
            }
        });

        for (int i = 2; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        quiet.ForEach(parts.Count, part =>
        {
            SubscriptionParts.Range own = parts[part];
            for (int row = 0; row < sorted.Length;)
            {
                foreach (int subscription in numbers.From(row, sorted.Length))
                {
                    if (own.Has(subscription))
                    {
                        sorted[next[subscription + 1]++] = row;
                    }

                    row++;
                }
            }
        });
        return new RowsBySubscription(sorted, next);
    }

    /// <summary>Adds facts of rows, subscription after subscription.</summary>
    public void Add(ReadOnlySpan<IntervalFact> some)
    {
        foreach (ref readonly IntervalFact fact in some)
        {
            AddNext(fact.Row, fact.Subscription, fact.Customer, fact.At, fact.Content);
        }
    }

    /// <summary>Adds a fact of a row; its subscription is that of the fact before or a later one.</summary>
    /// <inheritdoc cref="Add(int, FactInstant, FactContent, bool)"/>
    public void AddNext(int row, FactInstant at, FactContent content, bool isFurther = false) => AddNext(isFurther ? ~row : row, SubscriptionOf(row), Customers[row], at, content);

    private void AddNext(int row, int subscription, int customer, FactInstant at, FactContent content)
    {
        rowOf ??= new ColumnBlocks<int>();
        ordered ??= new PartitionedFactsBuilder(Facts.Tables, FactsOfInterval * Count);
        rowOf.Add(row);
        ordered.Add(subscription, customer, at, content);
    }

    /// <summary>Collects a fact of each row, on all threads.</summary>
    /// <param name="ticks">When what a row says happened.</param>
    /// <param name="contents">What happened.</param>
    public RowFacts Collect(ColumnBlocks<long> ticks, ColumnBlocks<uint> contents) =>
        RowFacts.Of(new RowColumns(IsNamed ? ids[NumberedIds.Customers + 1] : Customers, Customers, ticks, contents), Names.Subscriptions, Adding.Stage(0, 0.9));

    /// <summary>Takes facts that were collected: no fact has been added before, and no row is left out.</summary>
    public void Take(RowFacts facts) => collected = facts.In(Facts.Tables);

    /// <summary>Adds a fact of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">When.</param>
    /// <param name="content">What happened.</param>
    /// <param name="isFurther">Whether it is a further fact of the row, which is counted by another.</param>
    /// <returns>The place of the fact.</returns>
    public int Add(int row, FactInstant at, FactContent content, bool isFurther = false)
    {
        int place = Facts.Count;
        if (rowOf is null && (row != place || isFurther))
        {
            rowOf = new ColumnBlocks<int>();
            for (int before = 0; before < place; before++)
            {
                rowOf.Add(before);
            }
        }

        rowOf?.Add(isFurther ? ~row : row);
        return Facts.Add(SubscriptionOf(row), Customers[row], at, content);
    }

    /// <summary>Counts a row as used of which the history holds no fact.</summary>
    public void AddCounted(int row) => countedOnly.Add(row);

    /// <summary>Adds a finding, and leaves out the subscription of its row.</summary>
    public void Find(RowFinding finding) => Find(finding.Row, finding.Kind, finding.Message, finding.Lines);

    /// <summary>Adds a finding, and leaves out the subscription of a row.</summary>
    public void Find(int row, FindingKind kind, string message, params long[] lines)
    {
        findings.Add(new CsvFinding(lines, kind, message));
        brokenSubscriptions[SubscriptionOf(row)] = anyBroken = true;
    }

    /// <summary>Finds where rows of one subscription have several customers or currencies.</summary>
    /// <param name="own">The rows.</param>
    /// <param name="currencyOf">The currency of a row.</param>
    /// <param name="plural">What rows of the file are called.</param>
    public IReadOnlyList<RowFinding> TwoOwners(List<int> own, Func<int, Currency> currencyOf, string plural)
    {
        int first = own[0], customer = Customers[first], foreign = 0, moved = 0;
        Currency currency = currencyOf(first);
        for (int i = own.Count - 1; i > 0; i--)
        {
            foreign = currencyOf(own[i]) == currency ? foreign : i;
            moved = Customers[own[i]] == customer ? moved : i;
        }

        if (foreign == 0 && moved == 0)
        {
            return [];
        }

        List<RowFinding> findings = [];
        if (foreign > 0)
        {
            findings.Add(InTwo(own[foreign], FindingKind.CurrencyChanged, $"has {plural} in {currency} and in {currencyOf(own[foreign])}"));
        }

        if (moved > 0)
        {
            findings.Add(InTwo(own[moved], FindingKind.MovedToAnotherCustomer, $"belongs to customer {Names.NameOf(customer)} and to {Names.NameOf(Customers[own[moved]])}"));
        }

        return findings;

        RowFinding InTwo(int row, FindingKind kind, string problem) => new(row, kind, $"subscription {SubscriptionIdOf(row)} {problem}", [LineOf(first), LineOf(row)]);
    }

    /// <summary>Makes the history of the facts.</summary>
    public SubscriptionImport Import()
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = CheckFacts();
        foreach (SubscriptionFinding finding in check.Findings)
        {
            int[] rows = Array.ConvertAll(finding.Places, RowOf);
            findings.Add(new CsvFinding([.. rows.Distinct().Select(LineOf).Order()], finding.Kind, finding.Message));
            foreach (int row in rows)
            {
                brokenSubscriptions[SubscriptionOf(row)] = anyBroken = true;
            }
        }

        long valid = CountOf(held: null), used = table.Has(Column.RecordedAt) ? CountOf(check.History.HeldPlaces()) : valid;
        SubscriptionHistory history = check.History;
        return new SubscriptionImport(
            history,
            new CsvRowCounts(table.RowsRead, used, Repeated.Count, Superseded: valid - used, Refused: table.RowsRead - table.LeftOut.Total - valid - Repeated.Count) { LeftOut = table.LeftOut.Total },
            table.Refusals,
            [.. findings.OrderBy(finding => finding.Lines[0])],
            Repeated.Listed,
            ids.Attributes.Of(Names.OfCustomers, () => history.Lifecycles.ByNumber.Customers));
    }

    /// <summary>Checks the facts; they are let go, so that their memory is free once they are partitioned.</summary>
    private HistoryCheck<SubscriptionHistory, SubscriptionFinding> CheckFacts()
    {
        FactCollector taken = Facts;
        facts = null;
        if ((collected ?? ordered?.Build()) is { } partitioned)
        {
            (factCount, collected, ordered) = (partitioned.Count, null, null);
            return SubscriptionHistory.Check(partitioned, execution);
        }

        factCount = taken.Count;
        return SubscriptionHistory.Check(taken, execution);
    }

    /// <summary>How many rows have a fact that is not left out.</summary>
    /// <param name="held">Where only facts that the history holds are counted: whether it holds each.</param>
    private long CountOf(bool[]? held)
    {
        long count = countedOnly.LongCount(row => !IsBroken(row));
        if (!anyBroken && held is null)
        {
            return count + (rowOf is null ? factCount : FirstFacts());
        }

        for (int place = 0; place < factCount; place++)
        {
            int row = rowOf is null ? place : rowOf[place];
            count += row >= 0 && !IsBroken(row) && (held is null || held[place]) ? 1 : 0;
        }

        return count;
    }

    private long FirstFacts()
    {
        long count = 0;
        for (int place = 0; place < rowOf!.Count;)
        {
            foreach (int row in rowOf.From(place, rowOf.Count))
            {
                count += row >= 0 ? 1 : 0;
                place++;
            }
        }

        return count;
    }

    private int RowOf(int place)
    {
        int row = rowOf is null ? place : rowOf[place];
        return row < 0 ? ~row : row;
    }

    private RowSet SetOf(HashSet<string> texts, int column, int count)
    {
        RowSet set = RowSet.None(count);
        foreach (int number in texts.Select(text => ids.Find(column, Encoding.UTF8.GetBytes(text))).Where(number => number >= 0))
        {
            set[number] = true;
        }

        return set;
    }
}
