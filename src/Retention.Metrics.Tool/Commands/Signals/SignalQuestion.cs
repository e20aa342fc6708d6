using System.Globalization;
using Retention.Metrics.Tool.Input;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary>What <c>retention signals</c> is asked.</summary>
/// <param name="Spec">The signal.</param>
/// <param name="Groups">How customers are grouped by it.</param>
internal sealed record SignalQuestion(SignalSpec Spec, SignalGroups Groups)
{
    public string Show { get; init; } = SignalsCommand.Groups;

    public int? Highest { get; init; }

    public int HighestGroups => Highest ?? 1;

    public int? HeldOut { get; init; }

    public int HeldOutPeriods => HeldOut ?? 1;

    public int? Limit { get; init; }

    public IReadOnlyList<string> Segment { get; init; } = [];

    /// <summary>The signal, for churn by it: who leaves is read from subscriptions.</summary>
    public Signal Over(Portfolio portfolio, MetricPolicy policy)
    {
        _ = Answering.NeedSubscriptions(portfolio, "--signal");
        return Spec.Over(portfolio, policy);
    }

    /// <summary>Refuses what has no meaning for what is shown.</summary>
    public void RequireMeaning()
    {
        if (Limit is not null && Show != SignalsCommand.AtRisk)
        {
            throw new UsageException("--limit has no meaning without --show at-risk.");
        }

        if (Segment.Count > 0 && Show == SignalsCommand.AtRisk)
        {
            throw new UsageException("--segment has no meaning with --show at-risk, which lists customers; --show groups and hold-out are split.");
        }

        if (Show == SignalsCommand.Groups && Highest is not null)
        {
            throw new UsageException("--highest has no meaning without --show at-risk or hold-out.");
        }

        if (Show != SignalsCommand.HoldOut && HeldOut is not null)
        {
            throw new UsageException("--held-out has no meaning without --show hold-out.");
        }

        if (Highest > Groups.Count)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--highest {Highest} is more than there are groups, {Groups.Count}."));
        }
    }
}
