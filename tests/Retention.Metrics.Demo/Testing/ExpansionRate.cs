#region expansion-rate
using Retention.Metrics;
#endregion

namespace DocumentedCode.Testing;

#region expansion-rate
/// <summary>A metric of one's own: of what was paid at the start of a period, how much more those who paid it pay at its end.</summary>
public static class ExpansionRate
{
    public static IEnumerable<Ratio> Of(RevenueTimeline timeline, ReportingPeriods periods) =>
        timeline.RollForward(periods).Select(row => Ratio.Of(row.ExpansionMrr.Annual.Amount, row.OpeningMrr.Annual.Amount));

    public static Ratio Of(IEnumerable<(decimal Opening, decimal Closing)> customers) => customers
        .Where(one => one.Opening > 0m)
        .Aggregate(Ratio.Undefined, (sum, one) => sum.Pool(Ratio.Of(one.Closing > one.Opening ? one.Closing - one.Opening : 0m, one.Opening)));
}
#endregion
