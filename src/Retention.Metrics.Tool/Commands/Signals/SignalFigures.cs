using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Json;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary>The churn of a portfolio by a signal.</summary>
internal sealed class SignalFigures
{
    private static readonly Duration Moment = Duration.FromTicks(1);

    private readonly SignalQuestion asked;
    private readonly Portfolio portfolio;
    private readonly RevenueTimeline timeline;
    private readonly Segmented<RevenueTimeline>? segmented;
    private readonly Signal signal;
    private readonly Coverage coverage;
    private readonly ReportingPeriod[] complete;
    private readonly Basis basis;

    public SignalFigures(Portfolio portfolio, Settings settings, SignalQuestion asked)
    {
        this.asked = asked;
        this.portfolio = portfolio;
        timeline = RevenueTimeline.FromHistory(Answering.NeedSubscriptions(portfolio, "signals"), settings.Policy.Policy);
        segmented = portfolio.SplitBy(asked.Segment, settings.Policy.Policy) is { } segmentation ? timeline.By(segmentation) : null;
        signal = asked.Spec.Over(portfolio, settings.Policy.Policy);

        coverage = Coverage.OfFacts(settings, UpToTheLastFact(portfolio));
        basis = Basis.Of(settings, timeline);

        // Churn of a period that is not over would be too low.
        complete = [.. (coverage.Periods ?? Enumerable.Empty<ReportingPeriod>()).Where(period => coverage.StatusOf(period) == PeriodStatus.Complete)];
        if (complete.Length == 0)
        {
            throw new UsageException("No period is complete, so no churn is known; expected data up to the end of a period, or a shorter --by.");
        }
    }

    /// <summary>What customers did, or said, after the last change of a subscription says that the data go on.</summary>
    private static Portfolio UpToTheLastFact(Portfolio portfolio)
    {
        Instant? last = new[] { portfolio.DataEnd, portfolio.Activities?.LastActivity, portfolio.Responses?.LastResponse }.Max();
        return portfolio.Span is { } span && last is { } end
            ? portfolio with { DataEndOfAll = end, SpanOfAll = new Interval(span.Start, Instant.Max(span.End, end)) }
            : portfolio;
    }

    /// <summary>The churn of all customers if those of the lowest group churned like those of the next, times the churn as it is.</summary>
    public (decimal Factor, string Text) LowestLikeNext()
    {
        SignalChurn churn = timeline.ChurnBySignal(signal, asked.Groups, Periods(complete)).Whole;
        SignalGroup[] found = [.. churn.Groups.Where(group => group.AtRisk > 0)];
        if (found.Length < 2 || churn.Total.ChurnRate.Value is not { } rate || rate == 0m)
        {
            throw new UsageException("--lowest-like-next: nobody was lost, or all customers with a value are in one group; expected churn in two groups, such as with other --bounds.");
        }

        Ratio changed = churn.ChurnRateIfLike(found[0].Number!.Value, found[1].Number!.Value);
        string text = $"{signal.Name} {found[0].Label} ({Cell.Percent(found[0].ChurnRate).Shown} lost) like {found[1].Label} ({Cell.Percent(found[1].ChurnRate).Shown})";
        return (changed.Value!.Value / rate, text);
    }

    public Answer Answer()
    {
        Answer answer = asked.Show switch
        {
            SignalsCommand.AtRisk => AtRisk(),
            SignalsCommand.HoldOut => HoldOut(),
            _ => Groups(),
        };
        return answer with
        {
            Head = [.. basis.Head, Basis.Text("signal", signal.Name), Basis.Text("grouping", asked.Groups.ToString()), .. answer.Head],
            Notes = [.. answer.Notes, $"signal {signal.Name} at the start of each period, from facts before it; {asked.Groups}", .. ActivityNote, .. ResponseNote, "a signal is not a cause", basis.ToString()],
        };
    }

    private Answer Groups()
    {
        ReportingPeriods periods = Periods(complete);
        (string Name, ChurnBySignal Churn)[] all = Each(periods);
        SignalChurn whole = all[^1].Churn.Whole;
        return new Answer
        {
            Rows = "groups",
            Columns =
            [
                .. segmented is null ? Array.Empty<AnswerColumn>() : [new("segment")],
                new("group"), new("values"), new("atRisk"), new("lost"), new("churnRate"), new("lower"), new("upper"), new("mrrAtRisk"), new("mrrLost"), new("mrrLossRate"), new("lift"),
            ],
            Data = [.. all.SelectMany(one => one.Churn.Whole.Groups.Append(one.Churn.Whole.Unknown).Append(one.Churn.Whole.Total).Select(group => GroupRow(one.Name, group)))],
            Head =
            [
                .. SpanHead(periods, ""),
                new("trend", json => Trend(json, whole.Trend)),
                Basis.Cell("liftOfLowest", Cell.Times(whole.LiftOfLowest)),
                .. segmented is null ? [] : new[] { SegmentOption.InJson(segmented.Segmentation.Attributes) },
            ],
            Notes =
            [
                $"customers at the start of {Names(complete)}, one for each period; lower and upper: Wilson's 95% interval",
                whole.Trend is { } trend ? $"Cochran–Armitage trend over the groups: z = {trend.Z.ToString("0.00", CultureInfo.InvariantCulture)}, p = {ModelCell.PValue(trend.PValue).Shown}" : "no trend: nobody or everybody was lost, or one group has everybody",
            ],
        };
    }

    private Answer AtRisk()
    {
        ReportingPeriods periods = Periods(complete);
        ChurnBySignal learned = timeline.ChurnBySignal(signal, asked.Groups, periods);
        Instant end = coverage.DataEnd is { } last ? Instant.FromUnixTimeTicks(last.ToUnixTimeTicks()) + Moment : periods.End;
        AtRiskCustomers list = timeline.AtRisk(signal, learned, Instant.Max(periods.End, end), asked.HighestGroups);
        var at = Cell.Text(OffsetDateTimePattern.Rfc3339.Format(list.Instant.InZone(periods.Zone).ToOffsetDateTime()));
        return new Answer
        {
            Rows = "customers",
            Columns = [new("customer"), new("currency", Group: null), new("value"), new("group"), new("churnRate"), new("mrr"), new("expectedLoss")],
            Data =
            [
                .. list.Take(asked.Limit ?? int.MaxValue).Select(one => new AnswerRow(
                    [
                        Cell.Text(one.Customer.Value), Cell.Text(one.Mrr.Currency.Code), ModelCell.Number(one.Value, "0.######"), Cell.Count(one.Group),
                        Cell.Percent(one.ChurnRate), Cell.Amount(one.Mrr.Monthly), Cell.Amount(one.ExpectedLoss.Monthly),
                    ],
                    [KeyValuePair.Create("mrr", JsonNumbers.Millionths(one.Mrr)), KeyValuePair.Create("expectedLoss", JsonNumbers.Millionths(one.ExpectedLoss))])),
            ],
            Head =
            [
                Basis.Cell("at", at), .. SpanHead(periods, "measured"),
                Basis.Cell("activeCustomers", Cell.Count(list.ActiveCustomers)), Basis.Cell("customerCount", Cell.Count(list.Count)),
                Basis.Cell("mrr", Cell.Amount(list.Mrr.Monthly)), Basis.Cell("expectedLoss", Cell.Amount(list.ExpectedLoss.Monthly)),
            ],
            Notes =
            [
                .. asked.Limit < list.Count ? [$"the {asked.Limit} largest expected losses of {list.Count} customers"] : Array.Empty<string>(),
                $"{list.Count} of {list.ActiveCustomers} customers at {at.Shown} pay {list.Mrr.Monthly} a month; expected loss {list.ExpectedLoss.Monthly} in a period as those measured, {Names(complete)}",
                .. Silent(list.Instant),
            ],
        };
    }

    private Answer HoldOut()
    {
        if (complete.Length <= asked.HeldOutPeriods)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--held-out {asked.HeldOutPeriods} leaves no period to make the list from; there are {complete.Length} complete periods."));
        }

        ReportingPeriods learnedFrom = Periods(complete[..^asked.HeldOutPeriods]), heldOut = Periods(complete[^asked.HeldOutPeriods..]);
        (string Name, ChurnBySignal Churn)[] learned = Each(learnedFrom), later = Each(heldOut);
        return new Answer
        {
            Rows = "lists",
            SideBySide = true,
            Columns =
            [
                new("segment", segmented is null ? null : "segment"), new("groups"), new("listed"), new("atRisk"), new("hits"), new("lost"), new("hitRate"), new("shareListed"), new("churnRate"), new("lift"), new("mrrHitRate"),
            ],
            Data = [.. learned.Zip(later).Select(pair => HitsRow(pair.First.Name, AtRiskHits.Of(pair.First.Churn, pair.Second.Churn, asked.HighestGroups)))],
            Head = [.. SpanHead(learnedFrom, "learned"), .. SpanHead(heldOut, "heldOut"), .. segmented is null ? [] : new[] { SegmentOption.InJson(segmented.Segmentation.Attributes) }],
            Notes = [$"lists made from {Names(complete[..^asked.HeldOutPeriods])}, measured on {Names(complete[^asked.HeldOutPeriods..])}"],
        };
    }

    private static AnswerRow HitsRow(string segment, AtRiskHits hits) => new(
    [
        Cell.Text(segment), Cell.Texts([.. hits.Groups.Select(group => group.Label)]), Cell.Count(hits.Listed), Cell.Count(hits.AtRisk), Cell.Count(hits.Hits), Cell.Count(hits.Lost),
        Cell.Percent(hits.HitRate), Cell.Percent(hits.ShareListed), Cell.Percent(hits.ChurnRate), Cell.Times(hits.Lift), Cell.Percent(hits.MrrHitRate),
    ]);

    private AnswerRow GroupRow(string segment, SignalGroup group) => new(
        [
            .. segmented is null ? [] : new[] { Cell.Text(segment) },
            group.Number is { } number ? Cell.Count(number) : Cell.Nothing,
            Cell.Text(group.Label), Cell.Count(group.AtRisk), Cell.Count(group.Lost), Cell.Percent(group.ChurnRate), ModelCell.Share(group.Interval?.Lower), ModelCell.Share(group.Interval?.Upper),
            Cell.Amount(group.MrrAtRisk.Monthly), Cell.Amount(group.MrrLost.Monthly), Cell.Percent(group.MrrLossRate), Cell.Times(group.Lift),
        ],
        [KeyValuePair.Create("mrrAtRisk", JsonNumbers.Millionths(group.MrrAtRisk)), KeyValuePair.Create("mrrLost", JsonNumbers.Millionths(group.MrrLost))]);

    /// <summary>The churn of each segment, and last of all customers.</summary>
    private (string Name, ChurnBySignal Churn)[] Each(ReportingPeriods periods)
    {
        if (segmented is null)
        {
            return [(PeriodFigures.Everyone, timeline.ChurnBySignal(signal, asked.Groups, periods))];
        }

        BySegment<ChurnBySignal> all = segmented.ChurnBySignal(signal, asked.Groups, periods);
        return [.. all.Select(one => (SegmentOption.NameOf(one.Key), one.Value)), (PeriodFigures.Everyone, all.Total)];
    }

    private ReportingPeriods Periods(ReportingPeriod[] chosen) => ReportingPeriods.Between(coverage.Periods!.Zone, [chosen[0].Start, .. chosen.Select(period => period.End)]);

    private static string Names(ReportingPeriod[] chosen) => chosen.Length == 1 ? chosen[0].Name : $"{chosen[0].Name} to {chosen[^1].Name}";

    private static IEnumerable<KeyValuePair<string, Action<Utf8JsonWriter>>> SpanHead(ReportingPeriods periods, string what)
    {
        Cell At(Instant instant) => Cell.Text(OffsetDateTimePattern.Rfc3339.Format(instant.InZone(periods.Zone).ToOffsetDateTime()));
        return [Basis.Cell(what.Length == 0 ? "start" : what + "Start", At(periods.Start)), Basis.Cell(what.Length == 0 ? "end" : what + "End", At(periods.End)), Basis.Cell(what.Length == 0 ? "periodCount" : what + "Periods", Cell.Count(periods.Count))];
    }

    private static void Trend(Utf8JsonWriter json, TrendTest? trend)
    {
        if (trend is not { } test)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("z");
        JsonNumbers.Write(json, JsonNumbers.Digits(test.Z));
        json.WritePropertyName("pValue");
        JsonNumbers.Write(json, JsonNumbers.Digits(test.PValue));
        json.WriteEndObject();
    }

    private IEnumerable<string> ActivityNote => portfolio.Activities is { FirstActivity: { } first, LastActivity: { } last }
        ? [$"activities from {Day(first)} to {Day(last)}: a customer without one before a period is unknown in it"]
        : [];

    private IEnumerable<string> ResponseNote => portfolio.Responses is { FirstResponse: { } first, LastResponse: { } last }
        ? [$"responses from {Day(first)} to {Day(last)}: a customer without one before a period is unknown in it"]
        : [];

    /// <summary>Where the file of activities ends days before the list, low use may be missing use.</summary>
    private IEnumerable<string> Silent(Instant at) => portfolio.Activities is { LastActivity: { } last } && at - last >= Duration.FromDays(2)
        ? [string.Create(CultureInfo.InvariantCulture, $"the file has no activity in the {(int)(at - last).TotalDays} days before: low use may be missing use")]
        : [];

    private string Day(Instant instant) => LocalDatePattern.Iso.Format(basis.Settings.DayOf(instant));
}
