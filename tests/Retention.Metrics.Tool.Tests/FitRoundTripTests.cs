using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tool.Tests;

/// <summary>What the tool writes of a fit, the library reads, and it is the fit that the library makes.</summary>
public sealed class FitRoundTripTests : IDisposable
{
    private static readonly string[] ShopYear = ["--orders", Samples.ShopYear, "--currency", "EUR", "--by", "week", "--to", "2025-12-31"];

    private static readonly RiskTable Cohort = RiskTable.FromSurvivors(1000, 869, 743, 653, 593);

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void BgNbd_IsReadBack() => Check(BgNbd.Fit(Summary()), ["lifetime", "fit", "--model", "bg-nbd", .. ShopYear]);

    [Fact]
    public void MbgNbd_IsReadBack() => Check(MbgNbd.Fit(Summary()), ["lifetime", "fit", "--model", "mbg-nbd", .. ShopYear]);

    [Fact]
    public void ParetoNbd_IsReadBack() => Check(ParetoNbd.Fit(Summary()), ["lifetime", "fit", "--model", "pareto-nbd", .. ShopYear]);

    [Fact]
    public void GammaGamma_IsReadBack() => Check(GammaGamma.Fit(Summary(), Currency.Eur), ["lifetime", "fit", "--model", "gamma-gamma", .. ShopYear]);

    [Fact]
    public void ShiftedBetaGeometric_IsReadBack() => Check(ShiftedBetaGeometric.Fit(Cohort), ["contracts", "fit", "--survivors", "1000,869,743,653,593"]);

    [Fact]
    public void BetaDiscreteWeibull_IsReadBack() => Check(BetaDiscreteWeibull.Fit(Cohort), ["contracts", "fit", "--model", "bdw", "--survivors", "1000,869,743,653,593"]);

    [Fact]
    public void Geometric_IsReadBack() => Check(Geometric.Fit(Cohort), ["contracts", "fit", "--model", "geometric", "--survivors", "1000,869,743,653,593"]);

    [Fact]
    public void AFitAtABoundary_IsReadBack()
    {
        Fit<ShiftedBetaGeometric> expected = ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 900, 810, 729));

        Assert.Equal(FitOutcome.Boundary, expected.Status.Outcome);
        Check(expected, ["contracts", "fit", "--survivors", "1000,900,810,729"], exit: 1);
    }

    private static PurchaseSummary Summary() => PurchaseSummary.Of(
        CsvImport.Orders(Samples.ShopYear, new CsvImportOptions { Currency = Currency.Eur }).History, DateTimeZone.Utc, new LocalDate(2025, 12, 31), ModelUnit.Week);

    // Exactly, from standard output and from a file.
    private void Check<TModel>(Fit<TModel> expected, string[] args, int exit = 0)
        where TModel : class, IFittedModel<TModel>
    {
        ToolRun run = ToolRun.Of([.. args, "--format", "json"]);
        string file = Path.Combine(files.Folder, "fit.json");

        Assert.Equal(exit, run.Exit);
        Assert.Equal(exit, ToolRun.Of([.. args, "--format", "json", "--output", file]).Exit);
        Assert.Equal(expected, FitJson.Read<TModel>(run.Output));
        Assert.Equal(expected, FitJson.Read<TModel>(File.ReadAllText(file)));
        Assert.Equal(expected, FitJson.Read<TModel>(FitJson.Write(expected)));
    }
}
