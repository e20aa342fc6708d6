using System.Globalization;

namespace Retention.Metrics.Tool.Tests;

public sealed class CultureTests
{
    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void NoAnswer_DependsOnTheCulture(string name)
    {
        using var files = new TemporaryFiles();
        string file = files.Write("s.csv", "SUBSCRIPTION_ID,CUSTOMER_ID,START_DATE,END_DATE,AMOUNT,INTERVAL,CURRENCY\ni,I,2025-01-10,2025-03-01,1234.50,MONTHLY,inr\n");
        string[][] commands =
        [
            .. new[] { "table", "json", "csv", "markdown" }.Select(format => new[] { "report", "--format", format }),
            ["report", "--subscriptions", file, "--explain", "churnMrr"],
            ["check", "--subscriptions", file, "--format", "json"],
            ["report", "--subscriptions", file, "--format", "json", "--map", "price_changed=I", "--week-start", "FRIDAY", "--by", "week"],
        ];
        string[] expected = In(CultureInfo.InvariantCulture, commands);

        Assert.Equal(expected, In(CultureInfo.GetCultureInfo(name), commands));
    }

    private static string[] In(CultureInfo culture, string[][] commands)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return [.. commands.Select(command => ToolRun.Answer(command))];
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
