using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Contracts;

/// <summary>Every fit, projection and lifetime of the expected file, to the tolerances it states.</summary>
public sealed class ExpectedContractTests
{
    private const double LogLikelihoodTolerance = 1e-9;
    private const double ProjectionTolerance = 1e-8;

    [Theory]
    [InlineData("regular-4Renewals")]
    [InlineData("regular-7Renewals")]
    [InlineData("regular-12Renewals")]
    [InlineData("highEnd-4Renewals")]
    [InlineData("highEnd-7Renewals")]
    [InlineData("highEnd-12Renewals")]
    public void Cohort_HasTheExpectedFits(string name)
    {
        JsonElement cohort = File.GetProperty("cohorts").GetProperty(name);
        var table = RiskTable.FromSurvivors(Integers(cohort.GetProperty("survivors")));
        Assert.Equal(SurvivorsOfTheDataFile(name), Integers(cohort.GetProperty("survivors")));

        CheckFit(cohort.GetProperty("shiftedBetaGeometric"), ShiftedBetaGeometric.Fit(table), 1e-5);
        CheckFit(cohort.GetProperty("betaDiscreteWeibull"), BetaDiscreteWeibull.Fit(table), 1e-4);
    }

    [Theory]
    [InlineData("threeCohorts733")]
    [InlineData("single800")]
    [InlineData("faderHardie2010Case1")]
    public void MixtureOfCohorts_HasTheExpectedFit(string name)
    {
        JsonElement entry = File.GetProperty("multiCohort").GetProperty(name);

        CheckFit(entry.GetProperty("shiftedBetaGeometric"), ShiftedBetaGeometric.Fit(Cohorts(entry)), 1e-5);
    }

    [Fact]
    public void CohortsWithoutAMaximum_AreReportedAsGeometric()
    {
        JsonElement entry = File.GetProperty("multiCohort").GetProperty("threeCohorts158");
        RiskTable table = Cohorts(entry);

        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(table);
        Fit<Geometric> simpler = Geometric.Fit(table);

        Assert.Equal((FitOutcome.Boundary, "geometric"), (fit.Status.Outcome, fit.Status.SimplerModel));
        Assert.Throws<FitNotConvergedException>(() => fit.Model);
        Assert.True(simpler.IsConverged);
        Close.To(entry.Number("geometricChurnProbability"), simpler.Model.P, 1e-11);
        Close.To(entry.Number("supremumLogLikelihood"), simpler.LogLikelihood, LogLikelihoodTolerance);
        Close.To(simpler.LogLikelihood, fit.LogLikelihood, 1e-6);
        Close.To(simpler.Model.Survival(7), fit.ModelDespiteStatus.Survival(7), 1e-4);
    }

    [Fact]
    public void ParameterTables_HaveTheExpectedProjections()
    {
        JsonElement[] tables = [.. File.GetProperty("parameterTables").EnumerateArray()];
        Assert.Equal(5, tables.Length);
        foreach (JsonElement table in tables)
        {
            CheckProjection(table, new ShiftedBetaGeometric(table.Number("alpha"), table.Number("beta")));
        }
    }

    private static JsonElement File => SharedData.Expected("contractual-sbg-bdw.json");

    private static int[] SurvivorsOfTheDataFile(string name)
    {
        int column = name.StartsWith("regular", StringComparison.Ordinal) ? 1 : 2;
        int renewals = int.Parse(name.Split('-')[1].Replace("Renewals", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return
        [
            .. SharedData.CsvRows("fader-hardie-2007-survival.csv").Take(renewals + 1)
                .Select(row => (int)(decimal.Parse(row[column], CultureInfo.InvariantCulture) * 10)),
        ];
    }

    private static RiskTable Cohorts(JsonElement entry) => entry.GetProperty("cohorts").EnumerateArray()
        .Select(cohort => RiskTable.FromSurvivors(Integers(cohort)))
        .Aggregate((all, cohort) => all.Merge(cohort));

    private static int[] Integers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetInt32())];

    private static void CheckFit<TModel>(JsonElement expected, Fit<TModel> fit, double tolerance)
        where TModel : ContractModel, IFittedModel<TModel>
    {
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.True(fit.GradientNorm < 1e-7, fit.GradientNorm.ToString(CultureInfo.InvariantCulture));
        Close.To(expected.Number("logLikelihood"), fit.LogLikelihood, LogLikelihoodTolerance, "log-likelihood");
        foreach (string name in TModel.ParameterNames)
        {
            Close.To(expected.GetProperty("params").Number(name), fit[name].Value, tolerance, name);
            Close.To(expected.GetProperty("standardErrors").Number(name), fit[name].StandardError!.Value, tolerance, "error of " + name);
        }

        JsonElement covariance = expected.GetProperty("covariance");
        for (int row = 0; row < fit.Covariance.Length; row++)
        {
            for (int column = 0; column < fit.Covariance.Length; column++)
            {
                Close.To(covariance[row][column].GetDouble(), fit.Covariance[row][column], tolerance, "covariance");
            }
        }

        // The projections are those of the printed parameters.
        CheckProjection(
            expected.GetProperty("projection"),
            TModel.FromParameters(
                [.. TModel.ParameterNames.Select(name => expected.GetProperty("params").Number(name))], ContractModel.Renewal));
    }

    private static void CheckProjection(JsonElement expected, ContractModel model)
    {
        CheckList(expected.GetProperty("survival"), model.Survival, "survival");
        CheckList(expected.GetProperty("retentionRate"), t => model.RetentionRate(t + 1), "retention rate");
        CheckList(expected.GetProperty("churnProbability"), t => model.ChurnProbability(t + 1), "churn probability");
        foreach (JsonProperty rate in expected.GetProperty("derl").EnumerateObject())
        {
            CheckList(rate.Value, n => model.DiscountedResidualLifetime(n + 1, Rate(rate)).Value!.Value, "DERL at " + rate.Name);
        }

        if (expected.TryGetProperty("discountedExpectedLifetimeNewCustomer", out JsonElement lifetimes))
        {
            foreach (JsonProperty rate in lifetimes.EnumerateObject())
            {
                Close.To(rate.Value.GetDouble(), model.DiscountedLifetime(Rate(rate)).Value!.Value, ProjectionTolerance, "lifetime");
            }
        }

        if (expected.TryGetProperty("expectedTenurePeriods", out JsonElement tenure))
        {
            if (tenure.ValueKind == JsonValueKind.Null)
            {
                Assert.Null(model.ExpectedTenure.Value);
                Assert.NotNull(model.ExpectedTenure.Undefined);
            }
            else
            {
                Close.To(tenure.GetDouble(), model.ExpectedTenure.Value!.Value, ProjectionTolerance, "tenure");
            }
        }
    }

    private static double Rate(JsonProperty rate) => double.Parse(rate.Name, CultureInfo.InvariantCulture);

    private static void CheckList(JsonElement expected, Func<int, double> actual, string what)
    {
        Assert.True(expected.GetArrayLength() > 0);
        for (int i = 0; i < expected.GetArrayLength(); i++)
        {
            Close.To(expected[i].GetDouble(), actual(i), ProjectionTolerance, FormattableString.Invariant($"{what} [{i}]"));
        }
    }
}
