using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Tests.SpecialFunctions;

/// <summary>The work of an integral is bounded, also where halving the step cannot help.</summary>
public sealed class PeakIntegralTests
{
    [Theory]
    [InlineData(0.0, 1_000)]
    [InlineData(1e-6, 4_000)]
    public void AFunctionOfFewDigits_IsNotReadToTheLastHalving(double noise, int most)
    {
        var calls = new int[1];

        double log = PeakIntegral.Log(new Bell(noise, calls), 0.3);

        Close.To(0.5 * Math.Log(2.0 * Math.PI), log, Math.Max(10.0 * noise, 1e-14));
        Assert.InRange(calls[0], 1, most);
    }

    [Fact]
    public void APeakBelowTheFloor_IsNegligible()
    {
        var calls = new int[1];

        Assert.Equal(double.NegativeInfinity, PeakIntegral.Log(new Bell(0.0, calls), 0.3, floor: 1.0));
        Assert.InRange(calls[0], 1, 200);
    }

    // The logarithm of a normal density, rounded to multiples of the noise.
    private readonly struct Bell(double noise, int[] calls) : ILogFunction
    {
        public double LogAt(double u)
        {
            calls[0]++;
            double log = -0.5 * u * u;
            return noise == 0.0 ? log : Math.Round(log / noise) * noise;
        }
    }
}
