using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How ups and downs of one customer within one period are netted before they are called movements.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<Netting>))]
public enum Netting
{
    /// <summary>Only the difference between the two ends of the period counts.</summary>
    PerPeriod,

    /// <summary>Only the difference between the two ends of each local day counts; days add up to the period.</summary>
    PerDay,

    /// <summary>Every change of the customer's total counts.</summary>
    PerEvent,
}

/// <summary>Which discounts are subtracted from a price.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<DiscountRule>))]
public enum DiscountRule
{
    /// <summary>All of them; one that expires is expansion.</summary>
    AllSubtracted,

    /// <summary>Only those that stay for ever.</summary>
    OnlyForeverSubtracted,

    /// <summary>None: the list price counts.</summary>
    NoneSubtracted,
}

/// <summary>What a discount of the whole price for a while means to a subscription that has paid before: a free month.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<FreeMonthRule>))]
public enum FreeMonthRule
{
    /// <summary>The revenue is kept: a free month inside a paid life is not churn.</summary>
    KeepRevenue,

    /// <summary>The revenue is 0 while it lasts, like that of any discount.</summary>
    NoRevenue,
}

/// <summary>What a pause means.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<PauseRule>))]
public enum PauseRule
{
    /// <summary>Revenue 0 is inactive: the pause is churn and the return a reactivation.</summary>
    Inactive,

    /// <summary>The customer stays active at revenue 0; the money moves in the lines <em>paused</em> and <em>resumed</em>.</summary>
    KeepCustomer,

    /// <summary>Nothing moves.</summary>
    KeepRevenue,
}

/// <summary>What a running subscription at price 0 means to a customer who has paid before.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<FreePlanRule>))]
public enum FreePlanRule
{
    /// <summary>Revenue 0 is inactive: the change to it is churn.</summary>
    Inactive,

    /// <summary>The customer stays active at revenue 0; the money moves in the lines <em>paused</em> and <em>resumed</em>.</summary>
    KeepCustomer,
}

/// <summary>When a requested cancellation takes the revenue away.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<CancellationRule>))]
public enum CancellationRule
{
    /// <summary>When it takes effect.</summary>
    AtEffect,

    /// <summary>When it was requested, which gives committed MRR; a revocation brings it back.</summary>
    AtRequest,
}

/// <summary>The lost customers that a customer churn rate counts.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<ChurnCounting>))]
public enum ChurnCounting
{
    /// <summary>Customers active at the start of the period and not at its end.</summary>
    AtPeriodEnds,

    /// <summary>Customers who dropped to inactive at least once in the period, each once.</summary>
    DistinctCustomers,

    /// <summary>Every drop to inactive, of the same customer too.</summary>
    EveryDrop,
}

/// <summary>Out of how many a customer churn rate counts.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<ChurnDenominator>))]
public enum ChurnDenominator
{
    /// <summary>Customers active at the start of the period.</summary>
    AtStart,

    /// <summary>Those, and every customer inactive at the start who paid in the period.</summary>
    StartPlusNew,

    /// <summary>The mean of the customers at the start and at the end.</summary>
    Average,

    /// <summary>The customers at the start of each local day, summed over the days that start in the period.</summary>
    EachDay,

    /// <summary>Customers active at the start with a term that ends in the period; the loss is limited to them too.</summary>
    UpForRenewal,
}

/// <summary>Whether a customer churn rate counts who came and went within the period.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<SamePeriodJoiners>))]
public enum SamePeriodJoiners
{
    /// <summary>Who was not active at the start is in no loss.</summary>
    LeftOut,

    /// <summary>Who joined in the period and is gone again counts as lost.</summary>
    Counted,
}

/// <summary>Whether cancelled orders are orders.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<CancelledOrders>))]
public enum CancelledOrders
{
    /// <summary>A cancelled order is left out of every figure.</summary>
    LeftOut,

    /// <summary>A cancelled order counts like any other.</summary>
    Counted,
}

/// <summary>What a refund does to its order.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<Refunds>))]
public enum Refunds
{
    /// <summary>It is subtracted from the order, in the order's own period; the order still counts as one.</summary>
    Subtracted,

    /// <summary>It changes nothing.</summary>
    Ignored,
}
