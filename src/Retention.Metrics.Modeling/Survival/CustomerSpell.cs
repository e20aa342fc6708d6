using NodaTime;
using Retention.Metrics.Modeling.Survival;

namespace Retention.Metrics.Modeling;

/// <summary>A spell with the customer it belongs to.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Number">1 for the first spell of the customer, 2 for the one after the first return, and so on.</param>
/// <param name="Start">The local day of the payment it began with.</param>
/// <param name="Spell">How long it was watched, and how it ended.</param>
public readonly record struct CustomerSpell(CustomerId Customer, int Number, LocalDate Start, Spell Spell)
{
    /// <summary>Lists the spells of a timeline, by customer and then in time.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="window">Which days were watched, and how tenure is counted.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <returns>The spells, read as they are asked for.</returns>
    public static IEnumerable<CustomerSpell> From(RevenueTimeline timeline, ObservationWindow window)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(window);
        return new TimelineSpells(timeline, window).Read(inOrder: true)
            .Select(row => new CustomerSpell(timeline.CustomerAt(row.Customer), row.Number, row.Start, row.ToSpell()));
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(CustomerSpell), PrintMembers);
}
