using System.Globalization;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>The fields of subscriptions, by their names in every export.</summary>
internal static class RevenueFields
{
    private const string Customers = "customers", Rates = "rates", Trailing = "trailing";

    private static readonly (string Name, Func<RollForwardRow, RecurringRevenue> Of, bool OnlyIfUsed)[] Mrr =
    [
        ("openingMrr", row => row.OpeningMrr, false),
        ("newMrr", row => row.NewMrr, false),
        ("reactivationMrr", row => row.ReactivationMrr, false),
        ("resumedMrr", row => row.ResumedMrr, true),
        ("expansionMrr", row => row.ExpansionMrr, false),
        ("contractionMrr", row => row.ContractionMrr, false),
        ("churnMrr", row => row.ChurnMrr, false),
        ("pausedMrr", row => row.PausedMrr, true),
        ("fxMrr", row => row.FxMrr, true),
        ("closingMrr", row => row.ClosingMrr, false),
    ];

    private static readonly string[] ChurnRateParts = ["lostCustomers", "customersAtRisk"];

    public static IReadOnlyList<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> All { get; } =
    [
        .. Mrr.Select(line => (new AnswerColumn(line.Name, "mrr", line.OnlyIfUsed), Of(row => Cell.Amount(line.Of(row).Monthly)))),
        (new("closingArr", "mrr"), Of(row => Cell.Amount(row.ClosingArr))),
        (new("openingCustomers", Customers), Of(row => Cell.Count(row.OpeningCustomers))),
        (new("newCustomers", Customers), Of(row => Cell.Count(row.NewCustomers))),
        (new("reactivatedCustomers", Customers), Of(row => Cell.Count(row.ReactivatedCustomers))),
        (new("expandedCustomers", Customers), Of(row => Cell.Count(row.ExpandedCustomers))),
        (new("contractedCustomers", Customers), Of(row => Cell.Count(row.ContractedCustomers))),
        (new("churnedCustomers", Customers), Of(row => Cell.Count(row.ChurnedCustomers))),
        (new("closingCustomers", Customers), Of(row => Cell.Count(row.ClosingCustomers))),
        (new("neverRetainedCustomers", Customers), Of(row => Cell.Count(row.NeverRetainedCustomers))),
        (new(ChurnRateParts[0], Rates), Of(row => Cell.Number(row.CustomerChurnRate.Numerator, "0.######"))),
        (new(ChurnRateParts[1], Rates), Of(row => Cell.Number(row.CustomerChurnRate.Denominator, "0.######"))),
        (new("customerChurnRate", Rates), Of(row => Cell.Percent(row.CustomerChurnRate))),
        (new("customerRetentionRate", Rates), Of(row => Cell.Percent(row.CustomerRetentionRate))),
        (new("grossMrrChurnRate", Rates), Of(row => Cell.Percent(row.GrossMrrChurnRate))),
        (new("netMrrChurnRate", Rates), Of(row => Cell.Percent(row.NetMrrChurnRate))),
        (new("grossRevenueRetention", Rates), Of(row => Cell.Percent(row.GrossRevenueRetention))),
        (new("netRevenueRetention", Rates), Of(row => Cell.Percent(row.NetRevenueRetention))),
        (new("negativeChurn", Rates), Of(row => Cell.Flag(row.NegativeChurn))),
        (new("quickRatio", Rates), Of(row => Cell.Times(row.QuickRatio))),
        (new("arpa", Rates), Of(row => Cell.Each(row.Arpa, row.Currency))),
        (new("averageSalePrice", Rates), Of(row => Cell.Each(row.AverageSalePrice, row.Currency))),
        (new("growthRate", Rates), Of(row => Cell.Percent(row.GrowthRate))),
        (new("expansionShare", Rates), Of(row => Cell.Percent(row.ExpansionShare))),
        (new("trailing12Nrr", Trailing), figures => Cell.Percent(figures.Trailing?.NetRevenueRetention ?? Ratio.Undefined)),
        (new("trailing12Grr", Trailing), figures => Cell.Percent(figures.Trailing?.GrossRevenueRetention ?? Ratio.Undefined)),
        (new("trailing12ChurnRate", Trailing), figures => Cell.Percent(figures.Trailing?.CustomerChurnRate ?? Ratio.Undefined)),
    ];

    /// <summary>The fields as a person sees them: the parts of the churn rate only where they are not churned and opening customers.</summary>
    public static IReadOnlyList<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> Under(MetricPolicy policy) =>
        HasOwnChurnRate(policy) ? All : [.. All.Select(field => ChurnRateParts.Contains(field.Column.Name) ? (field.Column with { Group = null }, field.Of) : field)];

    /// <summary>Says what a churn rate counts, where that is not the state at both ends of the period.</summary>
    public static IEnumerable<string> ChurnRateNotes(MetricPolicy policy)
    {
        if (!HasOwnChurnRate(policy))
        {
            yield break;
        }

        string lost = policy.ChurnCounting switch
        {
            ChurnCounting.DistinctCustomers => "customers who dropped to 0 in the period, each once",
            ChurnCounting.EveryDrop => "every drop to 0 in the period, of the same customer too",
            _ => "customers of the start who are not active at the end",
        };
        string atRisk = policy.ChurnDenominator switch
        {
            ChurnDenominator.StartPlusNew => "customers of the start, and those who came in the period",
            ChurnDenominator.Average => "the mean of the customers at the start and at the end",
            ChurnDenominator.EachDay => "the customers at the start of each day, added up",
            ChurnDenominator.UpForRenewal => "customers of the start with a term that ends in the period, as are the lost ones",
            _ => "customers of the start",
        };
        string joiners = policy.SamePeriodJoiners == SamePeriodJoiners.Counted ? ", those included who joined in the period" : "";
        yield return $"customerChurnRate = lostCustomers ({lost}{joiners}) / customersAtRisk ({atRisk}); customerRetentionRate = (openingCustomers - churnedCustomers) / openingCustomers";
    }

    private static bool HasOwnChurnRate(MetricPolicy policy) =>
        policy.ChurnCounting != ChurnCounting.AtPeriodEnds || policy.ChurnDenominator != ChurnDenominator.AtStart || policy.SamePeriodJoiners != SamePeriodJoiners.LeftOut;

    /// <summary>The same lines in annual millionths: they close to the last digit.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Exact(RollForwardRow row) => [.. Mrr.Select(line => KeyValuePair.Create(line.Name, Millionths(line.Of(row))))];

    public static string Millionths(RecurringRevenue revenue) => (revenue.Annual.Amount * 1_000_000m).ToString("0", CultureInfo.InvariantCulture);

    private static Func<PeriodFigures, Cell> Of(Func<RollForwardRow, Cell> cell) => figures => cell(figures.Revenue!);
}
