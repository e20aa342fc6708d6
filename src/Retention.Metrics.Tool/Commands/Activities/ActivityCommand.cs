using System.CommandLine;
using NodaTime;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Activities;

/// <summary><c>retention activity</c>: active customers of each period, retention by days, and cohorts.</summary>
internal static class ActivityCommand
{
    private const string Metrics = "metrics", Retention = "retention", Cohorts = "cohorts", Days = "--days", DefaultDays = "1,3,7,14,30,30+";

    public static Command Create(Terminal terminal)
    {
        var shared = SharedOptions.OfActivities();
        var activity = new Option<string?>("--activity") { HelpName = "file", Description = "A CSV file of activities, or of an event export (- reads standard input)." };
        Option<string> show = ParsedOption.OneOf("--show", "Active customers of each period; retention by days after the first activity; or cohorts by first activity.", [Metrics, Retention, Cohorts], Metrics);
        var kind = new Option<string[]>("--activity-kind") { HelpName = "kind", Description = "Count activities of this kind only. May be repeated. Default: all.", Arity = ArgumentArity.OneOrMore };
        Option<IReadOnlyList<DayWindow>?> days = ParsedOption.Of<IReadOnlyList<DayWindow>?>(
            Days, "days", $"With --show retention, the days after the first activity: 7, 1-7 for any of these days, 7+ for day 7 or later. Default: {DefaultDays}.", ParseDays, otherwise: null);
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create(description: "Split customers by these attributes of --customers: plan, or plan,country.");
        var command = new Command("activity", "Active, new, retained, resurrected and dormant customers per period, retention by days, and cohorts, from a file of activities.") { activity, show, kind, days, segment };
        shared.AddTo(command);
        command.SetAction(asked => Run(
            shared.Read(asked) with { Activities = asked.GetValue(activity) ?? throw new UsageException("activity needs a file of activities: retention activity --activity events.csv.") },
            new ActivityQuestion(asked.GetValue(show)!, asked.GetValue(kind) ?? [], asked.GetValue(days), asked.GetValue(segment) ?? []),
            terminal));
        return command;
    }

    private static int Run(Settings settings, ActivityQuestion question, Terminal terminal)
    {
        if (question.Days is not null && question.Show != Retention)
        {
            throw new UsageException($"{Days} has no meaning without --show {Retention}.");
        }

        if (question.Attributes.Count > 0 && settings.Customers is null)
        {
            throw new UsageException("--segment needs a file of attributes: --customers; the other columns of a file of activities are of the activity, not of the customer.");
        }

        if (new[] { settings.Activities, settings.Customers, settings.Aliases }.Count(path => path == InputFile.StandardInput) > 1)
        {
            throw new UsageException("Standard input (-) is one file; give the other one by its path.");
        }

        return Answering.Run(settings, terminal, portfolio => Answer(portfolio, settings, question));
    }

    private static Answer Answer(Portfolio portfolio, Settings settings, ActivityQuestion question)
    {
        ActivityTimeline activities = portfolio.Activities!;
        if (question.Kinds.Count > 0)
        {
            activities = OfKinds(activities, question.Kinds);
        }

        Segmentation? segmentation = portfolio.SplitBy(question.Attributes, settings.Policy.Policy);
        var coverage = Coverage.OfFacts(settings, portfolio);
        var basis = new ActivityBasis(settings.Calendar.Zone, question.Kinds);
        if (question.Show == Cohorts)
        {
            var cohorts = Commands.Cohorts.Of(activities, coverage, settings, segmentation, basis);
            return settings.Format.ForReading ? cohorts.Triangle(CohortMeasure.OfActivities[0]) : cohorts.Cells(only: null);
        }

        return question.Show == Retention
            ? ActivityAnswers.Retention(activities, coverage, settings, segmentation, basis, question.Days ?? ParseDays(DefaultDays)!)
            : ActivityAnswers.Metrics(activities, coverage, segmentation, basis);
    }

    private static ActivityTimeline OfKinds(ActivityTimeline activities, IReadOnlyList<string> kinds)
    {
        try
        {
            return activities.OfKind([.. kinds]);
        }
        catch (ArgumentException unknown)
        {
            throw new UsageException($"--activity-kind: {unknown.Message.Split(" (Parameter '")[0]}");
        }
    }

    private static IReadOnlyList<DayWindow>? ParseDays(string text)
    {
        DayWindow?[] windows = [.. text.Split(',').Select(one => DayWindow.TryParse(one.Trim(), out DayWindow? window) ? window : null)];
        return windows.Contains(null) || windows.Distinct().Count() < windows.Length
            ? throw new FormatException("different days with commas between them, such as 1,7,1-7,30+")
            : [.. windows.OfType<DayWindow>()];
    }
}

/// <summary>What <c>retention activity</c> is asked.</summary>
/// <param name="Show">Which answer.</param>
/// <param name="Kinds">The kinds of activities that count; none for all.</param>
/// <param name="Days">The days of retention, if they are stated.</param>
/// <param name="Attributes">The attributes that make the segments.</param>
internal sealed record ActivityQuestion(string Show, IReadOnlyList<string> Kinds, IReadOnlyList<DayWindow>? Days, IReadOnlyList<string> Attributes);
