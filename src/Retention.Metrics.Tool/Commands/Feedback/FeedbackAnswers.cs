using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Feedback;

/// <summary>Scores, responses, churn after the answer and response rates, in rows.</summary>
/// <param name="settings">What was asked for.</param>
/// <param name="question">Which answer.</param>
/// <param name="responses">The responses.</param>
/// <param name="facts">The responses alone: the periods are those of the responses.</param>
/// <param name="segmentation">The segments, if there are any.</param>
internal sealed class FeedbackAnswers(Settings settings, FeedbackQuestion question, SurveyTimeline responses, Portfolio facts, Segmentation? segmentation)
{
    private static readonly Duration Moment = Duration.FromTicks(1);

    private readonly Coverage coverage = Coverage.OfFacts(settings, facts);

    /// <summary>A row for each period, or for each segment and period.</summary>
    public Answer Scores() => question.Kind switch
    {
        SurveyKind.Csat => ScoreRows<Csat, CsatRow>(
            (of, periods) => of.Csat(periods),
            (of, periods) => of.Csat(periods),
            row => row.Period,
            [
                ("responses", row => Cell.Count(row.Responses)), ("satisfied", row => Cell.Count(row.Satisfied)), ("csat", row => Cell.Percent(row.Score)),
                ("csatLower", row => FeedbackCell.Share(row.Interval()?.Lower)), ("csatUpper", row => FeedbackCell.Share(row.Interval()?.Upper)),
            ],
            "CSAT: responses of 4 and 5 out of all"),
        SurveyKind.Ces => ScoreRows<Ces, CesRow>(
            (of, periods) => of.Ces(periods),
            (of, periods) => of.Ces(periods),
            row => row.Period,
            [
                ("responses", row => Cell.Count(row.Responses)), ("lowEffort", row => Cell.Count(row.LowEffort)), ("ces", row => Cell.Percent(row.Score)),
                ("cesLower", row => FeedbackCell.Share(row.Interval()?.Lower)), ("cesUpper", row => FeedbackCell.Share(row.Interval()?.Upper)),
                ("cesMean", row => Cell.Times(row.Mean)), ("cesMeanLower", row => FeedbackCell.Number(row.MeanInterval()?.Lower)), ("cesMeanUpper", row => FeedbackCell.Number(row.MeanInterval()?.Upper)),
            ],
            "CES: responses of 5 to 7 out of all"),
        _ => ScoreRows<Nps, NpsRow>(
            (of, periods) => of.Nps(periods),
            (of, periods) => of.Nps(periods),
            row => row.Period,
            [
                ("responses", row => Cell.Count(row.Responses)), ("promoters", row => Cell.Count(row.Promoters)), ("passives", row => Cell.Count(row.Passives)), ("detractors", row => Cell.Count(row.Detractors)),
                ("nps", row => FeedbackCell.Nps(row.Score)), ("npsLower", row => FeedbackCell.Nps(row.Interval()?.Lower)), ("npsUpper", row => FeedbackCell.Nps(row.Interval()?.Upper)),
            ],
            "NPS: promoters (9, 10) less detractors (0 to 6) out of all responses, times 100"),
    };

    /// <summary>The responses that count, with their comments.</summary>
    public Answer Comments()
    {
        IEnumerable<CountedResponse> counted = coverage.Periods is { } periods ? responses.Explain(periods, withComments: true) : [];
        return new Answer
        {
            Rows = "responses",
            Columns = [new("period"), .. Segmented(new AnswerColumn("segment")), new("customer"), new("at"), new("survey"), new("touchpoint"), new("score"), new("comment"), PeriodFigures.StatusColumn],
            Data =
            [
                .. counted.Select(one => new AnswerRow(
                [
                    coverage.NameOf(one.Period),
                    .. Segmented(Cell.Text(segmentation is null ? null : SegmentOption.NameOf(segmentation.Of(one.Customer)))),
                    Cell.Text(one.Customer.Value),
                    Cell.Text(InZone(one.At)),
                    Cell.Text(one.Survey),
                    Cell.Text(one.Touchpoint),
                    Cell.Count(one.Score),
                    Cell.Text(one.Comment),
                    coverage.StatusCell(one.Period),
                ])),
            ],
            Notes = [.. coverage.Notes, Basis],
            Head = Head,
        };
    }

    /// <summary>What customers who pay do.</summary>
    public Answer OfRevenue(Portfolio portfolio)
    {
        var timeline = RevenueTimeline.FromHistory(portfolio.Subscriptions!, settings.Policy.Policy);
        return question.Show == FeedbackCommand.ResponseRate ? ResponseRates(timeline) : After(timeline);
    }

    private Answer ScoreRows<TAnswer, TRow>(
        Func<SurveyTimeline, ReportingPeriods, TAnswer> ofAll, Func<Segmented<SurveyTimeline>, ReportingPeriods, BySegment<TAnswer>> bySegment, Func<TRow, ReportingPeriod> periodOf, (string Name, Func<TRow, Cell> Of)[] fields, string definition)
        where TAnswer : PeriodAnswer<TAnswer, TRow> => ByPeriod(
            coverage.Periods is not { } periods ? [] : segmentation is null ? [(PeriodFigures.Everyone, ofAll(responses, periods))] : Split(bySegment(responses.By(segmentation), periods)),
            periodOf,
            fields,
            [definition, "one response for each customer, survey and period counts: the latest; limits at 95 %"]);

    private Answer ResponseRates(RevenueTimeline timeline) => ByPeriod<ResponseRate, ResponseRateRow>(
        coverage.Periods is not { } periods ? [] : segmentation is null ? [(PeriodFigures.Everyone, timeline.ResponseRate(responses, periods))] : Split(timeline.By(segmentation).ResponseRate(responses, periods)),
        row => row.Period,
        [
            ("asked", row => Cell.Count(row.Asked)), ("responders", row => Cell.Count(row.Responders)), ("responseRate", row => Cell.Percent(row.Rate)), ("otherResponders", row => Cell.Count(row.OtherResponders)),
        ],
        ["asked: customers who pay at the start of the period or begin to pay in it; other responders did not pay"]);

    private Answer ByPeriod<TAnswer, TRow>(IEnumerable<(string Segment, TAnswer Answer)> answers, Func<TRow, ReportingPeriod> periodOf, (string Name, Func<TRow, Cell> Of)[] fields, IEnumerable<string> notes)
        where TAnswer : PeriodAnswer<TAnswer, TRow> => new()
        {
            Rows = "periods",
            SideBySide = true,
            Columns = [new("period", Group: "period"), .. Segmented(PeriodFigures.SegmentField.Column), PeriodFigures.StatusColumn, .. fields.Select(field => new AnswerColumn(field.Name, "feedback"))],
            Data =
            [
                .. from one in answers
                   from row in one.Answer
                   select new AnswerRow([coverage.NameOf(periodOf(row)), .. Segmented(Cell.Text(one.Segment)), coverage.StatusCell(periodOf(row)), .. fields.Select(field => field.Of(row))]),
            ],
            SectionBy = segmentation is null ? null : 1,
            Notes = [.. coverage.Notes, .. notes, Basis],
            Head = Head,
        };

    /// <summary>A row for each period and band, and for all periods together.</summary>
    private Answer After(RevenueTimeline timeline)
    {
        int days = question.Days!.Value;
        (string Segment, ChurnAfterAnswer After)[] answers = coverage.Periods is not { } periods ? []
            : segmentation is null ? [(PeriodFigures.Everyone, timeline.ChurnAfterAnswer(responses, periods, question.Kind, days, AsOf))]
            : Split(timeline.By(segmentation).ChurnAfterAnswer(responses, periods, question.Kind, days, AsOf));
        return new Answer
        {
            Rows = "bands",
            Columns =
            [
                new("period"), .. Segmented(new AnswerColumn("segment")), new("band"),
                new("customersAtRisk") { Label = "At risk" }, new("lostCustomers") { Label = "Lost" }, new("openCustomers") { Label = "Open" }, new("churnRate"),
                .. settings.Format.ForReading
                    ? new AnswerColumn[] { new("churnRateLimits") { Label = "Limits" }, new("relativeRisk"), new("relativeRiskLimits") { Label = "Limits" } }
                    : [new("churnRateLower"), new("churnRateUpper"), new("relativeRisk"), new("relativeRiskLower"), new("relativeRiskUpper")],
            ],
            Data =
            [
                .. from one in answers
                   from row in one.After.Select(row => (Name: coverage.NameOf(row.Period), Row: row)).Concat(one.After.Count > 1 ? [(Name: Cell.Text(PeriodFigures.Everyone), Row: one.After.Overall)] : [])
                   from band in row.Row.Bands
                   select BandRow(row.Name, one.Segment, row.Row, band),
            ],
            Notes =
            [
                .. coverage.Notes,
                FormattableString.Invariant($"lost within {days} days after the answer, of those who paid then; silent: paid at the end of the period without an answer in it, followed from there"),
                $"open: the days have not ended by {InZone(KnownUpTo)}; relative risk: to promoters; limits at 95 %",
                .. answers.Length > 0 && answers[^1].After.Overall.NotPaying is > 0 and var strangers ? new[] { FormattableString.Invariant($"answered without paying then, in no band: {strangers}") } : [],
                $"{Basis}; policy {settings.Policy.Name}",
            ],
            Head = [.. Head, KeyValuePair.Create<string, Action<Utf8JsonWriter>>("days", json => json.WriteNumberValue(days)), Figures.Basis.Text("asOf", InZone(KnownUpTo))],
        };
    }

    private AnswerRow BandRow(Cell period, string segment, ChurnAfterAnswerRow row, BandChurn band)
    {
        (Cell Lower, Cell Upper) rate = (FeedbackCell.Share(band.Interval()?.Lower), FeedbackCell.Share(band.Interval()?.Upper));
        RelativeRisk? risk = band.Band == AnswerBand.Promoter ? null : row.RelativeRisk(band.Band, AnswerBand.Promoter);
        (Cell Lower, Cell Upper) limits = (FeedbackCell.Number(risk?.Lower), FeedbackCell.Number(risk?.Upper));
        return new AnswerRow(
        [
            period, .. Segmented(Cell.Text(segment)), Cell.Text(EnumWord.Of(band.Band)), Cell.Count(band.CustomersAtRisk), Cell.Count(band.LostCustomers), Cell.Count(band.OpenCustomers),
            Cell.Percent(band.ChurnRate),
            .. settings.Format.ForReading
                ? new[] { FeedbackCell.Limits(rate.Lower, rate.Upper), FeedbackCell.Number(risk?.Value), FeedbackCell.Limits(limits.Lower, limits.Upper) }
                : [rate.Lower, rate.Upper, FeedbackCell.Number(risk?.Value), limits.Lower, limits.Upper],
        ]);
    }

    private string Basis => $"{question.Kind.ToString().ToUpperInvariant()} of {(settings.Responses!.Survey is { } survey ? $"survey {survey}" : responses.Surveys.Count == 1 ? $"survey {responses.Surveys[0]}" : FormattableString.Invariant($"{responses.Surveys.Count} surveys"))}"
        + $"{(question.Touchpoint is { } touchpoint ? $" at {touchpoint}" : "")}; {settings.Calendar.Zone.Id}";

    private IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head =>
    [
        Figures.Basis.Text("surveyKind", EnumWord.Of(question.Kind)),
        Figures.Basis.Text("survey", settings.Responses!.Survey),
        Figures.Basis.Text("touchpoint", question.Touchpoint),
        Figures.Basis.Text("timeZone", settings.Calendar.Zone.Id),
        coverage.Head[0],
        .. segmentation is null ? [] : new[] { SegmentOption.InJson(segmentation.Attributes) },
    ];

    /// <summary>What only answers by segment have.</summary>
    private IEnumerable<T> Segmented<T>(T one) => segmentation is null ? [] : [one];

    private static (string Segment, TAnswer Answer)[] Split<TAnswer>(BySegment<TAnswer> answers)
        where TAnswer : class, IEquatable<TAnswer> =>
        [.. answers.Select(one => (SegmentOption.NameOf(one.Key), one.Value)), (PeriodFigures.Everyone, answers.Total)];

    /// <summary>The first instant that is not known: what happens at the end of the data is.</summary>
    private Instant AsOf =>
        Instant.FromUnixTimeTicks(KnownUpTo.ToUnixTimeTicks()) + Moment;

    /// <summary>The last instant that is known.</summary>
    private Instant KnownUpTo => coverage.DataEnd ?? NodaConstants.UnixEpoch;

    private string InZone(Instant instant) => OffsetDateTimePattern.Rfc3339.Format(instant.InZone(settings.Calendar.Zone).ToOffsetDateTime());
}
