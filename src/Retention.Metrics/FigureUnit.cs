using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a figure is measured in.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<FigureUnit>))]
public enum FigureUnit
{
    /// <summary>Money a month: a <see cref="RecurringRevenue"/>.</summary>
    MoneyPerMonth,

    /// <summary>Money a year: a <see cref="Metrics.Money"/>.</summary>
    MoneyPerYear,

    /// <summary>Money: a <see cref="Metrics.Money"/>.</summary>
    Money,

    /// <summary>Money for each customer or order: a <see cref="Metrics.AverageMoney"/>.</summary>
    AverageMoney,

    /// <summary>Customers: a whole number, or a decimal where a policy counts halves.</summary>
    Customers,

    /// <summary>Orders: a whole number.</summary>
    Orders,

    /// <summary>A share of a whole, read in per cent: a <see cref="Metrics.Ratio"/>, or a double for a share compounded to a year.</summary>
    Share,

    /// <summary>A quotient that is not a share: a <see cref="Metrics.Ratio"/>.</summary>
    Quotient,

    /// <summary>Yes or no: a Boolean.</summary>
    YesNo,

    /// <summary>Days: a <see cref="Metrics.Ratio"/> for a mean, else a decimal.</summary>
    Days,

    /// <summary>Activities or the sum of their quantities: a whole number.</summary>
    Activities,
}
