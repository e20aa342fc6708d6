using System.Globalization;
using Retention.Metrics.Reports.Answers;

namespace Retention.Metrics.Reports.Page;

/// <summary>Names as people read them.</summary>
internal static class Names
{
    /// <summary>What every format says of the built-in sample.</summary>
    public const string Sample = "built-in sample, a made-up company";

    /// <summary>The name of a period, marked where the data do not cover it.</summary>
    public static string Short(ReportingPeriod period, PeriodState state) => period.Name + state switch { PeriodState.ToDate => "*", PeriodState.Upcoming => "**", _ => "" };

    /// <summary><c>March 2025</c>, or the name where the period is no month.</summary>
    public static string Long(ReportingPeriod period) => period.YearMonth is { } month
        ? $"{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month.Month)} {month.Year.ToString(CultureInfo.InvariantCulture)}"
        : period.Name;

    /// <summary>What is said of a period that the data do not cover.</summary>
    public static string? State(PeriodState state) => state switch { PeriodState.ToDate => "to date", PeriodState.Upcoming => "upcoming", _ => null };

    /// <summary>A line of the bridge in one word.</summary>
    public static string Movement(RollForwardFigure figure) => figure.Label.Replace(" MRR", "", StringComparison.Ordinal).Replace("Exchange rate effect", "FX", StringComparison.Ordinal);
}
