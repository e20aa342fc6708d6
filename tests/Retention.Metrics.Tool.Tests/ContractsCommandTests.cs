using System.Text.Json;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tool.Tests;

public sealed class ContractsCommandTests : IDisposable
{
    // Fader and Hardie (2007), How to project customer retention, table 1: the survivors of a thousand high-end and regular customers.
    private const string HighEnd = "1000,869,743,653,593,551,517,491,468,445,427,409,394";
    private const string Regular = "1000,631,468,382,326,289,262,241,223,207,194,183,173";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    // The parameters they print for a fit to seven renewals: 0.668 and 3.806, 0.704 and 1.182.
    [Theory]
    [InlineData(HighEnd, 0.668, 3.806, -1611.158)]
    [InlineData(Regular, 0.704, 1.182, -1680.265)]
    public void Fit_HasThePublishedParameters(string survivors, double alpha, double beta, double logLikelihood)
    {
        JsonElement fit = Fit("sbg", "--survivors", First(survivors, 8));

        Assert.Equal(alpha, fit.GetProperty("alpha").GetDouble(), 5.1e-4);
        Assert.Equal(beta, fit.GetProperty("beta").GetDouble(), 5.1e-4);
        Assert.Equal(logLikelihood, fit.GetProperty("logLikelihood").GetDouble(), 5.1e-4);
        Assert.Equal("converged", fit.GetProperty("status").GetString());
        Assert.True(fit.GetProperty("reachedTop").GetInt32() >= 1);
    }

    // Fader, Hardie, Liu, Davin and Steenburgh (2018), as retenmod prints it: 0.259337, 1.722556, 1.584355 after four renewals.
    [Fact]
    public void Fit_OfTheWeibullForm_HasThePublishedParameters()
    {
        JsonElement fit = Fit("bdw", "--survivors", First(HighEnd, 5));

        Assert.Equal(0.2593, fit.GetProperty("alpha").GetDouble(), 1e-4);
        Assert.Equal(1.7226, fit.GetProperty("beta").GetDouble(), 1e-4);
        Assert.Equal(1.5844, fit.GetProperty("c").GetDouble(), 1e-4);
    }

    // Their figure 5: the projection from seven renewals follows the five that were kept back, 46.8 % to 39.4 %.
    [Fact]
    public void Project_FollowsTheRenewalsKeptBack()
    {
        JsonElement[] rows = Projection("--survivors", First(HighEnd, 8), "--renewals", "12");
        double[] published = [46.8, 44.5, 42.7, 40.9, 39.4];

        Assert.Equal(13, rows.Length);
        for (int t = 8; t <= 12; t++)
        {
            Assert.Equal(published[t - 8] / 100.0, rows[t].GetProperty("survival").GetDouble(), 0.017);
            Assert.Equal(JsonValueKind.Null, rows[t].GetProperty("observedSurvival").ValueKind);
        }

        Assert.Equal(0.491, rows[7].GetProperty("observedSurvival").GetDouble(), 1e-12);
    }

    [Fact]
    public void Project_IsTheLibrarys()
    {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491)).Model;
        JsonElement answer = ToolRun.Json("contracts", "project", "--survivors", First(HighEnd, 8), "--discount-rate", "10%", "--renewals", "9");
        JsonElement[] rows = [.. answer.GetProperty("renewals").EnumerateArray()];

        for (int t = 1; t <= 9; t++)
        {
            Assert.Equal(model.Survival(t), rows[t].GetProperty("survival").GetDouble(), 1e-11);
            Assert.Equal(model.RetentionRate(t), rows[t].GetProperty("retentionRate").GetDouble(), 1e-11);
            Assert.Equal(model.ChurnProbability(t), rows[t].GetProperty("churnProbability").GetDouble(), 1e-11);
            Assert.Equal(model.DiscountedResidualLifetime(t, 0.1).Value!.Value, rows[t].GetProperty("residualLifetime").GetDouble(), 1e-10);
        }

        Assert.Equal(model.DiscountedLifetime(0.1).Value!.Value, answer.GetProperty("discountedLifetime").GetDouble(), 1e-10);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("expectedTenure").ValueKind);
        Assert.Contains("infinite", answer.GetProperty("expectedTenureUndefined").GetString(), StringComparison.Ordinal);
    }

    // Three cohorts without an interior maximum: the answer is the geometric model, and its chance is identified.
    [Fact]
    public void Fit_OfLikeCustomers_NamesTheGeometricModel()
    {
        string[] cohorts = ["--survivors", "158,98,53", "--survivors", "118,85", "--survivors", "109"];
        ToolRun fit = ToolRun.Of(["contracts", "fit", "--format", "json", .. cohorts]);
        using var document = JsonDocument.Parse(fit.Output);
        JsonElement row = document.RootElement.GetProperty("fits")[0];

        Assert.Equal(1, fit.Exit);
        Assert.Contains("did not converge", Assert.Single(fit.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("geometric", row.GetProperty("simplerModel").GetString());
        Assert.Equal("alpha, beta", row.GetProperty("ranAway").GetString());
        Assert.Equal("alpha / (alpha + beta) = 0.368984", row.GetProperty("identified").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("alphaStandardError").ValueKind);
        Assert.Equal(-246.246353695, row.GetProperty("logLikelihood").GetDouble(), 1e-6);

        Assert.Equal(1, ToolRun.Of(["contracts", "project", .. cohorts]).Exit);
        double survival = Projection([.. cohorts, "--despite-status", "--renewals", "3"])[3].GetProperty("survival").GetDouble();
        Assert.Equal(Math.Pow(1.0 - 0.368983957219, 3), survival, 1e-8);
        Assert.Equal(survival, Projection([.. cohorts, "--model", "geometric", "--renewals", "3"])[3].GetProperty("survival").GetDouble(), 1e-8);
    }

    [Fact]
    public void Fit_OfAHistory_IsTheLibrarys()
    {
        JsonElement fit = Fit("sbg", "--subscriptions", Samples.Members, "--currency", "EUR", "--to", "2025-12");
        var timeline = RevenueTimeline.FromHistory(Csv.CsvImport.Subscriptions(Samples.Members, new Csv.CsvImportOptions { Currency = Currency.Eur }).History);
        Fit<ShiftedBetaGeometric> expected = ShiftedBetaGeometric.Fit(
            RiskTable.FromTimeline(timeline, new ObservationWindow(new NodaTime.LocalDate(2026, 1, 1), NodaTime.DateTimeZone.Utc) { Unit = BillingInterval.Monthly }), ModelUnit.Month);

        Assert.Equal(expected["alpha"].Value, fit.GetProperty("alpha").GetDouble(), 1e-9);
        Assert.Equal(expected.LogLikelihood, fit.GetProperty("logLikelihood").GetDouble(), 1e-9);
        Assert.Equal("2025-12-31", fit.GetProperty("end").GetString());
    }

    [Fact]
    public void AFitWritten_IsReadAgain_AndProjectsTheSame()
    {
        foreach (string model in (string[])["sbg", "bdw", "geometric"])
        {
            string fit = Path.Combine(files.Folder, $"{model}.json");
            Assert.Equal(0, ToolRun.Of("contracts", "fit", "--model", model, "--survivors", First(HighEnd, 8), "--format", "json", "--output", fit).Exit);
            string anew = ToolRun.Answer("contracts", "project", "--model", model, "--survivors", First(HighEnd, 8), "--format", "csv");
            Assert.Equal(anew, ToolRun.Answer("contracts", "project", "--fit", fit, "--survivors", First(HighEnd, 8), "--format", "csv"));
        }

        Assert.Contains("it is no fit", ToolRun.Of("contracts", "project", "--survivors", "9,8", "--fit", files.Write("x.json", "{}")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5,x", "expected whole numbers")]
    [InlineData("5,-1", "expected whole numbers")]
    [InlineData("5,6", "must be between 0 and 5")]
    [InlineData("", "expected whole numbers")]
    public void CountsThatCannotBe_AreRefused(string survivors, string message)
    {
        ToolRun run = ToolRun.Of("contracts", "fit", "--survivors", survivors);

        Assert.Equal(2, run.Exit);
        Assert.Contains(message, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void CountsBesideAFile_AreRefused() =>
        Assert.Contains("has no meaning", ToolRun.Of("contracts", "fit", "--survivors", "9,8", "--subscriptions", Samples.Members).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("table")]
    [InlineData("markdown")]
    [InlineData("csv")]
    [InlineData("json")]
    public void EveryFormat_HasTheFields(string format)
    {
        bool forReading = format is "table" or "markdown";
        Assert.Contains(forReading ? "Log likelihood" : "logLikelihood", ToolRun.Answer("contracts", "fit", "--survivors", First(HighEnd, 8), "--format", format), StringComparison.Ordinal);
        Assert.Contains(forReading ? "Residual lifetime" : "residualLifetime", ToolRun.Answer("contracts", "project", "--survivors", First(HighEnd, 8), "--format", format), StringComparison.Ordinal);
    }

    private static string First(string survivors, int count) => string.Join(',', survivors.Split(',').Take(count));

    private static JsonElement Fit(string model, params string[] args) =>
        Assert.Single(ToolRun.Json(["contracts", "fit", "--model", model, .. args]).GetProperty("fits").EnumerateArray());

    private static JsonElement[] Projection(params string[] args) => [.. ToolRun.Json(["contracts", "project", .. args]).GetProperty("renewals").EnumerateArray()];
}
