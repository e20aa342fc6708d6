using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Survival;

/// <summary>Every figure of the expected file, as R's survival package computed it.</summary>
public sealed class ExpectedAmlTests
{
    private const double Relative = 1e-9;
    private const double Absolute = 1e-12;

    [Theory]
    [InlineData("log", SurvivalInterval.Log)]
    [InlineData("log-log", SurvivalInterval.LogLog)]
    [InlineData("plain", SurvivalInterval.Plain)]
    [InlineData("logit", SurvivalInterval.Logit)]
    [InlineData("arcsin", SurvivalInterval.ArcSine)]
    public void KaplanMeier_HasTheExpectedFigures(string kind, SurvivalInterval interval)
    {
        int curves = 0;
        foreach (JsonProperty curve in Sections("kaplanMeierAll", "kaplanMeierByGroup", kind))
        {
            SurvivalPoint[] points = [.. KaplanMeier.Estimate(AmlTrial.Table(curve.Name)).Points(interval)];
            RiskTable table = AmlTrial.Table(curve.Name);

            Assert.Equal(Integers(curve.Value, "time"), table.Times.ToArray());
            Assert.Equal(Integers(curve.Value, "atRisk"), table.AtRisk.ToArray());
            Assert.Equal(Integers(curve.Value, "events"), table.Events.ToArray());
            Assert.Equal(Integers(curve.Value, "censored"), table.Censored.ToArray());
            Same(curve.Value, "survival", points, point => point.Survival);
            Same(curve.Value, "stdError", points, point => point.StandardError);
            Same(curve.Value, "lower", points, point => point.Limits?.Lower);
            Same(curve.Value, "upper", points, point => point.Limits?.Upper);
            curves++;
        }

        Assert.Equal(3, curves);
    }

    [Theory]
    [InlineData("log", SurvivalInterval.Log)]
    [InlineData("log-log", SurvivalInterval.LogLog)]
    [InlineData("plain", SurvivalInterval.Plain)]
    public void Quantiles_HaveTheExpectedTimesAndLimits(string kind, SurvivalInterval interval)
    {
        int curves = 0;
        foreach (JsonProperty curve in Sections("quantilesAll", "quantilesByGroup", kind))
        {
            var estimate = KaplanMeier.Estimate(AmlTrial.Table(curve.Name));
            SurvivalQuantile[] quantiles =
            [
                .. curve.Value.GetProperty("probabilityOfEvent").EnumerateArray()
                    .Select(share => estimate.Quantile(share.GetDouble(), interval)),
            ];
            Same(curve.Value, "time", quantiles, quantile => quantile.Time);
            Same(curve.Value, "lower", quantiles, quantile => quantile.Lower);
            Same(curve.Value, "upper", quantiles, quantile => quantile.Upper);
            curves++;
        }

        Assert.Equal(3, curves);
    }

    [Fact]
    public void NelsonAalen_HasTheExpectedFigures()
    {
        int curves = 0;
        foreach (JsonProperty curve in Sections("nelsonAalenAll", "nelsonAalenByGroup"))
        {
            HazardPoint[] points = [.. NelsonAalen.Estimate(AmlTrial.Table(curve.Name)).Points()];
            Assert.Equal(Integers(curve.Value, "time"), points.Select(point => point.Time));
            Same(curve.Value, "cumulativeHazard", points, point => point.CumulativeHazard);
            Same(curve.Value, "stdError", points, point => point.StandardError);
            curves++;
        }

        Assert.Equal(3, curves);
    }

    [Fact]
    public void RestrictedMean_HasTheExpectedFigures()
    {
        int curves = 0;
        foreach (JsonProperty curve in Sections("restrictedMeanAll", "restrictedMeanByGroup"))
        {
            RestrictedMeanTenure mean = KaplanMeier.Estimate(AmlTrial.Table(curve.Name))
                .RestrictedMean(curve.Value.GetProperty("tau").GetInt32())!.Value;
            Close.To(curve.Value.Number("rmst"), mean.Mean, Relative, curve.Name);
            Close.To(curve.Value.Number("stdError"), mean.StandardError, Relative, curve.Name);
            curves++;
        }

        Assert.Equal(3, curves);
    }

    [Theory]
    [InlineData("logRank", 0)]
    [InlineData("petoPrenticeRho1", 1)]
    public void LogRank_HasTheExpectedObservedExpectedAndVariance(string section, double rho)
    {
        JsonElement expected = SharedData.Expected("survival-aml.json").GetProperty(section);

        LogRankTest test = LogRank.Test(AmlTrial.Groups(), LogRankWeights.FlemingHarrington(rho));

        Assert.Equal(
            expected.GetProperty("groups").EnumerateArray().Select(name => name.GetString()!["group=".Length..]),
            test.Groups.Select(group => group.Name));
        Assert.Equal(Integers(expected, "n"), test.Groups.Select(group => group.Customers));
        Same(expected, "observed", [.. test.Groups], group => group.Observed);
        Same(expected, "expected", [.. test.Groups], group => group.Expected);
        JsonElement variance = expected.GetProperty("variance");
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                Close.To(variance[row][column].GetDouble(), test.Covariance(row, column), Relative, section);
            }
        }

        SameTest(expected, test);
    }

    [Fact]
    public void WeightedLogRank_HasTheExpectedStatisticUnderEachName()
    {
        JsonElement expected = SharedData.Expected("survival-aml.json").GetProperty("weightedLogRank");
        (string Name, LogRankWeights Weights)[] family =
        [
            ("logrank", LogRankWeights.Equal),
            ("gehanWilcoxon", LogRankWeights.Gehan),
            ("taroneWare", LogRankWeights.TaroneWare),
            ("petoPeto", LogRankWeights.PetoPeto),
            ("petoPrenticeSurvivalLeft", LogRankWeights.PetoPrentice),
        ];

        Assert.Equal(
            expected.EnumerateObject().Select(test => test.Name).Where(name => name != "about").Order(StringComparer.Ordinal),
            family.Select(test => test.Name).Order(StringComparer.Ordinal));
        foreach ((string name, LogRankWeights weights) in family)
        {
            SameTest(expected.GetProperty(name), LogRank.Test(AmlTrial.Groups(), weights));
        }
    }

    private static void SameTest(JsonElement expected, LogRankTest test)
    {
        Close.To(expected.Number("chiSquare"), test.ChiSquare!.Value, Relative, test.Weights.ToString());
        Close.To(expected.Number("pValue"), test.PValue!.Value, Relative, test.Weights.ToString());
        Assert.Equal(expected.GetProperty("degreesOfFreedom").GetInt32(), test.DegreesOfFreedom);
    }

    private static IEnumerable<JsonProperty> Sections(string all, string byGroup, string? kind = null)
    {
        JsonElement file = SharedData.Expected("survival-aml.json");
        return new[] { all, byGroup }.Select(name => file.GetProperty(name))
            .Select(section => kind is null ? section : section.GetProperty(kind))
            .SelectMany(section => section.EnumerateObject());
    }

    private static int[] Integers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];

    private static void Same<T>(JsonElement element, string name, T[] actual, Func<T, double?> figure)
    {
        JsonElement[] expected = [.. element.GetProperty(name).EnumerateArray()];
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            string what = FormattableString.Invariant($"{name}[{i}]");
            double? value = figure(actual[i]);
            if (expected[i].ValueKind == JsonValueKind.Null)
            {
                Assert.True(value is null, what + " should be undefined");
            }
            else
            {
                Assert.True(value is not null, what + " should be defined");
                Close.To(expected[i].GetDouble(), value.Value, Relative, what, Absolute);
            }
        }
    }
}
