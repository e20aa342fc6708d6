using System.CommandLine;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tool.Options;

/// <summary>What <c>--by</c> means where time is counted from a customer's first day, not by the calendar.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tenure">The unit of a tenure.</param>
/// <param name="Model">The unit of a model of orders.</param>
/// <param name="Months">How many months it has.</param>
internal sealed record PeriodUnit(string Name, BillingInterval Tenure, ModelUnit Model, decimal Months)
{
    private const string Option = "--by";

    private static readonly PeriodUnit[] All =
    [
        new("day", BillingInterval.Daily, ModelUnit.Day, 12m / 365m),
        new("week", BillingInterval.Weekly, ModelUnit.Week, 7m * 12m / 365m),
        new("month", BillingInterval.Monthly, ModelUnit.Month, 1m),
        new("quarter", BillingInterval.Quarterly, ModelUnit.OfDays("quarter", 365.25 / 4.0), 3m),
        new("year", BillingInterval.Yearly, ModelUnit.Year, 12m),
    ];

    public static PeriodUnit Of(ParseResult asked)
    {
        string name = asked.GetValue<string>(Option)!;
        return All.Single(unit => unit.Name == name);
    }

    /// <summary>The unit that was asked for in so many words, if any was.</summary>
    public static PeriodUnit? Stated(ParseResult asked) => asked.GetResult(Option) is System.CommandLine.Parsing.OptionResult { Implicit: false } ? Of(asked) : null;
}
