namespace Retention.Metrics.Stripe.Facts;

/// <summary>What is charged every so often: a price and what is off it.</summary>
/// <param name="Price">The price.</param>
/// <param name="Discount">What is off, if anything.</param>
internal sealed record Charge(RecurringPrice Price, Discount? Discount)
{
    /// <summary>The same charge, of whatever product.</summary>
    public Charge OfNoProduct => Price.Product is null ? this : this with { Price = Price with { Product = null } };
}
