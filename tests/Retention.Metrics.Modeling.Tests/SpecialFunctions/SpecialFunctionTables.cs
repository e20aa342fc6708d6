using System.Text.Json;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Tests.SpecialFunctions;

/// <summary>Agreement with the tables computed in 50- to 120-digit arithmetic, to a relative 1e-12 (1e-10 for huge 2F1 parameters).</summary>
public sealed class SpecialFunctionTables
{
    private const double Exact = 1e-12;

    private static JsonElement.ArrayEnumerator Table(string name) =>
        SharedData.Expected("numerics-stress.json").GetProperty(name).EnumerateArray();

    [Fact]
    public void LogGamma_AgreesWithTheTable()
    {
        foreach (JsonElement row in Table("logGamma"))
        {
            Close.To(row.Number("value"), GammaFunction.Log(row.Number("x")), Exact, row.ToString());
        }
    }

    [Fact]
    public void LogGammaRatio_AgreesWithTheTable()
    {
        foreach (JsonElement row in Table("logGammaRatio"))
        {
            Close.To(row.Number("value"), GammaFunction.LogRatio(row.Number("r"), row.Number("x")), Exact, row.ToString());
        }
    }

    [Fact]
    public void LogBeta_AgreesWithTheTable()
    {
        foreach (JsonElement row in Table("logBeta"))
        {
            Close.To(row.Number("value"), BetaFunction.Log(row.Number("a"), row.Number("b")), Exact, row.ToString());
        }
    }

    [Fact]
    public void GaussHypergeometric_AgreesWithTheTable()
    {
        foreach (JsonElement row in Table("gaussHypergeometric2F1"))
        {
            (double a, double b, double c, double z) = (row.Number("a"), row.Number("b"), row.Number("c"), row.Number("z"));
            double tolerance = Math.Max(a, b) > 100.0 ? 1e-10 : Exact;

            if (row.GetProperty("log2F1").ValueKind == JsonValueKind.Number)
            {
                // The logarithm is compared by the error it causes in the value.
                double expected = row.Number("log2F1");
                Close.To(expected, GaussHypergeometric.Log(a, b, c, z), tolerance, row.ToString(), absolute: tolerance);
            }

            if (row.GetProperty("value").ValueKind == JsonValueKind.Number)
            {
                Close.To(row.Number("value"), GaussHypergeometric.Value(a, b, c, z), tolerance, row.ToString());
            }
            else if (z == 1.0)
            {
                Assert.True(double.IsPositiveInfinity(GaussHypergeometric.Value(a, b, c, z)), "diverges at 1");
            }
        }
    }

    [Fact]
    public void TricomiU_OnItsDiagonal_AgreesWithTheTable()
    {
        foreach (JsonElement row in Table("tricomiU"))
        {
            Assert.Equal(row.Number("a"), row.Number("b"));
            Close.To(row.Number("value"), ExponentialIntegral.TricomiDiagonal(row.Number("a"), row.Number("z")), Exact, row.ToString());
        }
    }

    [Fact]
    public void NormalQuantile_AgreesWithTheTable()
    {
        foreach (JsonElement row in Table("normalQuantile"))
        {
            Close.To(row.Number("value"), Quantiles.Normal(row.Number("p")), Exact, row.ToString(), absolute: 1e-16);
        }
    }

    [Fact]
    public void ChiSquareUpperTail_AgreesWithTheTable()
    {
        foreach (JsonElement row in Table("chiSquareUpperTail"))
        {
            Close.To(row.Number("value"), Quantiles.ChiSquareUpperTail(row.Number("x"), row.Number("df")), Exact, row.ToString());
        }
    }
}
