using NodaTime;

namespace Retention.Metrics.Modeling;

/// <summary>One order of one customer on one local day.</summary>
/// <param name="Customer">Who bought.</param>
/// <param name="Date">The local day.</param>
/// <param name="Amount">What it was worth, 0 or more, refunds already subtracted.</param>
public readonly record struct Purchase(CustomerId Customer, LocalDate Date, decimal Amount)
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(Purchase), PrintMembers);
}
