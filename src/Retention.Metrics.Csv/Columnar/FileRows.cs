using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>The rows of a file of levels in columns: batches are numbered in the order of the file, so that the numbers do not depend on how many threads there are.</summary>
/// <param name="named">Whether the rows name subscriptions beside customers; else each customer has one.</param>
internal sealed class FileRows(bool named)
{
    private readonly IdColumn customers = new(static (ref LedgerRow row) => ref row.Customer);
    private readonly IdColumn subscriptions = new(static (ref LedgerRow row) => ref row.Subscription);
    private readonly HashSet<string> brokenCustomers = new(StringComparer.Ordinal);
    private readonly HashSet<string> brokenSubscriptions = new(StringComparer.Ordinal);
    private RowLines lines = new();
    public RowStore Store { get; } = new();

    /// <summary>Customers are numbered from 0 up to this.</summary>
    public int Customers => customers.Count;

    /// <summary>Subscriptions are numbered from 0 up to this.</summary>
    public int Subscriptions => named ? subscriptions.Count : customers.Count;

    public Func<int, string> CustomerTexts { get; private set; } = _ => "";

    public Func<int, string> SubscriptionTexts { get; private set; } = _ => "";

    /// <summary>Takes the rows of a batch.</summary>
    public void Take(LedgerBatch batch)
    {
        brokenCustomers.UnionWith(batch.RefusedCustomers);
        brokenSubscriptions.UnionWith(batch.RefusedSubscriptions);
        ArraySegment<LedgerRow> rows = batch.TakeRows();
        if (rows.Count == 0)
        {
            return;
        }

        customers.Number(batch.Customers, rows, Store);
        if (batch.Subscriptions is { } ids)
        {
            subscriptions.Number(ids, rows, Store);
        }

        Store.Append(rows);
        batch.Lines.ForEach(lines.Add);
    }

    /// <summary>All rows are read: takes out what is left out.</summary>
    public void Complete()
    {
        customers.Compact(Store);
        subscriptions.Compact(Store);
        HashSet<int> leftCustomers = NumbersOf(brokenCustomers, customers), leftSubscriptions = NumbersOf(brokenSubscriptions, subscriptions);
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

    private static HashSet<int> NumbersOf(IEnumerable<string> texts, IdColumn ids) =>
        [.. texts.Select(text => ids.Find(Encoding.UTF8.GetBytes(text))).Where(number => number >= 0)];
}
