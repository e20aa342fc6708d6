using System.CommandLine;
using Retention.Metrics.Tool.Commands.Feedback;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary>The options that name a signal and how customers are grouped by it.</summary>
internal sealed class SignalOptions
{
    private readonly Option<string?> activity = new("--activity") { HelpName = "file", Description = "A CSV file of what customers did (- reads standard input): customer_id, at, event, quantity." };
    private readonly ResponseOptions responses = new("A CSV file of responses to surveys (- reads standard input), for --signal score: customer_id, at, score, survey. With --survey-kind.");
    private readonly GroupingOptions grouping = new("What was known of a customer before");

    private IEnumerable<Option> All => [activity, .. responses.All, .. grouping.All];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The first of these options that is given.</summary>
    public string? Given(ParseResult asked) => All.FirstOrDefault(option => asked.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>The signal and the groups.</summary>
    public (SignalSpec Spec, SignalGroups Groups) Read(ParseResult asked)
    {
        SignalSpec spec = grouping.Spec(asked) ?? throw new UsageException($"--signal is required: {SignalSpec.Valid}.");
        return (spec.Of(ResponsesOf(spec, asked)), grouping.Groups(asked));
    }

    /// <summary>The settings with the file that the signal is read from.</summary>
    public Settings Over(Settings settings, ParseResult asked)
    {
        string? file = asked.GetValue(activity);
        ResponseSource? source = grouping.Spec(asked) is { } spec ? ResponsesOf(spec, asked) : null;
        if (settings.Subscriptions is null && (file is not null || source is not null))
        {
            throw new UsageException(source is null
                ? "--activity has no meaning without --subscriptions: the built-in sample has no activities."
                : "--responses has no meaning without --subscriptions: the built-in sample has no responses.");
        }

        return (settings with { Activities = file, Responses = source }).WithOneStandardInput();
    }

    /// <summary>The responses that a score is read from, of the survey that the signal or <c>--survey</c> names.</summary>
    private ResponseSource? ResponsesOf(SignalSpec spec, ParseResult asked)
    {
        ResponseSource? source = responses.Read(asked);
        if (!spec.IsOfResponses)
        {
            return source is null ? null : throw new UsageException($"--responses has no meaning with --signal {spec.Measure}; it is for --signal score.");
        }

        if (asked.GetValue(activity) is not null)
        {
            throw new UsageException("--activity has no meaning with --signal score, which is read from --responses.");
        }

        return spec.ReadFrom(source);
    }
}
