using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;
using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The facts of a file of subscriptions, each with the row that it comes from.</summary>
internal sealed class FactsOfRows(SubscriptionRows rows)
{
    /// <summary>How many facts most intervals are: a start, and an end or a next price.</summary>
    private const int FactsOfInterval = 2;

    private readonly List<int> countedOnly = [];

    // By place the row of a fact, or its complement for a further fact of a row; nothing while both numbers are the same.
    private ColumnBlocks<int>? rowOf;

    // Finds that out where it was not noted: of most files nobody asks.
    private Func<ColumnBlocks<int>>? findRows;

    // The facts that are not further ones of their rows.
    private long firstFacts;
    private FactCollector? collector = new(rows.Names);
    private PartitionedFactsBuilder? ordered;
    private PartitionedFacts? collected;

    /// <summary>The facts, and the prices and reasons that rows refer to; until they are checked.</summary>
    public FactCollector Collector => collector!;

    /// <summary>Takes facts that were collected: no fact has been added before, and no row is left out.</summary>
    public void Take(RowFacts facts) => (collected, firstFacts) = (facts.In(Collector.Tables), rows.Count);

    /// <summary>Takes facts that were collected without those of some rows: no fact has been added before.</summary>
    public void Take(RowFacts facts, RowSet withoutRows)
    {
        rowOf = new ColumnBlocks<int>();
        for (int row = 0; row < rows.Count; row++)
        {
            if (!withoutRows[row])
            {
                rowOf.Add(row);
            }
        }

        (collected, firstFacts) = (facts.In(Collector.Tables, withoutRows, rows.CustomerOf), rowOf.Count);
    }

    /// <summary>Adds a fact of a row, or of its complement for a further fact of the row; its subscription is that of the fact before or a later one.</summary>
    public void AddNext(int row, int subscription, int customer, FactInstant at, FactContent content)
    {
        Order();
        rowOf!.Add(row);
        firstFacts += row >= 0 ? 1 : 0;
        ordered!.Add(subscription, customer, at, content);
    }

    /// <summary>All facts come subscription after subscription.</summary>
    /// <param name="findAgain">Finds the rows of all facts once more, by place, as long as no further row is left out; without it they are noted.</param>
    public void Order(Func<ColumnBlocks<int>>? findAgain = null)
    {
        findRows ??= findAgain;
        rowOf ??= findRows is null ? new ColumnBlocks<int>() : null;
        ordered ??= new PartitionedFactsBuilder(Collector.Tables, FactsOfInterval * rows.Count);
    }

    /// <summary>Takes back the facts in order. They will come again first of all, so what the tables have noted of them by place stays.</summary>
    public void TakeBack() => (rowOf, findRows, firstFacts, ordered) = (null, null, 0, null);

    /// <summary>Adds facts of the last subscription and of later ones, each from a row, or from its complement for a further fact of the row.</summary>
    public void AddNext(FactRun run)
    {
        rowOf?.AddRange(run.Sources);
        foreach (int row in run.Sources)
        {
            firstFacts += row >= 0 ? 1 : 0;
        }

        ordered!.Add(run);
    }

    /// <summary>Adds a fact of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">When.</param>
    /// <param name="content">What happened.</param>
    /// <param name="isFurther">Whether it is a further fact of the row, which is counted by another.</param>
    /// <returns>The place of the fact.</returns>
    public int Add(int row, FactInstant at, FactContent content, bool isFurther = false)
    {
        int place = Collector.Count;
        if (rowOf is null && (row != place || isFurther))
        {
            rowOf = new ColumnBlocks<int>();
            for (int before = 0; before < place; before++)
            {
                rowOf.Add(before);
            }
        }

        rowOf?.Add(isFurther ? ~row : row);
        firstFacts += isFurther ? 0 : 1;
        return Collector.Add(rows.SubscriptionOf(row), rows.CustomerOf(row), at, content);
    }

    /// <summary>Counts a row as used of which the history holds no fact.</summary>
    public void AddCounted(int row) => countedOnly.Add(row);

    /// <summary>Checks the facts; they are let go, so that their memory is free once they are partitioned.</summary>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(ExecutionOptions execution)
    {
        FactCollector taken = Collector;
        collector = null;
        if ((collected ?? ordered?.Build()) is { } partitioned)
        {
            (collected, ordered) = (null, null);
            return SubscriptionHistory.Check(partitioned, execution);
        }

        return SubscriptionHistory.Check(taken, execution);
    }

    /// <summary>The row of a fact, by its place.</summary>
    public int RowOf(int place)
    {
        FindRows();
        int row = rowOf is null ? place : rowOf[place];
        return row < 0 ? ~row : row;
    }

    /// <summary>How many rows have a fact that is not left out.</summary>
    /// <param name="leftOut">What is left out.</param>
    /// <param name="facts">All facts.</param>
    public long RowsWithout(LeftOutSubscriptions leftOut, PartitionedFacts facts)
    {
        long used = firstFacts + CountedWithout(leftOut);
        for (int subscription = 0; leftOut.Any && subscription < facts.Subscriptions; subscription++)
        {
            if (leftOut.HasAllOf(subscription) || leftOut.AnyCustomer)
            {
                used -= FirstFacts(subscription, facts.Rows.AsSpan(facts.RowsOf(subscription)), facts.Tables, leftOut, areLeftOut: true);
            }
        }

        return used;
    }

    /// <summary>How many rows have a fact that the history holds and that is not left out.</summary>
    /// <param name="leftOut">What is left out.</param>
    /// <param name="facts">The facts that the history holds.</param>
    public long HeldRowsWithout(LeftOutSubscriptions leftOut, CheckedFacts facts)
    {
        long used = CountedWithout(leftOut);
        for (int subscription = 0; subscription < facts.Subscriptions; subscription++)
        {
            used += FirstFacts(subscription, facts.RowsOf(subscription), facts.Tables, leftOut, areLeftOut: false);
        }

        return used;
    }

    private long CountedWithout(LeftOutSubscriptions leftOut) => countedOnly.LongCount(row => !leftOut.Has(row));

    /// <summary>How many facts of a subscription are the first of their rows, and are left out or are not.</summary>
    private int FirstFacts(int subscription, ReadOnlySpan<FactRow> facts, FactTables tables, LeftOutSubscriptions leftOut, bool areLeftOut)
    {
        int first = 0;
        foreach (ref readonly FactRow fact in facts)
        {
            if (leftOut.Has(subscription, tables.CustomerOf(subscription, fact.Place)) == areLeftOut)
            {
                FindRows();
                first += rowOf is null || rowOf[fact.Place] >= 0 ? 1 : 0;
            }
        }

        return first;
    }

    private void FindRows() => rowOf ??= findRows?.Invoke();
}
