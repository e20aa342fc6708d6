#region expansion-rate-laws
using Retention.Metrics;
using Retention.Metrics.Testing;
using Xunit;
#endregion

namespace DocumentedCode.Testing;

#region expansion-rate-laws
public sealed class ExpansionRateLaws
{
    [Fact]
    public void ExpansionRate_ObeysTheLawsOfARate() =>
        MetricLaws.OfTimeline<Ratio>(ExpansionRate.Of)
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresNewCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, null);

    [Fact]
    public void ExpansionRate_OfPairs_AgreesWithAPlainLoop() =>
        MetricLaws.OfOpeningAndClosing(customers => ExpansionRate.Of(customers)).AgreesWith(customers =>
        {
            decimal more = 0m, opening = 0m;
            foreach ((decimal paid, decimal pays) in customers.Where(one => one.Opening > 0m))
            {
                more += Math.Max(0m, pays - paid);
                opening += paid;
            }

            return Ratio.Of(more, opening);
        });
}
#endregion
