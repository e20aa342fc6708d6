using System.CommandLine;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Survival;

/// <summary><c>retention survival</c>: how long customers stay, from their first payment to their first churn.</summary>
internal static class SurvivalCommand
{
    public const string Curve = "curve", Summary = "summary", Hazard = "hazard", Test = "test";

    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        Option<string> show = ParsedOption.OneOf("--show", "The Kaplan-Meier curve, a summary of it, the hazard by tenure, or the test of segments.", [Curve, Summary, Hazard, Test], Curve);
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create();
        Option<IReadOnlyList<string>?> strata = SegmentOption.Create("--strata", "Compare segments within each value of these attributes, such as country: a stratified test.");
        Option<string> interval = ParsedOption.OneOf("--interval", "The scale of the confidence limits.", SurvivalNames.Intervals, SurvivalNames.Intervals[0]);
        Option<double> confidence = ParsedOption.Of("--confidence", "share", "How sure the limits are.", Numbers.Inside, 0.95);
        Option<string> test = ParsedOption.OneOf("--test", "The test of whether segments churn alike.", SurvivalNames.Tests, SurvivalNames.Tests[0]);
        Option<double[]> quantiles = ParsedOption.Of<double[]>("--quantiles", "shares", "The shares churned for which the tenure is shown. Default: 0.25,0.5,0.75.", text => [.. Names(text).Select(Numbers.Inside)]);
        Option<int?> horizon = ParsedOption.Of<int?>("--horizon", "periods", "The tenure up to which the mean is taken. Default: as far as every curve reaches.", text => Numbers.Count(text));
        Option<int> width = ParsedOption.Of("--width", "periods", "How many periods of tenure a hazard is taken over.", text => Numbers.Count(text), 1);
        var later = new Option<bool>("--later-spells") { Description = "Count customers who come back again, with a tenure counted anew." };
        var command = new Command("survival", "How long customers stay: Kaplan-Meier curve, median, mean, hazard by tenure and log-rank test. Tenure is counted in --by.")
        {
            show, segment, strata, interval, confidence, test, quantiles, horizon, width, later,
        };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = ProductOption.Over(shared.Read(asked), asked.GetValue(segment) ?? []);
            var question = new SurvivalQuestion
            {
                Show = asked.GetValue(show)!,
                Unit = PeriodUnit.Of(asked),
                Segment = asked.GetValue(segment) ?? [],
                Strata = asked.GetValue(strata) ?? [],
                Interval = asked.GetValue(interval)!,
                Confidence = asked.GetValue(confidence),
                Test = asked.GetValue(test)!,
                Quantiles = asked.GetValue(quantiles) is { Length: > 0 } shares ? shares : [0.25, 0.5, 0.75],
                Horizon = asked.GetValue(horizon),
                Width = asked.GetValue(width),
                LaterSpells = asked.GetValue(later),
            };
            return Answering.Run(settings, terminal, portfolio => SurvivalFigures.Of(portfolio, settings, question).Answer());
        });
        return command;
    }

    private static string[] Names(string text)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        return names.All(name => name.Length > 0) ? names : throw new FormatException("names with commas between them");
    }
}
