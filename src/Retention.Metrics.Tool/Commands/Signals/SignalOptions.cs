using System.CommandLine;
using System.Globalization;
using Retention.Metrics.Tool.Commands.Feedback;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary>The options that name a signal and how customers are grouped by it.</summary>
internal sealed class SignalOptions
{
    private const int MostGroups = 100, UsualGroups = 4;

    private readonly Option<string?> activity = new("--activity") { HelpName = "file", Description = "A CSV file of what customers did (- reads standard input): customer_id, at, event, quantity." };
    private readonly ResponseOptions responses = new("A CSV file of responses to surveys (- reads standard input), for --signal score: customer_id, at, score, survey. With --survey-kind.");
    private readonly Option<SignalSpec?> signal = ParsedOption.Of<SignalSpec?>("--signal", "signal", $"What was known of a customer before: {SignalSpec.Valid}.", SignalSpec.Parse);
    private readonly Option<SignalGroups?> quantiles = ParsedOption.Of<SignalGroups?>("--groups", "n", "So many groups of about equal size, in each period anew. Default: 4.", Quantiles);
    private readonly Option<SignalGroups?> bounds = ParsedOption.Of<SignalGroups?>("--bounds", "numbers", "Groups between these numbers, each up to and including one: 0,5,20.", Bounds);

    private IEnumerable<Option> All => [activity, .. responses.All, signal, quantiles, bounds];

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
        SignalSpec spec = asked.GetValue(signal) ?? throw new UsageException($"--signal is required: {SignalSpec.Valid}.");
        ResponseSource? source = ResponsesOf(spec, asked);
        SignalGroups? equal = asked.GetValue(quantiles), between = asked.GetValue(bounds);
        return equal is null || between is null
            ? (source is null ? spec : spec with { Kind = source.Survey }, between ?? equal ?? SignalGroups.Quantiles(UsualGroups))
            : throw new UsageException("--groups and --bounds are two ways to group customers; give one of them.");
    }

    /// <summary>The settings with the file that the signal is read from.</summary>
    public Settings Over(Settings settings, ParseResult asked)
    {
        string? file = asked.GetValue(activity);
        ResponseSource? source = asked.GetValue(signal) is { } spec ? ResponsesOf(spec, asked) : null;
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

        return source is null ? throw new UsageException("--signal score needs a file of responses: --responses, and --survey-kind.")
            : spec.Kind is { } named && source.Survey is { } other && named != other ? throw new UsageException($"--signal score:{named} and --survey {other} are two surveys; name one of them.")
            : source with { Survey = source.Survey ?? spec.Kind };
    }

    private static SignalGroups Quantiles(string text) =>
        SignalGroups.Quantiles(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 2 and <= MostGroups ? count : throw new FormatException($"a whole number from 2 to {MostGroups}"));

    private static SignalGroups Bounds(string text)
    {
        const string Valid = "rising numbers with commas between them, such as 0,5,20";
        try
        {
            return SignalGroups.Bounds([.. text.Split(',').Select(one => double.TryParse(one, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double bound) ? bound : throw new FormatException(Valid))]);
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException(Valid, wrong);
        }
    }
}
