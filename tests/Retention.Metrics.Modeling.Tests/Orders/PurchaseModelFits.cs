using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Maximum-likelihood fits to CDNOW, against independent fits by automatic differentiation.</summary>
[Trait("Kind", "Numbers")]
public sealed class PurchaseModelFits
{
    [Theory]
    [InlineData("calibration-weeks-exact")]
    [InlineData("calibration-weeks-2-decimals")]
    [InlineData("calibration-days")]
    [InlineData("full-78-weeks-exact")]
    [InlineData("master-calibration-weeks-exact")]
    public void Fit_AgreesWithTheIndependentFit(string variant)
    {
        JsonElement expected = SharedData.Expected("btyd-fits-cdnow.json").GetProperty("fits").GetProperty(variant);
        PurchaseSummary summary = Cdnow.Variant(variant);

        Compare(expected.GetProperty("bgnbd"), BgNbd.Fit(summary));
        Compare(expected.GetProperty("mbgnbd"), MbgNbd.Fit(summary));
        Compare(expected.GetProperty("paretonbd"), ParetoNbd.Fit(summary));
    }

    internal static void Compare<TModel>(JsonElement expected, Fit<TModel> fit)
        where TModel : class, IFittedModel<TModel>
    {
        string what = fit.ToString();
        Assert.Equal(FitOutcome.Converged, fit.Status.Outcome);
        Close.To(expected.Number("logLikelihood"), fit.LogLikelihood, 1e-9, what, absolute: 1e-5);
        Assert.True(fit.GradientNorm < 1e-6, what + fit.GradientNorm);
        JsonElement errors = expected.GetProperty("standardErrors");
        foreach (FittedParameter parameter in fit.Parameters)
        {
            Close.To(expected.GetProperty("params").Number(parameter.Name), parameter.Value, 1e-5, what + parameter.Name);
            Close.To(errors.Number(parameter.Name), parameter.StandardError!.Value, 1e-3, what + parameter.Name);
        }

        Assert.Equal(fit, FitJson.Read<TModel>(FitJson.Write(fit)));
        if (expected.TryGetProperty("covariance", out JsonElement covariance))
        {
            double[][] rows = [.. covariance.EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
            for (int i = 0; i < rows.Length; i++)
            {
                for (int j = 0; j < rows.Length; j++)
                {
                    // A covariance near 0 is the difference of larger ones: judged against the errors it belongs to.
                    double scale = Math.Sqrt(rows[i][i] * rows[j][j]);
                    Close.To(rows[i][j], fit.Covariance[i][j], 1e-3, $"{what} covariance {i} {j}", absolute: 1e-3 * scale);
                    Assert.Equal(fit.Covariance[i][j], fit.Covariance[j][i]);
                }
            }
        }
    }
}
