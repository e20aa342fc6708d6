namespace Retention.Metrics.Revenue;

/// <summary>Lost customers and customers at risk in each period, as a policy other than the default counts them.</summary>
/// <remarks>Customers at risk are kept twice, since the mean of two counts may end in one half.</remarks>
internal sealed class ChurnCounts(long[] lost, long[] atRiskTwice)
{
    public long Lost(int period) => lost[period];

    public decimal AtRisk(int period) => atRiskTwice[period] / 2m;
}
