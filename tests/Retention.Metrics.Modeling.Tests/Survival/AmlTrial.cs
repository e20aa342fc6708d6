using System.Globalization;

namespace Retention.Metrics.Modeling.Tests.Survival;

/// <summary>The acute myelogenous leukaemia maintenance trial (Miller 1997), 23 patients.</summary>
internal static class AmlTrial
{
    public static SurvivalGroups Groups()
    {
        string[][] rows = [.. SharedData.CsvRows("survival-aml.csv")];
        return SurvivalGroups.FromColumns(
            [.. rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture))],
            [.. rows.Select(row => row[1] == "1")],
            [.. rows.Select(row => row[2])]);
    }

    public static RiskTable Table(string group) => group == "all" ? Groups().Pool() : Groups()[group["group=".Length..]];
}
