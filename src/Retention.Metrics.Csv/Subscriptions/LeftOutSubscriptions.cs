using System.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;
using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The subscriptions that are left out: those of refused rows, and those with a finding.</summary>
internal sealed class LeftOutSubscriptions(SubscriptionRows rows)
{
    private readonly FindingColumns findings = new();
    private readonly HashSet<string> refusedSubscriptions = new(StringComparer.Ordinal);
    private readonly HashSet<string> refusedCustomers = new(StringComparer.Ordinal);
    private RowSet subscriptions = RowSet.None(0);
    private RowSet customers = RowSet.None(0);

    /// <summary>Whether there are any so far.</summary>
    public bool Any { get; private set; }

    /// <summary>What was found, by line.</summary>
    public IReadOnlyList<CsvFinding> Findings => findings.ByLine();

    /// <summary>Whether the subscription of a row is left out.</summary>
    public bool Has(int row) => Any && Has(rows.SubscriptionOf(row), rows.CustomerOf(row));

    /// <summary>Whether a subscription is left out, as far as a customer has it.</summary>
    public bool Has(int subscription, int customer) => Any && (subscriptions[subscription] || customers[customer]);

    /// <summary>Whether a subscription is left out of whichever customer.</summary>
    public bool HasAllOf(int subscription) => Any && subscriptions[subscription];

    /// <summary>Whether all subscriptions of some customer are left out.</summary>
    public bool AnyCustomer => refusedCustomers.Count > 0;

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
    public void Find(int row, FindingKind kind, FormattableString message, params long[] lines)
    {
        findings.Add(kind, message, lines);
        LeaveOut(row);
    }

    /// <summary>Adds the findings of the history, and leaves out the subscriptions of their rows.</summary>
    /// <param name="found">The findings.</param>
    /// <param name="facts">The facts of the rows.</param>
    public void Find(FoundFacts found, FactsOfRows facts)
    {
        var firstLines = new long[found.Count];
        int[] numbers = new int[found.Count];
        for (int number = 0; number < numbers.Length; number++)
        {
            (numbers[number], firstLines[number]) = (number, LinesOf(number)[0]);
        }

        Array.Sort(numbers, (x, y) => firstLines[x] != firstLines[y] ? firstLines[x].CompareTo(firstLines[y]) : found.Compare(x, y));
        foreach (int number in numbers)
        {
            findings.Add(found, number, LinesOf(number));
        }

        long[] LinesOf(int number)
        {
            int[] own = Array.ConvertAll(found.FactsOf(number), fact => facts.RowOf(fact.Row.Place));
            Array.ForEach(own, LeaveOut);
            return own.Length == 1 ? [rows.LineOf(own[0])] : [.. own.Distinct().Select(rows.LineOf).Order()];
        }
    }

    private void LeaveOut(int row) => subscriptions[rows.SubscriptionOf(row)] = Any = true;
}
