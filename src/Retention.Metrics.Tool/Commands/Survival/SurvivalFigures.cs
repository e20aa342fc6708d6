using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Survival;

/// <summary>The survival of the customers of a portfolio, for each segment.</summary>
internal sealed class SurvivalFigures
{
    private const string Everyone = "all";

    private readonly SurvivalQuestion asked;
    private readonly Basis basis;
    private readonly LocalDate? lastDay;
    private readonly SurvivalGroups groups;
    private readonly LogRankTest? test;

    private SurvivalFigures(SurvivalQuestion asked, Basis basis, LocalDate? lastDay, SurvivalGroups groups, SurvivalStrata? strata = null)
    {
        this.asked = asked;
        this.basis = basis;
        this.lastDay = lastDay;
        this.groups = groups;
        LogRankWeights weights = SurvivalNames.WeightsOf(asked.Test);
        test = groups.Names.Length < 2 ? null : strata is null ? LogRank.Test(groups, weights) : LogRank.Test(strata, weights);
    }

    public static SurvivalFigures Of(Portfolio portfolio, Settings settings, SurvivalQuestion asked)
    {
        SubscriptionHistory history = Answering.NeedSubscriptions(portfolio, "survival");
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history, settings.Policy.Policy);
        Segmentation? segments = portfolio.SplitBy(asked.Segment, settings.Policy.Policy);
        Segmentation? layers = portfolio.SplitBy(asked.Strata, settings.Policy.Policy, "--strata");
        if (layers is not null && segments is null)
        {
            throw new UsageException("--strata has no meaning without --segment: it says within what the segments are compared.");
        }

        LocalDate? lastDay = Observation.LastDay(settings, history.Count > 0 ? history.Max(one => one.At) : null);
        if (lastDay is not { } last)
        {
            return new SurvivalFigures(asked, Basis.Of(settings, timeline), lastDay, SurvivalGroups.Create([]));
        }

        var window = new ObservationWindow(last.PlusDays(1), settings.Calendar.Zone) { Unit = asked.Unit.Tenure, From = settings.From, LaterSpells = asked.LaterSpells };
        SurvivalGroups groups = segments is null
            ? SurvivalGroups.Create([new(Everyone, RiskTable.FromTimeline(timeline, window))])
            : SurvivalGroups.FromTimeline(timeline, window, customer => segments.Of(customer).Name);
        SurvivalStrata? strata = layers is null || segments is null
            ? null
            : SurvivalStrata.FromTimeline(timeline, window, customer => segments.Of(customer).Name, customer => layers.Of(customer).Name);
        return new SurvivalFigures(asked, Basis.Of(settings, timeline), lastDay, groups, strata);
    }

    public Answer Answer() => asked.Show switch
    {
        SurvivalCommand.Summary => SurvivalAnswers.Summary(asked, groups) with { Head = Head(), Notes = [.. TestLine(), Watched()] },
        SurvivalCommand.Hazard => SurvivalAnswers.Hazard(asked, groups) with { Head = Head(), Notes = [Watched()] },
        SurvivalCommand.Test => SurvivalAnswers.Test(test ?? throw new UsageException("--show test compares two segments or more; choose them with --segment.")) with { Head = Head(), Notes = [.. TestLine(), Watched()] },
        _ => SurvivalAnswers.Curve(asked, groups) with { Head = Head(), Notes = [.. groups.Names.Select(MedianLine), .. TestLine(), Watched()] },
    };

    private KeyValuePair<string, Action<Utf8JsonWriter>>[] Head() =>
    [
        .. basis.Head,
        Basis.Text("unit", asked.Unit.Name),
        Basis.Text("lastDay", LastDay()),
        Basis.Text("interval", asked.Interval),
        Basis.Cell("confidence", ModelCell.Number(asked.Confidence)),
        new("test", json =>
        {
            if (test is null)
            {
                json.WriteNullValue();
                return;
            }

            json.WriteStartObject();
            json.WriteString("name", asked.Test);
            json.WritePropertyName("chiSquare");
            ModelCell.Number(test.ChiSquare).WriteJson(json);
            json.WriteNumber("degreesOfFreedom", test.DegreesOfFreedom);
            json.WritePropertyName("pValue");
            ModelCell.PValue(test.PValue).WriteJson(json);
            if (!test.Strata.IsEmpty)
            {
                WriteStrata(json, test);
            }

            json.WriteEndObject();
        }),
    ];

    private string MedianLine(string segment)
    {
        RiskTable table = groups[segment];
        SurvivalQuantile median = KaplanMeier.Estimate(table).Quantile(0.5, SurvivalNames.IntervalOf(asked.Interval), asked.Confidence);
        string who = segment == Everyone && asked.Segment.Count == 0 ? "" : $"{segment}: ";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{who}{table.CustomerCount} customers, {table.EventCount} churned; median {Shown(median.Time)} {asked.Unit.Name}s, {asked.Confidence * 100:0.##}% limits {Shown(median.Lower)} to {Shown(median.Upper)}");
    }

    private IEnumerable<string> TestLine() => test is null
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{asked.Test}{Within()}: chi-square {ModelCell.Number(test.ChiSquare).Shown} on {test.DegreesOfFreedom}, p {ModelCell.PValue(test.PValue).Shown}")];

    private string Within() => asked.Strata.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" within {test!.Strata.Length} values of {string.Join(", ", asked.Strata)}");

    private static void WriteStrata(Utf8JsonWriter json, LogRankTest test)
    {
        json.WriteStartArray("strata");
        foreach (LogRankStratum stratum in test.Strata)
        {
            json.WriteStartObject();
            json.WriteString("stratum", stratum.Name);
            json.WriteNumber("customers", stratum.Customers);
            json.WriteNumber("churned", stratum.Churned);
            json.WritePropertyName("chiSquare");
            ModelCell.Number(stratum.ChiSquare).WriteJson(json);
            json.WriteNumber("degreesOfFreedom", stratum.DegreesOfFreedom);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private string Watched() => $"first payment to first churn{(asked.LaterSpells ? " and later spells" : "")}, tenure in {asked.Unit.Name}s, watched to {LastDay() ?? "no day"}; {basis}";

    private string? LastDay() => lastDay is { } day ? LocalDatePattern.Iso.Format(day) : null;

    private static string Shown(double? tenure) => ModelCell.Number(tenure, "0.#").Shown;
}
