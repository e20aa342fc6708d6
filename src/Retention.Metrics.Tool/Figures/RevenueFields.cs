using Retention.Metrics.Json;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>The fields of subscriptions, by their names in every export.</summary>
internal static class RevenueFields
{
    private const string Rates = "rates", Trailing = "trailing";

    private static readonly string[] ChurnRateParts = ["lostCustomers", "customersAtRisk"];

    public static IReadOnlyList<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> All { get; } =
    [
        .. RollForwardFigure.All.Where(figure => figure.IsExported)
            .Select(figure => (new AnswerColumn(figure.Name, GroupOf(figure), figure.IsOptional), FigureCell.Of(figure))),
        .. TrailingRetentionFigure.All.Select(figure => (new AnswerColumn(figure.Name, Trailing), FigureCell.Of(figure, of => of.Trailing))),
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
        yield return $"Customer churn rate = lost customers ({lost}{joiners}) / customers at risk ({atRisk}); customer retention rate = (opening customers - churned customers) / opening customers";
    }

    private static bool HasOwnChurnRate(MetricPolicy policy) =>
        policy.ChurnCounting != ChurnCounting.AtPeriodEnds || policy.ChurnDenominator != ChurnDenominator.AtStart || policy.SamePeriodJoiners != SamePeriodJoiners.LeftOut;

    /// <summary>The lines in money in annual millionths: they close to the last digit.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Exact(RollForwardRow row) =>
    [
        .. RollForwardFigure.All.Where(figure => figure.Unit == FigureUnit.MoneyPerMonth)
            .Select(figure => KeyValuePair.Create(figure.Name, JsonNumbers.Millionths((RecurringRevenue)figure.ValueOf(row)!))),
    ];

    private static string GroupOf(RollForwardFigure figure) => figure.Unit switch
    {
        FigureUnit.MoneyPerMonth or FigureUnit.MoneyPerYear => "mrr",
        FigureUnit.Customers when !ChurnRateParts.Contains(figure.Name) => "customers",
        _ => Rates,
    };
}
