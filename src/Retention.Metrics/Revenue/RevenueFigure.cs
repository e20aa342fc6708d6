namespace Retention.Metrics;

/// <summary>The figures of a roll-forward that are sums over customers, and so can name them.</summary>
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
