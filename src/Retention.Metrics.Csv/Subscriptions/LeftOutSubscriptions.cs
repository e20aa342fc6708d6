using System.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The subscriptions that are left out: those of refused rows, and those with a finding.</summary>
internal sealed class LeftOutSubscriptions(SubscriptionRows rows)
{
    private readonly List<CsvFinding> findings = [];
    private readonly HashSet<string> refusedSubscriptions = new(StringComparer.Ordinal);
    private readonly HashSet<string> refusedCustomers = new(StringComparer.Ordinal);
    private RowSet subscriptions = RowSet.None(0);
    private RowSet customers = RowSet.None(0);

    /// <summary>Whether there are any so far.</summary>
    public bool Any { get; private set; }

    /// <summary>What was found, by line.</summary>
    public IReadOnlyList<CsvFinding> Findings => [.. findings.OrderBy(finding => finding.Lines[0])];

    /// <summary>Whether the subscription of a row is left out.</summary>
    public bool Has(int row) => Any && (subscriptions[rows.SubscriptionOf(row)] || customers[rows.CustomerOf(row)]);

    /// <summary>Adds what the refused rows of a batch leave out.</summary>
    public void AddRefused(SubscriptionBatch batch)
    {
        refusedSubscriptions.UnionWith(batch.RefusedSubscriptions);
        refusedCustomers.UnionWith(batch.RefusedCustomers);
    }

    /// <summary>All rows are read: looks up what refused rows leave out.</summary>
    /// <param name="ids">The ids of the rows.</param>
    public void Complete(NumberedIds ids)
    {
        subscriptions = SetOf(refusedSubscriptions, NumberedIds.Customers + 1, rows.Names.Subscriptions);
        customers = SetOf(refusedCustomers, NumberedIds.Customers, rows.Names.Customers);
        Any = refusedSubscriptions.Count > 0 || refusedCustomers.Count > 0;

        RowSet SetOf(HashSet<string> texts, int column, int count)
        {
            RowSet set = RowSet.None(count);
            foreach (int number in texts.Select(text => ids.Find(column, Encoding.UTF8.GetBytes(text))).Where(number => number >= 0))
            {
                set[number] = true;
            }

            return set;
        }
    }

    /// <summary>Adds a finding, and leaves out the subscription of a row.</summary>
    public void Find(int row, FindingKind kind, string message, params long[] lines)
    {
        findings.Add(new CsvFinding(lines, kind, message));
        LeaveOut(row);
    }

    /// <summary>Adds a finding of the history, and leaves out the subscriptions of its rows.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="own">Its rows.</param>
    public void Find(SubscriptionFinding finding, int[] own)
    {
        findings.Add(new CsvFinding([.. own.Distinct().Select(rows.LineOf).Order()], finding.Kind, finding.Message));
        Array.ForEach(own, LeaveOut);
    }

    private void LeaveOut(int row) => subscriptions[rows.SubscriptionOf(row)] = Any = true;
}
