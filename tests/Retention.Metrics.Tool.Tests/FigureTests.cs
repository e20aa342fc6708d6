using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Every figure of the library that exports write is a field of the tool, and every one that can be explained is.</summary>
public sealed class FigureTests
{
    private static readonly string[] Exported =
    [
        .. RollForwardFigure.All.Where(figure => figure.IsExported).Select(figure => figure.Name),
        .. TrailingRetentionFigure.All.Where(figure => figure.IsExported).Select(figure => figure.Name),
        .. OrderMetricsFigure.All.Where(figure => figure.IsExported).Select(figure => figure.Name),
        .. DaysBetweenOrdersFigure.All.Select(figure => figure.Name),
    ];

    [Fact]
    public void EveryFigure_IsInJson()
    {
        JsonElement period = ToolRun.Periods("report")[0];

        Assert.Equal(Exported, period.EnumerateObject().Select(field => field.Name).Where(name => Exported.Contains(name, StringComparer.Ordinal)));
        Assert.Equal(
            RollForwardFigure.All.Where(figure => figure.Unit == FigureUnit.MoneyPerMonth).Select(figure => figure.Name).Concat(["committedMrr", "atRiskMrr"]),
            period.GetProperty("exact").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void EveryFigure_IsInCsv() =>
        Assert.Equal(Exported, ToolRun.Csv("report")[0].Where(name => Exported.Contains(name, StringComparer.Ordinal)));

    [Fact]
    public void EveryFigureThatIsExplained_IsListedBy_Explain()
    {
        string[] explained =
        [
            .. RollForwardFigure.All.Where(figure => figure.Explained is not null).Select(figure => figure.Name),
            .. OrderMetricsFigure.All.Where(figure => figure.Explained is not null).Select(figure => figure.Name),
        ];

        Assert.Contains(string.Join(", ", explained), ToolRun.Of("report", "--explain", "churn").Error, StringComparison.Ordinal);
        Assert.All(explained, name => Assert.Equal(name, ToolRun.Json("report", "--explain", name).GetProperty("figure").GetString()));
    }
}
