using System.Globalization;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Survival;

/// <summary>Tables of survival, a row for each segment, step or interval.</summary>
internal static class SurvivalAnswers
{
    public static Answer Curve(SurvivalQuestion asked, SurvivalGroups groups) => new()
    {
        Rows = "steps",
        Columns = [Segment(asked), new("tenure"), new("atRisk"), new("churned"), new("open"), new("survival"), new("standardError"), new("lower"), new("upper")],
        Data =
        [
            .. groups.Names.SelectMany(name => KaplanMeier.Estimate(groups[name]).Points(SurvivalNames.IntervalOf(asked.Interval), asked.Confidence).Select((point, row) => Step(name, groups[name][row], point))),
        ],
    };

    public static Answer Summary(SurvivalQuestion asked, SurvivalGroups groups)
    {
        int horizon = asked.Horizon ?? groups.Names.Select(name => groups[name].LastTime ?? 0).DefaultIfEmpty(0).Min();
        return new()
        {
            Rows = "segments",
            SideBySide = true,
            Columns =
            [
                new("segment", "segment"), new("customers"), new("churned"), new("open"),
                .. asked.Quantiles.SelectMany(share => Limited(NameOf(share))),
                new("horizon", "mean"), .. Limited("restrictedMean").Select(column => column with { Group = "mean" }),
            ],
            Data = [.. groups.Names.Select(name => SummaryRow(asked, name, groups[name], horizon))],
        };
    }

    public static Answer Hazard(SurvivalQuestion asked, SurvivalGroups groups) => new()
    {
        Rows = "intervals",
        Columns = [Segment(asked), new("after"), new("upTo"), new("atRisk"), new("churned"), new("open"), new("exposure"), new("probability"), new("rate")],
        Data = [.. groups.Names.SelectMany(name => TenureHazard.By(groups[name], asked.Width).Select(interval => Interval(name, interval)))],
    };

    public static Answer Test(LogRankTest test) => new()
    {
        Rows = "segments",
        Columns = [new("segment"), new("customers"), new("observed"), new("expected"), new("chiSquare", Group: null), new("degreesOfFreedom", Group: null), new("pValue", Group: null)],
        Data =
        [
            .. test.Groups.Select(one => new AnswerRow(
                [
                    Cell.Text(one.Name),
                    Cell.Count(one.Customers),
                    ModelCell.Number(one.Observed),
                    ModelCell.Number(one.Expected),
                    ModelCell.Number(test.ChiSquare),
                    Cell.Count(test.DegreesOfFreedom),
                    ModelCell.PValue(test.PValue),
                ])),
        ],
    };

    private static AnswerRow SummaryRow(SurvivalQuestion asked, string name, RiskTable table, int horizon)
    {
        KaplanMeier curve = KaplanMeier.Estimate(table);
        RestrictedMeanTenure? mean = curve.RestrictedMean(horizon);
        ConfidenceLimits? limits = mean?.Limits(asked.Confidence);
        return new(
            [
                Cell.Text(name),
                Cell.Count(table.CustomerCount),
                Cell.Count(table.EventCount),
                Cell.Count(table.CensoredCount),
                .. asked.Quantiles.Select(share => curve.Quantile(share, SurvivalNames.IntervalOf(asked.Interval), asked.Confidence))
                    .SelectMany(quantile => new[] { Tenure(quantile.Time), Tenure(quantile.Lower), Tenure(quantile.Upper) }),
                Cell.Count(horizon),
                ModelCell.Number(mean?.Mean, "0.00"),
                ModelCell.Number(limits?.Lower, "0.00"),
                ModelCell.Number(limits?.Upper, "0.00"),
            ]);
    }

    private static AnswerRow Step(string name, RiskRow row, SurvivalPoint point) => new(
        [
            Cell.Text(name),
            Cell.Count(point.Time),
            Cell.Count(row.AtRisk),
            Cell.Count(row.Events),
            Cell.Count(row.Censored),
            ModelCell.Share(point.Survival),
            ModelCell.Share(point.StandardError),
            ModelCell.Share(point.Limits?.Lower),
            ModelCell.Share(point.Limits?.Upper),
        ]);

    private static AnswerRow Interval(string name, HazardInterval interval) => new(
        [
            Cell.Text(name),
            Cell.Count(interval.From),
            Cell.Count(interval.To),
            Cell.Count(interval.AtRisk),
            Cell.Count(interval.Events),
            Cell.Count(interval.Censored),
            Cell.Count(interval.Exposure),
            ModelCell.Share(interval.Probability),
            ModelCell.Number(interval.Rate),
        ]);

    // A single value is not repeated in every line where a person reads it.
    private static AnswerColumn Segment(SurvivalQuestion asked) => new("segment", asked.Segment.Count == 0 ? null : "");

    private static Cell Tenure(double? tenure) => ModelCell.Number(tenure, "0.#");

    private static IEnumerable<AnswerColumn> Limited(string name) => [new(name, "tenure"), new($"{name}Lower", "tenure"), new($"{name}Upper", "tenure")];

    private static string NameOf(double share) => share == 0.5 ? "median" : string.Create(CultureInfo.InvariantCulture, $"q{share * 100:0.##}");
}
