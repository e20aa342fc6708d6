using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Tests.SpecialFunctions;

[Trait("Kind", "Numbers")]
public sealed class SpecialFunctionLaws
{
    private static readonly double[] Points = [1e-6, 0.01, 0.3, 0.5, 0.9999, 1.0, 1.4, 1.5, 2.0, 2.5, 3.7, 7.9999, 8.0, 8.1, 33.3, 1e4, 1e9];

    [Fact]
    public void LogGamma_ObeysItsRecurrence()
    {
        foreach (double x in Points)
        {
            double scale = Math.Max(1.0, Math.Abs(GammaFunction.Log(x + 1.0)));
            Assert.True(Math.Abs(GammaFunction.Log(x + 1.0) - GammaFunction.Log(x) - Math.Log(x)) <= 4e-15 * scale, $"x = {x}");
        }
    }

    [Fact]
    public void LogGamma_AtHalf_IsLogOfRootPi() => Close.To(0.5 * Math.Log(Math.PI), GammaFunction.Log(0.5), 1e-15);

    [Fact]
    public void Digamma_IsTheSlopeOfLogGamma_AndTrigammaOfDigamma()
    {
        foreach (double x in Points.Where(x => x is > 0.2 and < 1e5))
        {
            double h = 1e-4 * x;
            double slope = (8.0 * (GammaFunction.Log(x + h) - GammaFunction.Log(x - h))
                - (GammaFunction.Log(x + (2.0 * h)) - GammaFunction.Log(x - (2.0 * h)))) / (12.0 * h);
            double bend = (8.0 * (GammaFunction.Digamma(x + h) - GammaFunction.Digamma(x - h))
                - (GammaFunction.Digamma(x + (2.0 * h)) - GammaFunction.Digamma(x - (2.0 * h)))) / (12.0 * h);
            Close.To(slope, GammaFunction.Digamma(x), 1e-9, $"digamma {x}", absolute: 1e-9);
            Close.To(bend, GammaFunction.Trigamma(x), 1e-8, $"trigamma {x}");
        }
    }

    [Fact]
    public void Digamma_AtOne_IsMinusEulersConstant() => Close.To(-0.57721566490153286, GammaFunction.Digamma(1.0), 1e-14);

    [Fact]
    public void Trigamma_AtOne_IsPiSquaredOverSix() => Close.To(Math.PI * Math.PI / 6.0, GammaFunction.Trigamma(1.0), 1e-14);

    [Fact]
    public void DigammaDifference_AgreesWithTheDifference()
    {
        foreach (double x in Points.Where(x => x < 1e5))
        {
            foreach (double n in new[] { 0.0, 1.0, 5.0, 16.0, 17.0, 400.0, 2.5 })
            {
                double expected = GammaFunction.Digamma(x + n) - GammaFunction.Digamma(x);
                Close.To(expected, GammaFunction.DigammaDifference(x, n), 1e-11, $"{x}, {n}", absolute: 1e-12);
            }
        }
    }

    [Fact]
    public void IncompleteBeta_IsTheBinomialTail()
    {
        // I_p(k, n - k + 1) = P(Bin(n, p) >= k): an exact finite sum.
        foreach (double p in new[] { 0.01, 0.3, 0.5, 0.97 })
        {
            const int N = 12;
            for (int k = 1; k <= N; k++)
            {
                double tail = 0.0;
                for (int j = k; j <= N; j++)
                {
                    double ways = Math.Round(Math.Exp(GammaFunction.Log(N + 1) - GammaFunction.Log(j + 1) - GammaFunction.Log(N - j + 1)));
                    tail += ways * Math.Pow(p, j) * Math.Pow(1.0 - p, N - j);
                }

                Close.To(tail, BetaFunction.Regularized(p, Math.Log(p), LogSpace.Log1P(-p), k, N - k + 1), 1e-13, $"{p} {k}", absolute: 1e-15);
            }
        }
    }

    [Fact]
    public void ExponentialIntegral_AgreesOnBothSidesOfTheSwitch()
    {
        foreach (double s in new[] { 0.05, 0.6, 1.0, 2.5, 40.0, 5000.0 })
        {
            // d/dz [e^z E_s(z)] = e^z E_s(z) - e^z E_(s-1)(z) links the two methods; so does s e^z E_(s+1)(z) = 1 - z e^z E_s(z).
            foreach (double z in new[] { 1e-3, 0.5, 0.999999, 1.0, 1.000001, 30.0 })
            {
                double left = s * ExponentialIntegral.Scaled(s + 1.0, z);
                Close.To(1.0, left + (z * ExponentialIntegral.Scaled(s, z)), 1e-13, $"{s} {z}");
            }
        }
    }

    [Fact]
    public void E1_AtOne_IsTheTabulatedValue() => Close.To(0.21938393439552027368, ExponentialIntegral.One(1.0), 1e-14);

    [Fact]
    public void LogDifference_OfEqualNumbers_IsMinusInfinity()
    {
        Assert.Equal(double.NegativeInfinity, LogSpace.Difference(3.0, 3.0));
        Close.To(Math.Log(Math.Exp(2.0) - Math.Exp(1.0)), LogSpace.Difference(2.0, 1.0), 1e-15);
        Close.To(Math.Log(1e-12), LogSpace.Difference(0.0, LogSpace.Log1P(-1e-12)), 1e-13);
    }

    [Fact]
    public void LogSum_OfFarApartNumbers_IsTheLarger()
    {
        Assert.Equal(700.0, LogSpace.Sum(700.0, -700.0));
        Close.To(Math.Log(2.0) - 1000.0, LogSpace.Sum(-1000.0, -1000.0), 1e-15);
    }
}
