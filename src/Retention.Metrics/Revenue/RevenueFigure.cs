using System.Text.Json.Serialization;

namespace Retention.Metrics;

// To add a kind of movement, add it to the parts of this file, and the condition under which it occurs to MovementRule.
// Sums, totals, balances, exports, explanations and the checks of totals are made of the table below.

/// <summary>The figures of a roll-forward that are sums over customers, and so can name them.</summary>
/// <remarks>The movements are the figures from <see cref="NewMrr"/> to <see cref="PausedMrr"/>.</remarks>
[JsonConverter(typeof(ChoiceJsonConverter<RevenueFigure>))]
public enum RevenueFigure
{
    /// <summary>MRR at the start.</summary>
    OpeningMrr,

    /// <summary>New MRR.</summary>
    NewMrr,

    /// <summary>Reactivation MRR.</summary>
    ReactivationMrr,

    /// <summary>Resumed MRR.</summary>
    ResumedMrr,

    /// <summary>Expansion MRR.</summary>
    ExpansionMrr,

    /// <summary>Contraction MRR.</summary>
    ContractionMrr,

    /// <summary>Churned MRR.</summary>
    ChurnMrr,

    /// <summary>Paused MRR.</summary>
    PausedMrr,

    /// <summary>MRR gained or lost by exchange rates; nobody in a timeline of one currency.</summary>
    FxMrr,

    /// <summary>MRR at the end.</summary>
    ClosingMrr,

    /// <summary>Customers at the start.</summary>
    OpeningCustomers,

    /// <summary>New customers.</summary>
    NewCustomers,

    /// <summary>Customers who came back.</summary>
    ReactivatedCustomers,

    /// <summary>Customers who pay more.</summary>
    ExpandedCustomers,

    /// <summary>Customers who pay less.</summary>
    ContractedCustomers,

    /// <summary>Customers who stopped paying.</summary>
    ChurnedCustomers,

    /// <summary>Customers at the end.</summary>
    ClosingCustomers,

    /// <summary>Customers who came and went within the period.</summary>
    NeverRetainedCustomers,

    /// <summary>Customers lost as the policy counts them: the numerator of the customer churn rate.</summary>
    LostCustomers,

    /// <summary>Customers at risk as the policy counts them: the denominator of the customer churn rate.</summary>
    CustomersAtRisk,
}

/// <content>The table of movements.</content>
public sealed partial class RollForwardFigure
{
    /// <summary>The number of kinds of movement.</summary>
    internal const int MovementCount = RevenueFigure.PausedMrr - RevenueFigure.NewMrr + 1;

    /// <summary>The kinds of movement, in the order of exports.</summary>
    private static RollForwardFigure[] TableOfMovements() =>
    [
        Movement(RevenueFigure.NewMrr, sign: 1),
        Movement(RevenueFigure.ReactivationMrr, sign: 1),
        Movement(RevenueFigure.ResumedMrr, sign: 1, isOptional: true),
        Movement(RevenueFigure.ExpansionMrr, sign: 1, isRetention: true),
        Movement(RevenueFigure.ContractionMrr, sign: -1, isRetention: true),
        Movement(RevenueFigure.ChurnMrr, sign: -1, isRetention: true),
        Movement(RevenueFigure.PausedMrr, sign: -1, isOptional: true),
    ];
}

/// <content>The totals named for a kind of movement.</content>
public readonly partial record struct RollForwardTotals
{
    /// <summary>Revenue of customers who pay for the first time ever.</summary>
    public Int128 NewMrr
    {
        get => Movements.Of(RevenueFigure.NewMrr);
        init => Movements = Movements.With(RevenueFigure.NewMrr, value);
    }

    /// <summary>Revenue of customers who had paid before, did not at the start, and do again.</summary>
    public Int128 ReactivationMrr
    {
        get => Movements.Of(RevenueFigure.ReactivationMrr);
        init => Movements = Movements.With(RevenueFigure.ReactivationMrr, value);
    }

    /// <summary>Revenue of customers who were active at zero revenue and pay again.</summary>
    public Int128 ResumedMrr
    {
        get => Movements.Of(RevenueFigure.ResumedMrr);
        init => Movements = Movements.With(RevenueFigure.ResumedMrr, value);
    }

    /// <summary>Revenue gained from customers who paid already.</summary>
    public Int128 ExpansionMrr
    {
        get => Movements.Of(RevenueFigure.ExpansionMrr);
        init => Movements = Movements.With(RevenueFigure.ExpansionMrr, value);
    }

    /// <summary>Revenue lost from customers who still pay.</summary>
    public Int128 ContractionMrr
    {
        get => Movements.Of(RevenueFigure.ContractionMrr);
        init => Movements = Movements.With(RevenueFigure.ContractionMrr, value);
    }

    /// <summary>Revenue of customers who stopped paying.</summary>
    public Int128 ChurnMrr
    {
        get => Movements.Of(RevenueFigure.ChurnMrr);
        init => Movements = Movements.With(RevenueFigure.ChurnMrr, value);
    }

    /// <summary>Revenue of customers who stay active at zero revenue.</summary>
    public Int128 PausedMrr
    {
        get => Movements.Of(RevenueFigure.PausedMrr);
        init => Movements = Movements.With(RevenueFigure.PausedMrr, value);
    }
}

/// <content>The figures named for a kind of movement.</content>
public sealed partial class RollForwardRow
{
    /// <summary>MRR of customers who pay for the first time ever.</summary>
    public RecurringRevenue NewMrr => new(totals.Movements.Of(RevenueFigure.NewMrr), Currency);

    /// <summary>MRR of customers who had paid before, did not at the start, and do again.</summary>
    public RecurringRevenue ReactivationMrr => new(totals.Movements.Of(RevenueFigure.ReactivationMrr), Currency);

    /// <summary>MRR of customers who were active without paying and pay again; 0 where a pause is churn.</summary>
    public RecurringRevenue ResumedMrr => new(totals.Movements.Of(RevenueFigure.ResumedMrr), Currency);

    /// <summary>MRR gained from customers who paid already.</summary>
    public RecurringRevenue ExpansionMrr => new(totals.Movements.Of(RevenueFigure.ExpansionMrr), Currency);

    /// <summary>MRR lost from customers who still pay.</summary>
    public RecurringRevenue ContractionMrr => new(totals.Movements.Of(RevenueFigure.ContractionMrr), Currency);

    /// <summary>MRR of customers who stopped paying.</summary>
    public RecurringRevenue ChurnMrr => new(totals.Movements.Of(RevenueFigure.ChurnMrr), Currency);

    /// <summary>MRR of customers who stay active without paying; 0 where a pause is churn.</summary>
    public RecurringRevenue PausedMrr => new(totals.Movements.Of(RevenueFigure.PausedMrr), Currency);
}

/// <content>The totals of a product named for a kind of movement.</content>
public readonly partial record struct ProductTotals
{
    /// <summary>Revenue in the product of customers who pay for the first time ever, for anything.</summary>
    public Int128 NewMrr
    {
        get => Movements.Of(RevenueFigure.NewMrr);
        init => Movements = Movements.With(RevenueFigure.NewMrr, value);
    }

    /// <summary>Revenue in the product of customers who had paid before, paid nothing at the start, and pay again.</summary>
    public Int128 ReactivationMrr
    {
        get => Movements.Of(RevenueFigure.ReactivationMrr);
        init => Movements = Movements.With(RevenueFigure.ReactivationMrr, value);
    }

    /// <summary>Revenue in the product of customers who were active at zero revenue and pay again.</summary>
    public Int128 ResumedMrr
    {
        get => Movements.Of(RevenueFigure.ResumedMrr);
        init => Movements = Movements.With(RevenueFigure.ResumedMrr, value);
    }

    /// <summary>Revenue that the product gained from customers who paid already, beyond what they moved into it from other products.</summary>
    public Int128 ExpansionMrr
    {
        get => Movements.Of(RevenueFigure.ExpansionMrr);
        init => Movements = Movements.With(RevenueFigure.ExpansionMrr, value);
    }

    /// <summary>Revenue that the product lost of customers who still pay, beyond what they moved from it to other products.</summary>
    public Int128 ContractionMrr
    {
        get => Movements.Of(RevenueFigure.ContractionMrr);
        init => Movements = Movements.With(RevenueFigure.ContractionMrr, value);
    }

    /// <summary>Revenue in the product of customers who stopped paying for anything.</summary>
    public Int128 ChurnMrr
    {
        get => Movements.Of(RevenueFigure.ChurnMrr);
        init => Movements = Movements.With(RevenueFigure.ChurnMrr, value);
    }

    /// <summary>Revenue in the product of customers who stay active at zero revenue.</summary>
    public Int128 PausedMrr
    {
        get => Movements.Of(RevenueFigure.PausedMrr);
        init => Movements = Movements.With(RevenueFigure.PausedMrr, value);
    }
}

/// <content>The figures of a product named for a kind of movement.</content>
public sealed partial class ProductRollForwardRow
{
    /// <summary>MRR in the product of customers who pay for the first time ever, for anything.</summary>
    public RecurringRevenue NewMrr => new(totals.Movements.Of(RevenueFigure.NewMrr), Currency);

    /// <summary>MRR in the product of customers who had paid before, paid nothing at the start, and pay again.</summary>
    public RecurringRevenue ReactivationMrr => new(totals.Movements.Of(RevenueFigure.ReactivationMrr), Currency);

    /// <summary>MRR in the product of customers who were active without paying and pay again; 0 where a pause is churn.</summary>
    public RecurringRevenue ResumedMrr => new(totals.Movements.Of(RevenueFigure.ResumedMrr), Currency);

    /// <summary>MRR that the product gained from customers who paid already, beyond what they moved into it from other products.</summary>
    public RecurringRevenue ExpansionMrr => new(totals.Movements.Of(RevenueFigure.ExpansionMrr), Currency);

    /// <summary>MRR that the product lost of customers who still pay, beyond what they moved from it to other products.</summary>
    public RecurringRevenue ContractionMrr => new(totals.Movements.Of(RevenueFigure.ContractionMrr), Currency);

    /// <summary>MRR in the product of customers who stopped paying for anything.</summary>
    public RecurringRevenue ChurnMrr => new(totals.Movements.Of(RevenueFigure.ChurnMrr), Currency);

    /// <summary>MRR in the product of customers who stay active without paying; 0 where a pause is churn.</summary>
    public RecurringRevenue PausedMrr => new(totals.Movements.Of(RevenueFigure.PausedMrr), Currency);
}
