using System.Globalization;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Commands.Lifetime;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Contracts;

/// <summary>A row for each renewal.</summary>
internal static class ContractAnswers
{
    public static Answer Projection(FittedModel fit, RenewalCounts counts, int renewals, decimal rate)
    {
        var model = (ContractModel)fit.Model;
        KaplanMeier seen = KaplanMeier.Estimate(counts.Table);
        ExpectedPeriods tenure = model.ExpectedTenure, lifetime = model.DiscountedLifetime((double)rate);
        return new Answer
        {
            Rows = "renewals",
            Columns =
            [
                new("renewal"), new("observedSurvival"), new("survival"), new("retentionRate"), new("churnProbability"), new("residualLifetime"),
            ],
            Data = [.. model.Project(renewals).Select(row => Row(row, counts.Table, seen, model, rate))],
            Head =
            [
                .. counts.Head,
                Basis.Text("model", fit.Name.Title),
                Basis.Text("modelStatus", fit.StatusText),
                Basis.Cell("discountRate", Cell.Number(rate)),
                Basis.Cell("expectedTenure", ModelCell.Number(tenure.Value)),
                Basis.Text("expectedTenureUndefined", tenure.Undefined),
                Basis.Cell("discountedLifetime", ModelCell.Number(lifetime.Value)),
                Basis.Text("discountedLifetimeUndefined", lifetime.Undefined),
                new("fit", json => json.WriteRawValue(fit.Json)),
            ],
            Notes =
            [
                StatusLine(fit),
                $"expected lifetime of a new customer: {Shown(tenure)}",
                .. rate > 0m ? new[] { string.Create(CultureInfo.InvariantCulture, $"discounted by {rate * 100m:0.##}% a period: {Shown(lifetime)}") } : [],
                $"residualLifetime: periods still to be paid, before the renewal is decided{(rate > 0m ? ", discounted" : "")}",
                counts.Source,
            ],
        };
    }

    public static string StatusLine(FittedModel fit) =>
        $"{fit.Name.Title}, fitted to {fit.Customers.ToString(CultureInfo.InvariantCulture)} customers: {fit.StatusText}";

    private static AnswerRow Row(ContractProjection row, RiskTable table, KaplanMeier seen, ContractModel model, decimal rate) => new(
        [
            Cell.Count(row.Renewal),
            ModelCell.Share(row.Renewal <= (table.LastTime ?? 0) ? seen.SurvivalAt(row.Renewal) : null),
            ModelCell.Share(row.Survival),
            ModelCell.Share(row.RetentionRate),
            ModelCell.Share(row.ChurnProbability),
            ModelCell.Number(row.Renewal == 0 ? null : model.DiscountedResidualLifetime(row.Renewal, (double)rate).Value, "0.000"),
        ]);

    private static string Shown(ExpectedPeriods periods) => periods.Value is { } value ? $"{ModelCell.Number(value, "0.000").Shown} periods" : $"undefined. {periods.Undefined}";
}
