using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The customers who were treated one way, and how many of them churned. <see langword="default"/> is an empty arm.</summary>
[JsonConverter(typeof(ExperimentArmJsonConverter))]
public readonly record struct ExperimentArm
{
    /// <summary>An arm of an experiment.</summary>
    /// <param name="customers">How many customers there were, 0 or more.</param>
    /// <param name="churned">How many of them churned, 0 to all.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0, or more churned than there were.</exception>
    public ExperimentArm(long customers, long churned)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(customers);
        if (churned < 0 || churned > customers)
        {
            throw new ArgumentOutOfRangeException(nameof(churned), churned, FormattableString.Invariant($"Of {customers} customers, 0 to {customers} churn."));
        }

        Customers = customers;
        Churned = churned;
    }

    /// <summary>How many customers there were.</summary>
    public long Customers { get; }

    /// <summary>How many of them churned.</summary>
    public long Churned { get; }

    /// <summary>How many of them stayed.</summary>
    public long Kept => Customers - Churned;

    /// <inheritdoc cref="CustomerChurn.Rate"/>
    public Ratio ChurnRate => CustomerChurn.Rate(Churned, Customers);

    /// <summary>The customers of a period, where the roll-forward holds one arm's customers alone.</summary>
    /// <param name="period">A row of that roll-forward.</param>
    public static ExperimentArm Of(RollForwardRow period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return new ExperimentArm(period.OpeningCustomers, period.ChurnedCustomers);
    }

    /// <summary>How far Wilson's lower limit of the churn rate lies below it.</summary>
    internal double BelowChurnRate(double z) => WilsonInterval.BelowShare(Churned, Customers, z);

    /// <summary>How far Wilson's upper limit of the churn rate lies above it: as far as the lower limit of the rate kept lies below that.</summary>
    internal double AboveChurnRate(double z) => WilsonInterval.BelowShare(Kept, Customers, z);
}
