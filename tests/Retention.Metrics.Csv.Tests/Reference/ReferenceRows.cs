using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Csv.Tests.Reference;

/// <summary>An event with the line it comes from.</summary>
/// <param name="Event">The event.</param>
/// <param name="Line">The line on which its row starts.</param>
/// <param name="StandsForRow">Whether it is the one event by which its row is counted.</param>
internal readonly record struct SubscriptionFact(SubscriptionEvent Event, long Line, bool StandsForRow = true)
{
    /// <summary>Whether the history holds it; an interval in which a subscription was never live may only be counted.</summary>
    public bool IsOfHistory { get; init; } = true;
}

/// <summary>Collects the facts of a file's rows and the subscriptions with refused rows, and makes the history of the others.</summary>
internal sealed class ReferenceRows
{
    private readonly CsvTable table;
    private readonly List<SubscriptionFact> facts = [];
    private readonly List<CsvFinding> findings = [];
    private readonly HashSet<SubscriptionId> broken = [];
    private readonly HashSet<CustomerId> brokenCustomers = [];

    public ReferenceRows(CsvTable table)
    {
        this.table = table;
        Attributes = new ReferenceAttributes(table);
    }

    public ReferenceAttributes Attributes { get; }

    /// <summary>Rows that say nothing new.</summary>
    public RepeatedRows Repeated { get; } = new();

    public void Add(SubscriptionFact fact) => facts.Add(fact);

    public void Find(SubscriptionId subscription, FindingKind kind, string message, params long[] lines)
    {
        findings.Add(new CsvFinding(lines, kind, message));
        _ = broken.Add(subscription);
    }

    /// <summary>Leaves out what the current, refused row may belong to: its subscription, or all of its customer where that cannot be read.</summary>
    public void LeaveOut(string? subscription, string? customer)
    {
        if (subscription is not null)
        {
            _ = broken.Add(subscription);
        }
        else if (customer is not null)
        {
            _ = brokenCustomers.Add(customer);
        }
    }

    public ReferenceImport Complete()
    {
        // The place of an event among the checked ones leads to its line.
        List<SubscriptionFact> checkedFacts = [.. facts.Where(fact => fact.IsOfHistory && !IsBroken(fact.Event))];
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(checkedFacts.Select(fact => fact.Event));
        foreach (SubscriptionFinding finding in check.Findings)
        {
            findings.Add(new CsvFinding([.. finding.Places.Select(place => checkedFacts[place].Line).Distinct().Order()], finding.Kind, finding.Message));
        }

        broken.UnionWith(check.Findings.SelectMany(finding => finding.Events).Select(one => one.Subscription));
        long valid = facts.Count(fact => fact.StandsForRow && !IsBroken(fact.Event));
        long used = table.Has(Column.RecordedAt) ? CountOf(check.History, checkedFacts) : valid;
        return new ReferenceImport(
            check.History,
            new CsvRowCounts(table.RowsRead, used, Repeated.Count, Superseded: valid - used, Refused: table.RowsRead - valid - Repeated.Count),
            table.Refusals,
            [.. findings.OrderBy(finding => finding.Lines[0])],
            Repeated.Listed,
            Attributes.Of(check.History.Select(one => one.Customer)));
    }

    private bool IsBroken(SubscriptionEvent one) => broken.Contains(one.Subscription) || brokenCustomers.Contains(one.Customer);

    /// <summary>How many rows the history holds, and those that are only counted.</summary>
    private long CountOf(SubscriptionHistory history, List<SubscriptionFact> checkedFacts)
    {
        bool[] held = HeldPlaces(history);
        return checkedFacts.Where((fact, place) => fact.StandsForRow && held[place]).LongCount()
            + facts.Count(fact => fact.StandsForRow && !fact.IsOfHistory && !IsBroken(fact.Event));
    }

    private static bool[] HeldPlaces(SubscriptionHistory history)
    {
        CheckedFacts facts = history.Lifecycles.Facts;
        var held = new bool[facts.Facts.Count];
        foreach (int subscription in history.Lifecycles.ByNumber.Subscriptions)
        {
            foreach (FactRow row in facts.RowsOf(subscription))
            {
                held[row.Place] = true;
            }
        }

        return held;
    }
}

/// <summary>What came out of a file, by the reference.</summary>
internal sealed record ReferenceImport(SubscriptionHistory History, CsvRowCounts Rows, IReadOnlyList<CsvRefusal> Refusals, IReadOnlyList<CsvFinding> Findings, IReadOnlyList<CsvRepeatedRow> RepeatedRows, IReadOnlyList<Customer> Customers);
