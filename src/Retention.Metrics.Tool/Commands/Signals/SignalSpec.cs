using Retention.Metrics.Json;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary>A signal as it is named on the command line: <c>count:login:30d</c>, <c>since-last</c>, <c>rfm:recency</c>, <c>score:relationship</c>.</summary>
/// <param name="Measure">What is read.</param>
/// <param name="Kind">The kind of activity, the measure of orders, or the survey; every kind or survey if <see langword="null"/>.</param>
/// <param name="Days">The length of the window.</param>
/// <param name="PerSeat">Whether it is divided by the seats paid.</param>
internal sealed record SignalSpec(string Measure, string? Kind, int Days, bool PerSeat)
{
    public const string Valid = "count:kind:30d, days:kind:30d, sum:kind:30d, since-last:kind, rfm:recency|frequency|monetary or score:survey; without a kind or survey every one is read, without a window 30 days (count, count:7d, score), and /seats-paid at the end divides by the seats paid";

    private const string SinceLast = "since-last", Rfm = "rfm", Score = "score", PerSeatEnd = "/seats-paid";
    private const int UsualDays = 30, MostDays = 36_600;

    /// <summary>Whether it is read from responses to surveys.</summary>
    public bool IsOfResponses => Measure == Score;

    public static SignalSpec Parse(string text)
    {
        bool perSeat = text.EndsWith(PerSeatEnd, StringComparison.Ordinal);
        string plain = perSeat ? text[..^PerSeatEnd.Length] : text;
        int colon = plain.IndexOf(':', StringComparison.Ordinal);
        string measure = colon < 0 ? plain : plain[..colon];
        string? kind = colon < 0 ? null : plain[(colon + 1)..];
        int days = UsualDays;
        if (measure is "count" or "days" or "sum")
        {
            // A kind may have colons of its own; the last part is the window where it reads as one.
            int last = plain.LastIndexOf(':');
            if (last > 0 && plain.EndsWith('d') && plain[(last + 1)..^1] is { Length: > 0 } digits && digits.All(char.IsAsciiDigit))
            {
                days = int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int window) && window is >= 1 and <= MostDays
                    ? window
                    : throw new FormatException($"a window of 1d to {MostDays}d: {Valid}");
                kind = last == colon ? null : plain[(colon + 1)..last];
            }
            else if (last > colon && last < plain.Length - 1 && (char.IsAsciiDigit(plain[last + 1]) || plain[last + 1] == '-'))
            {
                throw new FormatException($"a window such as 30d at the end, not {plain[(last + 1)..]}: {Valid}");
            }
        }
        else if (measure switch { Rfm => JsonText.FindChoice<RfmMeasure>(kind) is null, Score => perSeat, _ => measure != SinceLast })
        {
            throw new FormatException(Valid);
        }

        return kind == "" ? throw new FormatException(Valid) : new SignalSpec(measure, kind == "*" ? null : kind, days, perSeat);
    }

    /// <summary>This signal, with the survey that is read.</summary>
    public SignalSpec Of(ResponseSource? source) => IsOfResponses && source is not null ? this with { Kind = source.Survey } : this;

    /// <summary>The responses that a score is read from: of the survey that the signal or <c>--survey</c> names.</summary>
    public ResponseSource ReadFrom(ResponseSource? source) =>
        source is null ? throw new UsageException("--signal score needs a file of responses: --responses, and --survey-kind.")
        : Kind is { } named && source.Survey is { } other && named != other ? throw new UsageException($"--signal score:{named} and --survey {other} are two surveys; name one of them.")
        : source with { Survey = source.Survey ?? Kind };

    /// <summary>The signal of the facts.</summary>
    public Signal Over(Portfolio portfolio, MetricPolicy policy)
    {
        Signal signal = Measure switch
        {
            Rfm => Signal.Rfm(OrderTimeline.FromHistory(Answering.NeedOrders(portfolio, "--signal rfm"), policy), JsonText.FindChoice<RfmMeasure>(Kind)!.Value),
            Score => OfResponses(portfolio.Responses!),
            _ => OfActivities(portfolio.Activities ?? throw new UsageException($"--signal {Measure} needs a file of activities: --activity.")),
        };
        return PerSeat ? signal.Per(Signal.SeatsPaid(Answering.NeedSubscriptions(portfolio, "--signal"))) : signal;
    }

    private Signal OfResponses(SurveyTimeline responses)
    {
        try
        {
            return Signal.LatestScore(responses, Kind);
        }
        catch (ArgumentException unknown)
        {
            throw new UsageException($"--signal: {unknown.Message.Split(" (Parameter '")[0]}");
        }
    }

    private Signal OfActivities(ActivityTimeline activities)
    {
        try
        {
            return Measure switch
            {
                "count" => Signal.Count(activities, Kind, Days),
                "days" => Signal.DistinctDays(activities, Kind, Days),
                "sum" => Signal.Sum(activities, Kind, Days),
                _ => Signal.DaysSinceLast(activities, Kind),
            };
        }
        catch (ArgumentException unknown)
        {
            throw new UsageException($"--signal: {unknown.Message.Split(" (Parameter '")[0]}");
        }
    }
}
