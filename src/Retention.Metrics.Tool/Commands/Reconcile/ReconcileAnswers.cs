using System.Globalization;
using NodaTime;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Reconcile;

/// <summary>Tables of a reconciliation.</summary>
internal static class ReconcileAnswers
{
    private const string Agree = "agree", Total = "total";

    /// <summary>A row for each month, currency and cause, and one for all causes together.</summary>
    public static Answer ByCause(Reconciliation reconciliation, Settings settings) => new()
    {
        Rows = "causes",
        Columns = [new("month"), new("currency"), new("cause"), new("customers"), new("oursMrr"), new("theirsMrr"), new("differenceMrr")],
        Data =
        [
            .. reconciliation.Totals.GroupBy(total => (total.Month, total.Ours.Currency)).SelectMany(month => month.Select(total => Row(total, NameOf(total.Cause))).Append(Row(Sum([.. month]), Total))),
        ],
        Head = Head(settings),
        Notes = [.. Notes(reconciliation), Definition(settings)],
    };

    /// <summary>A row for each customer and month.</summary>
    public static Answer ByCustomer(Reconciliation reconciliation, Settings settings, bool onlyDifferent) => new()
    {
        Rows = "customers",
        Columns = [new("month"), new("customer"), new("currency"), new("oursMrr"), new("theirsMrr"), new("differenceMrr"), new("cause")],
        Data =
        [
            .. reconciliation.Rows.Where(row => !onlyDifferent || row.Cause is not null).Select(row => new AnswerRow(
                [
                    Month(row.Month),
                    Cell.Text(row.Customer.Value),
                    Cell.Text(row.Ours.Currency.Code),
                    Cell.Amount(row.Ours),
                    Cell.Amount(row.Theirs),
                    Cell.Amount(row.Difference),
                    Cell.Text(NameOf(row.Cause)),
                ])),
        ],
        Head = Head(settings),
        Notes = [.. Notes(reconciliation), Definition(settings)],
    };

    private static ReconciliationTotal Sum(IReadOnlyList<ReconciliationTotal> totals) =>
        totals.Aggregate((one, other) => one with { Customers = one.Customers + other.Customers, Ours = one.Ours + other.Ours, Theirs = one.Theirs + other.Theirs });

    private static AnswerRow Row(ReconciliationTotal total, string cause) => new(
        [
            Month(total.Month),
            Cell.Text(total.Ours.Currency.Code),
            Cell.Text(cause),
            Cell.Count(total.Customers),
            Cell.Amount(total.Ours),
            Cell.Amount(total.Theirs),
            Cell.Amount(total.Difference),
        ]);

    private static KeyValuePair<string, Action<System.Text.Json.Utf8JsonWriter>>[] Head(Settings settings) =>
        [Basis.Text("policy", settings.Policy.Name), Basis.Text("definition", Definition(settings)), Basis.Text("timeZone", settings.Calendar.Zone.Id)];

    private static string Definition(Settings settings) => $"MRR at the end of each month in {settings.Calendar.Zone.Id}, policy {settings.Policy.Name}; difference = theirs - ours";

    private static IEnumerable<string> Notes(Reconciliation reconciliation)
    {
        int different = reconciliation.Rows.Count(row => row.Cause is not null);
        yield return string.Create(CultureInfo.InvariantCulture, $"{reconciliation.Rows.Count - different} amounts agree, {different} differ");
    }

    private static Cell Month(YearMonth month) => Cell.Text(month.ToString("uuuu'-'MM", CultureInfo.InvariantCulture));

    private static string NameOf(DifferenceCause? cause) => cause is null ? Agree : string.Concat(cause.Value.ToString()[..1].ToLowerInvariant(), cause.Value.ToString()[1..]);
}
