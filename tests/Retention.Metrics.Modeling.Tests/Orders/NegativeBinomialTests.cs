using Retention.Metrics.Modeling.Orders;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>The probability of at least so many purchases, at any number of them.</summary>
public sealed class NegativeBinomialTests
{
    private const double Exact = 1e-11;

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-12)]
    [InlineData(1e-5)]
    [InlineData(9.9e-4)]
    [InlineData(0.3)]
    [InlineData(20.0)]
    [InlineData(10_001.0)]
    [InlineData(250_000.0)]
    public void AtLeast_IsTheSumOfTheProbabilities(double shape)
    {
        foreach (int n in new[] { 1, 2, 3, 7, 63, 64, 65, 66, 400 })
        {
            foreach (double times in new[] { 0.5, 0.9, 1.0, 1.1, 3.0 })
            {
                // Of a small shape the mean of those who buy at all is about t; of a large one the mean is shape × t.
                double t = n * times / Math.Max(shape, 1.0);
                var rate = new GammaRate(shape, 1.0);

                Close.To(SumOfThoseFrom(rate, n, t), NegativeBinomial.UpperTail(rate, n, t), Exact, FormattableString.Invariant($"r = {shape}, n = {n}, t = {t}"));
            }
        }
    }

    /// <summary>Values of 60-digit arithmetic (mpmath 1.3): the series of the incomplete beta function.</summary>
    [Theory]
    [InlineData(1e-4, 1.0, 3e4, 20_000, 0.000039845933479505572613)]
    [InlineData(1e-4, 1.0, 3e9, int.MaxValue, 0.000036278078317565857197)]
    [InlineData(9e-4, 1.0, 2.5e9, int.MaxValue, 0.00025179288220073432879)]
    [InlineData(1e-12, 1.0, 1e13, int.MaxValue, 7.8690426841671446813e-12)]
    public void AtLeastMany_TakesNoLoopOverThem(double shape, double scale, double t, int n, double expected) =>
        Close.To(expected, NegativeBinomial.UpperTail(new GammaRate(shape, scale), n, t), Exact);

    // From the first term upwards: nothing is subtracted.
    private static double SumOfThoseFrom(GammaRate rate, int n, double t)
    {
        double share = t / (rate.Scale + t), term = Math.Exp(NegativeBinomial.LogProbability(rate, n, t)), sum = 0.0;
        for (int i = n; i < 1_000_000 && (term > 1e-18 * sum || i < rate.Shape * t / rate.Scale); i++)
        {
            sum += term;
            term *= share * (rate.Shape + i) / (i + 1.0);
        }

        return sum;
    }
}
