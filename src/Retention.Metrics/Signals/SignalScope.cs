namespace Retention.Metrics.Signals;

/// <summary>What an answer by signal depends on beside periods and policy.</summary>
/// <param name="Signal">The name of the signal.</param>
/// <param name="Groups">How customers are grouped.</param>
/// <param name="Ranges">The quantiles, if that is how.</param>
internal sealed record SignalScope(string Signal, SignalGroups Groups, SignalRanges? Ranges)
{
    public override string ToString() => FormattableString.Invariant($"{Signal} in {Groups}{(Ranges is null ? "" : ", " + Ranges)}");
}
