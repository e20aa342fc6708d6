using System.CommandLine;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Feedback;

/// <summary><c>retention feedback</c>: what customers answer, how many answer, and what they do afterwards.</summary>
internal static class FeedbackCommand
{
    public const string Scores = "scores", After = "after", ResponseRate = "response-rate";

    private const int MostDays = 36_500, UsualDays = 90;
    private const string Days = "--days", Comments = "--comments";

    public static Command Create(Terminal terminal)
    {
        var shared = SharedOptions.OfFeedback();
        var responses = new Option<string?>("--responses") { HelpName = "file", Description = "A CSV file of responses to surveys (- reads standard input)." };
        Option<SurveyKind?> kind = KindOption();
        Option<string?> survey = SurveyOption();
        var touchpoint = new Option<string?>("--touchpoint") { HelpName = "name", Description = "Count responses at this touchpoint only; unknown for those that name none." };
        Option<string> show = ParsedOption.OneOf("--show", "The score of each period; churn after the answer, by what was answered; or how many of the paying customers answered.", [Scores, After, ResponseRate], Scores);
        Option<int?> days = ParsedOption.Of<int?>(Days, "days", $"With --show {After}, how many days after the answer. Default: {UsualDays}.", text => Numbers.Count(text, MostDays));
        var comments = new Option<bool>(Comments) { Description = "List the responses that count, with the comments that customers wrote." };
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create(description: "Split customers by these attributes: plan, or plan,country.");
        var command = new Command("feedback", "NPS, CSAT or CES per period, the response rate, and churn after the answer, from a file of responses to surveys.") { responses, kind, survey, touchpoint, show, days, comments, segment };
        shared.AddTo(command);
        command.SetAction(asked => Run(
            shared.Read(asked) with
            {
                Responses = new ResponseSource(asked.GetValue(responses) ?? throw new UsageException("feedback needs a file of responses: retention feedback --responses responses.csv --survey-kind nps."), KindOf(asked.GetValue(kind)), asked.GetValue(survey)),
            },
            new FeedbackQuestion(asked.GetValue(show)!, KindOf(asked.GetValue(kind)), asked.GetValue(touchpoint), asked.GetValue(days), asked.GetValue(comments), asked.GetValue(segment) ?? []),
            terminal));
        return command;
    }

    /// <summary>The kind of survey, which a file does not say.</summary>
    public static Option<SurveyKind?> KindOption() => ParsedOption.Of<SurveyKind?>(
        "--survey-kind",
        "nps|csat|ces",
        "The kind of survey, which determines the scale of the scores: nps 0 to 10, csat 1 to 5, ces 1 to 7.",
        text => EnumWord.Find<SurveyKind>(text) ?? throw new FormatException("nps, csat or ces"),
        otherwise: null);

    /// <summary>The survey to read.</summary>
    public static Option<string?> SurveyOption() => new("--survey") { HelpName = "name", Description = "Read responses to this survey only; of a file without a column survey, what its one survey is called. Default: all surveys of the file." };

    /// <summary>The kind that was stated.</summary>
    public static SurveyKind KindOf(SurveyKind? stated) =>
        stated ?? throw new UsageException("--survey-kind is not stated; expected nps, csat or ces: a file of responses does not say on which scale its scores are.");

    private static int Run(Settings settings, FeedbackQuestion question, Terminal terminal)
    {
        RequireMeaning(settings, question);
        Portfolio portfolio = Portfolio.Load(settings, terminal);
        if (!Validity.IsEnough(portfolio, settings, terminal))
        {
            return ExitCode.Invalid;
        }

        SurveyTimeline responses = AtTouchpoint(portfolio.Responses!, question.Touchpoint);
        Segmentation? segmentation = portfolio.SplitBy(question.Attributes, settings.Policy.Policy);
        var answers = new FeedbackAnswers(settings, question with { Days = question.Days ?? UsualDays }, responses, portfolio with { Subscriptions = null, Orders = null, Responses = responses, DataEndOfAll = new[] { portfolio.DataEnd, responses.LastResponse }.Max() }, segmentation);
        settings.Format.Deliver(
            question.NeedsRevenue
                ? OfRevenue([.. CurrencyParts.Of(portfolio)], settings, answers)
                : [new CurrencyAnswer(null, question.Comments ? answers.Comments() : answers.Scores())],
            settings.Output,
            terminal);
        return ExitCode.Done;
    }

    /// <summary>An answer for each currency: no customer counts in two, unless they pay in two.</summary>
    private static CurrencyAnswer[] OfRevenue((string? Currency, Portfolio Portfolio)[] parts, Settings settings, FeedbackAnswers answers)
    {
        CurrencyAnswer[] all = Array.ConvertAll(parts, part => new CurrencyAnswer(part.Currency, answers.OfRevenue(CurrencyParts.AtConstantRates(part.Portfolio, settings))));
        return all.Length == 1 ? all : Array.ConvertAll(all, one => one with
        {
            Answer = one.Answer with { Notes = [.. one.Answer.Notes, $"customers who pay in {one.Currency} alone; --rates with --report-currency makes one answer of all"] },
        });
    }

    private static void RequireMeaning(Settings settings, FeedbackQuestion question)
    {
        if (question.NeedsRevenue && settings.Subscriptions is null)
        {
            throw new UsageException($"--show {question.Show} needs --subscriptions: who pays is read from it.");
        }

        if (question.Days is not null && question.Show != After)
        {
            throw new UsageException($"{Days} has no meaning without --show {After}.");
        }

        if (question.Comments && question.NeedsRevenue)
        {
            throw new UsageException($"{Comments} lists responses; it has no meaning with --show {question.Show}.");
        }

        if (question.Attributes.Count > 0 && settings.Subscriptions is null && settings.Customers is null)
        {
            throw new UsageException("--segment needs attributes of customers: --customers or --subscriptions.");
        }

        if (ProductOption.ColumnOf(question.Attributes) is not null)
        {
            throw new UsageException($"--segment {string.Join(',', question.Attributes)} divides revenue; a response is one of a customer: expected attributes of customers, such as plan.");
        }

        _ = settings.WithOneStandardInput();
    }

    private static SurveyTimeline AtTouchpoint(SurveyTimeline responses, string? touchpoint)
    {
        try
        {
            return touchpoint is null ? responses : responses.AtTouchpoint(touchpoint);
        }
        catch (ArgumentException unknown)
        {
            throw new UsageException($"--touchpoint: {unknown.Message.Split(" (Parameter '")[0]}");
        }
    }
}

/// <summary>What <c>retention feedback</c> is asked.</summary>
/// <param name="Show">Which answer.</param>
/// <param name="Kind">The kind of survey.</param>
/// <param name="Touchpoint">The touchpoint, if one is stated.</param>
/// <param name="Days">The days after the answer, if they are stated.</param>
/// <param name="Comments">Whether responses are listed with their comments.</param>
/// <param name="Attributes">The attributes that make the segments.</param>
internal sealed record FeedbackQuestion(string Show, SurveyKind Kind, string? Touchpoint, int? Days, bool Comments, IReadOnlyList<string> Attributes)
{
    /// <summary>Whether the answer is about customers who pay.</summary>
    public bool NeedsRevenue => Show != FeedbackCommand.Scores;
}
