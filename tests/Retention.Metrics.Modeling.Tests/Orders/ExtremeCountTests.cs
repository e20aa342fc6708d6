namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>
/// Counts of purchases at parameters far from any fit: values of 60-digit arithmetic (mpmath 1.3), from finite products and sums,
/// and for Pareto/NBD from quadrature over the log-odds of the time of leaving.
/// </summary>
public sealed class ExtremeCountTests
{
    private const double Exact = 1e-11;

    private static readonly double[] Extremes = [double.Epsilon, 1.0, 1e20, double.MaxValue];

    [Theory]
    [InlineData(1e308, 1e308, 0.8, 2.5, 0, 3.0, 0.049787068367863944, 0.280141718460503)]
    [InlineData(1e308, 1e308, 0.8, 2.5, 2, 3.0, 0.2510267279803898, 0.1918386355276863)]
    [InlineData(1e308, 4e307, 0.8, 2.5, 5, 1.0, 0.032637664624570364, 0.02883513071231266)]
    [InlineData(1e308, 1e308, 0.8, 2.5, 3, 1e-100, 1.0277190509748649e-301, 8.725916470541306e-302)]
    [InlineData(1e308, 1.0, 0.8, 2.5, 3, 30.0, 0.0930764423524406, 0.06648317310888614)]
    [InlineData(1e15, 1e15, 0.8, 2.5, 2, 3.0, 0.25102672798038966, 0.19183863552768618)]
    [InlineData(1e9, 1e9, 0.8, 2.5, 4, 3.0, 0.10025554005664622, 0.08605587218668695)]
    [InlineData(30000.0, 10000.0, 0.8, 2.5, 60, 21.0, 0.004172488106754771, 0.004109665533632021)]
    [InlineData(1e-300, 4.0, 0.8, 2.5, 2, 30.0, 4.1730573031372172e-301, 3.2086947976309519e-301)]
    [InlineData(0.25, 1e308, 0.8, 2.5, 1, 1e308, 0.11820090835267096, 0.08724014261284857)]
    [InlineData(0.01, 1e-300, 0.8, 2.5, 3, 1e10, 0.09300280352234101, 0.06643079729554567)]
    [InlineData(0.25, 4.0, 1e308, 3e307, 2, 30.0, 0.05441255528456064, 0.0125567435272063)]
    [InlineData(0.25, 4.0, 1e18, 3e18, 2, 30.0, 0.09354067562233294, 0.07015550671674971)]
    [InlineData(1e308, 1e308, 1e308, 1e308, 2, 3.0, 0.256223383545983, 0.1281116917729915)]
    [InlineData(1e308, 1e308, 0.8, 1e308, 3, 2.0, 0.18044704431548358, 0.18044704431548358)]
    [InlineData(1e308, 1e308, 0.8, 1e308, 90, 100.0, 0.025038944623028605, 0.025038944623028605)]
    [InlineData(1e308, 1e308, 1e-300, 1e-300, 3, 2.0, 0.09022352215774179, 0.09022352215774179)]
    [InlineData(0.25, 4.0, 0.8, 2.5, 3, 30.0, 0.044593675450995664, 0.035770723582598384)]
    public void Counts_OfDropoutAtPurchase_AgreeWithTheValues(double r, double alpha, double a, double b, int n, double t, double bgNbd, double mbgNbd)
    {
        Close.To(bgNbd, new BgNbd(r, alpha, a, b, ModelUnit.Week).ProbabilityOfPurchases(n, t), Exact);
        Close.To(mbgNbd, new MbgNbd(r, alpha, a, b, ModelUnit.Week).ProbabilityOfPurchases(n, t), Exact);
    }

    [Theory]
    [InlineData(1e308, 1e308, 0.6, 11.0, 0, 3.0, 0.08945963261914672)]
    [InlineData(1e308, 1e308, 0.6, 11.0, 3, 3.0, 0.20848627936639677)]
    [InlineData(0.5, 10.0, 1e308, 1e308, 2, 3.0, 0.003755010910040692)]
    [InlineData(1e308, 1e308, 1e308, 1e308, 2, 3.0, 0.12840828424291625)]
    [InlineData(1e308, 1e300, 1e308, 2e300, 2, 3.0, 4.0 / 27.0)]
    [InlineData(0.5, 10.0, 1e308, 1e300, 0, 3.0, 0.9999999995)]
    [InlineData(0.5, 10.0, 1e308, 1e300, 1, 3.0, 4.999999985e-10)]
    [InlineData(0.5, 10.0, 1e-300, 11.0, 2, 30.0, 0.10546875)]
    [InlineData(0.5, 10.0, 0.3, 1e-300, 1, 30.0, 1.6362543146397111e-91)]
    [InlineData(0.5, 1e-200, 0.6, 11.0, 2, 30.0, 1.4342370504050639e-101)]
    [InlineData(2.0, 1e308, 3.0, 1e308, 1, 1e308, 0.209375)]
    [InlineData(0.5, 10.0, 0.6, 11.0, 4, 39.0, 0.029379032761087557)]
    public void Counts_OfDropoutAtAnyTime_AgreeWithTheValues(double r, double alpha, double s, double beta, int n, double t, double expected) =>
        Close.To(expected, new ParetoNbd(r, alpha, s, beta, ModelUnit.Week).ProbabilityOfPurchases(n, t), Exact);

    [Fact]
    public void Counts_AreProbabilities_WhereverTheParametersAre()
    {
        foreach (double first in Extremes)
        {
            foreach (double second in Extremes)
            {
                foreach (double third in Extremes)
                {
                    foreach (double fourth in Extremes)
                    {
                        AssertProbabilities(new BgNbd(first, second, third, fourth, ModelUnit.Week));
                        AssertProbabilities(new MbgNbd(first, second, third, fourth, ModelUnit.Week));
                        AssertProbabilities(new ParetoNbd(first, second, third, fourth, ModelUnit.Week));
                    }
                }
            }
        }
    }

    private static void AssertProbabilities(IPurchaseModel model)
    {
        foreach (int n in new[] { 0, 1, 7 })
        {
            foreach (double t in new[] { 1e-300, 3.0, double.MaxValue })
            {
                double probability = model.ProbabilityOfPurchases(n, t);
                Assert.True(probability is >= 0.0 and <= 1.0 + 1e-9, FormattableString.Invariant($"P(X = {n}) within {t} is {probability}: {model}"));
            }
        }
    }
}
