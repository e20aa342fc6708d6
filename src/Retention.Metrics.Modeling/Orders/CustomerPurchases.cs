namespace Retention.Metrics.Modeling;

/// <summary>One customer's recency, frequency and value.</summary>
/// <remarks>Orders of a customer on one local day are one purchase; the first purchase is counted in no mean and no frequency.</remarks>
public readonly record struct CustomerPurchases
{
    /// <summary>Makes the row of a customer.</summary>
    /// <param name="customer">Who bought.</param>
    /// <param name="history">How often, how lately, for how long.</param>
    /// <param name="repeatSpend">The amount of the repeat purchases together, 0 or more; 0 where there are none.</param>
    /// <param name="firstSpend">The amount of the first purchase, 0 or more.</param>
    /// <exception cref="ArgumentException">The customer has no id.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative, or there is spend without a repeat purchase.</exception>
    public CustomerPurchases(CustomerId customer, PurchaseHistory history, decimal repeatSpend = 0m, decimal firstSpend = 0m)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repeatSpend);
        ArgumentOutOfRangeException.ThrowIfNegative(firstSpend);
        if (history.Frequency == 0 && repeatSpend != 0m)
        {
            throw new ArgumentOutOfRangeException(nameof(repeatSpend), repeatSpend, "Without a repeat purchase the repeat spend is 0.");
        }

        Customer = customer.Named(nameof(customer));
        History = history;
        RepeatSpend = repeatSpend;
        FirstSpend = firstSpend;
    }

    /// <summary>Who bought.</summary>
    public CustomerId Customer { get; }

    /// <summary>How often, how lately, for how long, in the summary's unit.</summary>
    public PurchaseHistory History { get; }

    /// <summary>The amount of the repeat purchases together.</summary>
    public decimal RepeatSpend { get; }

    /// <summary>The amount of the first purchase.</summary>
    public decimal FirstSpend { get; }

    /// <summary>All that the customer spent.</summary>
    public decimal TotalSpend => FirstSpend + RepeatSpend;

    /// <summary>The number of repeat purchases.</summary>
    public int Frequency => History.Frequency;

    /// <summary>The mean amount of a repeat purchase; null where there was none.</summary>
    public double? MeanRepeatValue => Frequency == 0 ? null : (double)RepeatSpend / Frequency;

    /// <summary>The customer, the history and what was spent.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customer}: {History}, first {FirstSpend}, repeats {RepeatSpend}");
}
