using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Numerically hard points from 50- to 120-digit arithmetic: overflow, a = 1, s = 1, frequencies in the thousands.</summary>
public sealed class StressPoints
{
    [Theory]
    [InlineData("bgnbd", 80)]
    [InlineData("mbgnbd", 80)]
    [InlineData("paretonbd", 70)]
    public void Model_AgreesAtEveryPoint(string name, int points)
    {
        int seen = 0;
        foreach (JsonElement point in SharedData.Expected("numerics-stress.json").GetProperty("models").EnumerateArray()
            .Where(point => string.Equals(point.GetProperty("model").GetString(), name, StringComparison.Ordinal)))
        {
            seen++;
            IPurchaseModel model = ModelOf(name, point.GetProperty("params"));
            var history = new PurchaseHistory(point.GetProperty("frequency").GetInt32(), point.Number("recency"), point.Number("T"));
            string what = point.ToString();

            Close.To(point.Number("logLikelihood"), model.LogLikelihood(history), 1e-11, "log-likelihood " + what, absolute: 1e-12);
            Close.To(point.Number("pAlive"), model.ProbabilityAlive(history), 1e-9, "P(alive) " + what, absolute: 1e-300);
            Close.To(point.Number("cet52"), model.ExpectedPurchases(history, 52.0), 1e-8, "CET " + what, absolute: 1e-297);
            if (point.TryGetProperty("dert0p0027", out JsonElement dert))
            {
                Close.To(dert.GetDouble(), model.DiscountedExpectedPurchases(history, 0.0027), 1e-8, "DERT " + what, absolute: 1e-297);
            }
        }

        Assert.Equal(points, seen);
    }

    internal static IPurchaseModel ModelOf(string name, JsonElement p) => name switch
    {
        "bgnbd" => new BgNbd(p.Number("r"), p.Number("alpha"), p.Number("a"), p.Number("b"), ModelUnit.Week),
        "mbgnbd" => new MbgNbd(p.Number("r"), p.Number("alpha"), p.Number("a"), p.Number("b"), ModelUnit.Week),
        _ => new ParetoNbd(p.Number("r"), p.Number("alpha"), p.Number("s"), p.Number("beta"), ModelUnit.Week),
    };
}
