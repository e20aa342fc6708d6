using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>The rows of a file on their way into columns, in batches; the ids of a batch are numbered while the next batch is read.</summary>
/// <remarks>
/// One thread reads, a second numbers the customers, a third the subscriptions; with two threads the second does both. A column of ids is numbered
/// batch after batch, never two at once, so that the numbers do not depend on how many threads there are.
/// </remarks>
internal sealed class FileRows : IDisposable
{
    /// <summary>About which share of the work reading is; the rest is building columns.</summary>
    public const double ShareOfReading = 0.7;

    private const int RowsInBatch = 1 << 13;
    private const int RowsInFirstBatch = 1 << 7;

    private readonly CsvTable table;
    private readonly ExecutionOptions execution;
    private readonly bool named;
    private readonly IdColumn customers = new(static (ref LedgerRow row) => ref row.Customer);
    private readonly IdColumn subscriptions = new(static (ref LedgerRow row) => ref row.Subscription);
    private readonly HashSet<string> brokenCustomers = new(StringComparer.Ordinal);
    private readonly HashSet<string> brokenSubscriptions = new(StringComparer.Ordinal);
    private RowLines lines = new();
    private RowBatch filling;
    private RowBatch numbering;
    private Task numbered = Task.CompletedTask;

    /// <summary>No rows.</summary>
    /// <param name="named">Whether the rows name subscriptions (or orders) beside customers; else each customer has one.</param>
    /// <param name="table">The file.</param>
    /// <param name="execution">How many threads take part.</param>
    public FileRows(bool named, CsvTable table, ExecutionOptions execution)
    {
        this.named = named;
        this.table = table;
        this.execution = execution;
        filling = new RowBatch(RowsInFirstBatch, named);
        numbering = new RowBatch(0, named);
    }

    /// <summary>Marks a row without an id. Not valid UTF-8, so no id can be equal to it.</summary>
    public static ReadOnlySpan<byte> NoId => [byte.MaxValue];

    /// <summary>Whether the rows name subscriptions or orders beside customers.</summary>
    public bool IsNamed => named;

    public RowStore Store { get; } = new();

    /// <summary>Customers are numbered from 0 up to this.</summary>
    public int Customers => customers.Count;

    /// <summary>Subscriptions are numbered from 0 up to this.</summary>
    public int Subscriptions => named ? subscriptions.Count : customers.Count;

    /// <summary>What rows without an id have for one, or −1 if there are none.</summary>
    public int NumberOfNoId { get; private set; }

    public Func<int, string> CustomerTexts { get; private set; } = _ => "";

    public Func<int, string> SubscriptionTexts { get; private set; } = _ => "";

    public void Add(ReadOnlySpan<byte> customer, ReadOnlySpan<byte> subscription, long ticks, long amount, long line)
    {
        filling.Add(customer, subscription, ticks, amount);
        lines.Add(line);
        if (filling.IsFull)
        {
            NumberFilled();
        }
    }

    /// <summary>Leaves out what a refused row may belong to: its subscription, or all of its customer where that cannot be read.</summary>
    public void LeaveOut(ReadOnlySpan<byte> subscription, ReadOnlySpan<byte> customer)
    {
        if (named && !subscription.IsEmpty)
        {
            _ = brokenSubscriptions.Add(Encoding.UTF8.GetString(subscription));
        }
        else if (!customer.IsEmpty)
        {
            _ = brokenCustomers.Add(Encoding.UTF8.GetString(customer));
        }
    }

    /// <summary>All rows are read: numbers the last, and takes out what is left out.</summary>
    public void Complete()
    {
        NumberFilled();
        TakeNumbered();
        customers.Compact(Store);
        subscriptions.Compact(Store);
        HashSet<int> leftCustomers = NumbersOf(brokenCustomers, customers), leftSubscriptions = NumbersOf(brokenSubscriptions, subscriptions);
        NumberOfNoId = subscriptions.Find(NoId);
        CustomerTexts = customers.Texts();
        SubscriptionTexts = named ? subscriptions.Texts() : CustomerTexts;
        if (!named)
        {
            foreach (ArraySegment<LedgerRow> block in Store.Blocks())
            {
                foreach (ref LedgerRow row in block.AsSpan())
                {
                    row.Subscription = row.Customer;
                }
            }
        }

        if (leftCustomers.Count > 0 || leftSubscriptions.Count > 0)
        {
            RemoveAll(row => leftSubscriptions.Contains(row.Subscription) || leftCustomers.Contains(row.Customer));
        }
    }

    /// <summary>Some rows with their lines, in the order of the file.</summary>
    public IEnumerable<(LedgerRow Row, long Line)> Where(Predicate<LedgerRow> isWanted) =>
        Store.Blocks().SelectMany(block => block).Zip(lines.All()).Where(one => isWanted(one.First));

    /// <summary>Waits for the numbering of a batch after an error in reading.</summary>
    public void Dispose() => Task.WhenAny(numbered).Wait();

    /// <summary>Takes rows out, and their lines.</summary>
    public void RemoveAll(Predicate<LedgerRow> leavesOut)
    {
        var kept = new RowLines();
        using (IEnumerator<long> line = lines.All().GetEnumerator())
        {
            Store.RemoveAll(row =>
            {
                _ = line.MoveNext();
                bool leaves = leavesOut(row);
                if (!leaves)
                {
                    kept.Add(line.Current);
                }

                return leaves;
            });
        }

        lines = kept;
    }

    private void NumberFilled()
    {
        execution.Cancellation.ThrowIfCancellationRequested();
        if (table.ShareRead is { } share)
        {
            execution.Progress?.Report(share);
        }

        TakeNumbered();
        RowBatch batch = filling;
        (filling, numbering) = (numbering, batch);
        switch (execution.Threads)
        {
            case 1:
                NumberCustomers(batch);
                NumberSubscriptions(batch);
                break;
            case 2:
                numbered = Task.Run(() =>
                {
                    NumberCustomers(batch);
                    NumberSubscriptions(batch);
                });
                break;
            default:
                numbered = Task.WhenAll(Task.Run(() => NumberCustomers(batch)), Task.Run(() => NumberSubscriptions(batch)));
                break;
        }
    }

    private void TakeNumbered()
    {
        numbered.GetAwaiter().GetResult();
        if (numbering.Rows.Count > 0)
        {
            Store.Append(numbering.Rows);
        }

        numbering.Clear(RowsInBatch);
    }

    private void NumberCustomers(RowBatch batch) => customers.Number(batch.Customers, batch.Rows, Store);

    private void NumberSubscriptions(RowBatch batch)
    {
        if (batch.Subscriptions is { } ids)
        {
            subscriptions.Number(ids, batch.Rows, Store);
        }
    }

    private static HashSet<int> NumbersOf(IEnumerable<string> texts, IdColumn ids) =>
        [.. texts.Select(text => ids.Find(Encoding.UTF8.GetBytes(text))).Where(number => number >= 0)];
}
