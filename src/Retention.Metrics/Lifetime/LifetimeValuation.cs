namespace Retention.Metrics;

/// <summary>A way to value a loss of MRR over the lifetime it would have had, with the name it goes by.</summary>
/// <remarks>Name it so that a reader can distinguish it from others: lifetime values by different formulas are not comparable.</remarks>
/// <example><code>
/// var byPlan = new LifetimeValuation("MRR × 36, or 12 below 50 EUR", loss => loss.Before.Monthly * (loss.Before.Monthly.Amount &lt; 50m ? 12m : 36m));
/// </code></example>
public sealed class LifetimeValuation
{
    private readonly Func<MrrContribution, Money?> value;

    /// <summary>Names a function.</summary>
    /// <param name="name">What it is called where its values are shown.</param>
    /// <param name="value">From a loss to its value, in the currency of the loss; <see langword="null"/> where it has none.</param>
    public LifetimeValuation(string name, Func<MrrContribution, Money?> value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        this.value = value;
    }

    /// <summary>What the function is called.</summary>
    public string Name { get; }

    /// <summary>Values a loss by a lifetime that is known or assumed; see <see cref="CustomerLifetimeValue.ArpaTimesLifetime(Money, decimal, decimal)"/>.</summary>
    /// <param name="months">How many months the revenue would have gone on, 0 or more.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static LifetimeValuation MrrTimesMonths(decimal months, decimal margin = 1m)
    {
        _ = FormulaArgument.NotNegative(months);
        _ = FormulaArgument.Share(margin);
        return new("MRR × lifetime in months", loss => CustomerLifetimeValue.ArpaTimesLifetime(loss.Amount.UnroundedMonthly, months, margin));
    }

    /// <summary>Values a loss by customer churn, undefined where that is 0 or undefined; see <see cref="CustomerLifetimeValue.ArpaOverCustomerChurn(Money, Ratio, decimal)"/>.</summary>
    /// <param name="churn">The monthly customer churn rate.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static LifetimeValuation MrrOverCustomerChurn(Ratio churn, decimal margin = 1m)
    {
        _ = FormulaArgument.Share(margin);
        return new("MRR / customer churn", loss => CustomerLifetimeValue.ArpaOverCustomerChurn(loss.Amount.UnroundedMonthly, churn, margin).Amount);
    }

    /// <summary>Values a loss by the customer churn of a month, undefined where that is 0 or undefined.</summary>
    /// <param name="month">A row of a roll-forward of months.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static LifetimeValuation MrrOverCustomerChurn(RollForwardRow month, decimal margin = 1m)
    {
        ArgumentNullException.ThrowIfNull(month);
        return MrrOverCustomerChurn(month.CustomerChurnRate, margin);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal Money? Of(MrrContribution loss)
    {
        Money? found = value(loss);
        return found is null || found.Value.Currency == loss.Amount.Currency
            ? found
            : throw new ArgumentException(FormattableString.Invariant($"'{Name}' values the loss of {loss.Customer} at {found}, but the loss is in {loss.Amount.Currency}; convert it first."), nameof(loss));
    }
}
