namespace Retention.Metrics.Tool.Tests;

/// <summary>Numbers and dates at the ends of their ranges: an answer, or one line that says what is wrong.</summary>
public sealed class ExtremeArgumentTests : IDisposable
{
    private const string Most = "79228162514264337593543950335", Int = "2147483647";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("whatif", "--assume", $"mrr={Most}", "--assume", "customers=1", "--currency", "EUR")]
    [InlineData("whatif", "--assume", $"mrr={Most}", "--assume", "customers=1", "--currency", "EUR", "--change", "price=x2")]
    [InlineData("whatif", "--assume", "mrr=1", "--assume", $"customers={Most}", "--assume", $"acquiredCustomers={Most}", "--currency", "EUR")]
    [InlineData("whatif", "--assume", $"expansion={Most}")]
    [InlineData("whatif", "--change", $"expansion=x{Most}")]
    [InlineData("whatif", "--change", $"churn=x{Most}")]
    [InlineData("whatif", "--change", $"acquisition=x{Most}")]
    [InlineData("whatif", "--change", "churn=x-1")]
    [InlineData("whatif", "--change", $"price={Most}")]
    [InlineData("whatif", "--cost", Most)]
    [InlineData("whatif", "--cost", Most, "--cost-per-period", Most)]
    [InlineData("whatif", "--cost", "0.0000000000000000000000000001", "--change", "churn=x0.5")]
    [InlineData("whatif", "--periods", Int)]
    [InlineData("churn", "--show", "losses", "--lifetime-months", Most)]
    [InlineData("churn", "--show", "before", "--within", Int)]
    [InlineData("churn", "--show", "before", "--mark", "x=9999-12-31")]
    [InlineData("churn", "--show", "before", "--mark", "x=0001-01-01")]
    [InlineData("churn", "--from", "0001", "--to", "0001")]
    [InlineData("churn", "--show", "tenure", "--to", "9999")]
    [InlineData("report", "--from", "0001-01-01", "--to", "0001-01-01")]
    [InlineData("report", "--from", "9999-12", "--to", "9999-12")]
    [InlineData("report", "--from", "0001", "--to", "9999", "--by", "day")]
    [InlineData("report", "--as-of", "9999-12-31")]
    [InlineData("report", "--as-of", "9999")]
    [InlineData("report", "--as-of", "0001-01-01")]
    [InlineData("report", "--as-of", "9999-12-31T23:59:59.999999999Z")]
    [InlineData("report", "--from", "9999-12-31", "--to", "9999-12-31", "--by", "day", "--time-zone", "America/New_York")]
    [InlineData("report", "--from", "0001-01-01", "--to", "0001-01-01", "--by", "week", "--time-zone", "Asia/Kathmandu")]
    [InlineData("cohorts", "--columns", Int)]
    [InlineData("cohorts", "--from", "9999-12", "--to", "9999-12")]
    [InlineData("cohorts", "--as-of", "9999-12-31")]
    [InlineData("survival", "--to", "9999-12-31")]
    [InlineData("survival", "--as-of", "9999-12-31")]
    [InlineData("survival", "--show", "hazard", "--width", Int)]
    [InlineData("survival", "--show", "summary", "--horizon", Int)]
    [InlineData("survival", "--from", "9999-12-31")]
    [InlineData("survival", "--show", "summary", "--confidence", "0.9999999999999999999999999999")]
    [InlineData("survival", "--show", "summary", "--quantiles", "0.0000000000000000000000000001,0.9999999999999999999999999999")]
    [InlineData("lifetime", "predict", "--horizon", Most, "--despite-status")]
    [InlineData("lifetime", "predict", "--discount-rate", Most, "--despite-status")]
    [InlineData("lifetime", "predict", "--to", "9999-12-31", "--despite-status")]
    [InlineData("lifetime", "fit", "--to", "0001")]
    [InlineData("lifetime", "holdout", "--calibration-end", "9999", "--despite-status")]
    [InlineData("lifetime", "holdout", "--calibration-end", "0001", "--despite-status")]
    [InlineData("lifetime", "holdout", "--calibration-end", "2025-10", "--to", "9999-12-31", "--show", "weeks", "--despite-status")]
    [InlineData("contracts", "project", "--survivors", "9,8,8,7", "--renewals", "100001")]
    [InlineData("contracts", "project", "--survivors", "9,8,8,7", "--discount-rate", Most, "--despite-status")]
    [InlineData("contracts", "fit", "--survivors", "2147483647,2147483648")]
    [InlineData("contracts", "fit", "--to", "0001")]
    [InlineData("compare", "--from", "9999-12", "--to", "9999-12")]
    public void AnExtreme_IsAnswered_OrIsOneLine(params string[] args)
    {
        ToolRun run = ToolRun.Of(args);

        Assert.InRange(run.Exit, 0, 2);
        Assert.True(run.Exit == 0 || run.ErrorLines.Length is 1 or 2, run.Error);
        Assert.All(run.ErrorLines, line => Assert.StartsWith("retention: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("Arithmetic", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Date computation", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Value was", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the tool", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AProjection_ThatGrowsBeyondAllBounds_SaysFromWhichPeriodOn()
    {
        string[] args = ["whatif", "--currency", "EUR", "--assume", "mrr=1000", "--assume", "customers=10", "--assume", "expansion=100%", "--periods"];
        ToolRun run = ToolRun.Of([.. args, "240"]);
        string fits = System.Text.RegularExpressions.Regex.Match(run.Error, "--periods ([0-9]+) or fewer").Groups[1].Value;

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Single(run.ErrorLines);
        Assert.Equal(0, ToolRun.Of([.. args, fits]).Exit);
        Assert.Equal(2, ToolRun.Of([.. args, (int.Parse(fits, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)]).Exit);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("compare")]
    [InlineData("cohorts", "--show", "mrr")]
    [InlineData("churn")]
    [InlineData("churn", "--show", "losses", "--lifetime-months", "1000")]
    [InlineData("whatif")]
    [InlineData("report", "--explain", "closingMrr")]
    public void AmountsAtTheEndOfTheRange_GiveNoMessageOfTheFramework(params string[] command)
    {
        string rows = string.Concat(Enumerable.Range(1, 4).Select(n => $"s{n},c{n % 2},2025-01-10,2025-03-10,768614336404.00\n"));
        ToolRun run = ToolRun.Of([command[0], "--subscriptions", files.Write("s.csv", $"subscription_id,customer_id,start_date,end_date,mrr\n{rows}"), "--currency", "EUR", .. command[1..]]);

        Assert.InRange(run.Exit, 0, 2);
        Assert.DoesNotContain("Arithmetic", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the tool", run.Error, StringComparison.Ordinal);
    }
}
