using NodaTime.Text;
using NodaTime;

namespace Retention.Metrics.Modeling;

/// <summary>Which days were watched, and how tenure is counted, when spells are read from a timeline.</summary>
/// <remarks>
/// <para>A spell runs from a payment after none to the fall to nothing: by default one per customer, from the first
/// payment to the first churn. It is censored when it goes on after the last day watched.</para>
/// <para>Days are whole local days. What happens on or after <see cref="Until"/> is not yet known, so no figure about the
/// past changes later. Under <see cref="From"/>, customers who paid before it enter late and those who left before it are
/// not seen at all; without that, customers who survived long enough to be seen would make the rest look loyal.</para>
/// <para><b>Unit:</b> with days, tenure 0 is the local day of the first payment. With a longer <see cref="Unit"/> a tenure of
/// <c>k</c> means leaving in the k-th period, the last day of which is <c>k</c> periods after the first payment: the
/// renewal not made. A period not wholly watched counts for nobody, leaver or not.</para>
/// </remarks>
/// <example><code>
/// var window = new ObservationWindow(until: new LocalDate(2026, 1, 1), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
/// KaplanMeier byDay = KaplanMeier.Estimate(RiskTable.FromTimeline(timeline, window));
/// RiskTable renewals = RiskTable.FromTimeline(timeline, window with { Unit = BillingInterval.Monthly });
/// byDay.SurvivalAt(100); // 0.75
/// renewals.Events[0]; // 1: the renewal after three months was not made
/// </code></example>
public sealed record ObservationWindow
{
    private readonly LocalDate? from;

    /// <summary>Watches all days before a date.</summary>
    /// <param name="until">The first day that is not watched.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <exception cref="ArgumentNullException"><paramref name="zone"/> is <see langword="null"/>.</exception>
    public ObservationWindow(LocalDate until, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        Until = until;
        Zone = zone;
    }

    /// <summary>The first day that is not watched.</summary>
    public LocalDate Until { get; }

    /// <summary>The time zone of the days.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The first day watched; <see langword="null"/> where every customer was watched from the first payment on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not before <see cref="Until"/>.</exception>
    public LocalDate? From
    {
        get => from;
        init => from = value is null || value < Until
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                $"The first day watched must come before {LocalDatePattern.Iso.Format(Until)}, the first that is not.");
    }

    /// <summary>In what tenure is counted: days by default; the contract period for renewals.</summary>
    public BillingInterval Unit { get; init; } = BillingInterval.Daily;

    /// <summary>Whether a customer who comes back begins a further spell, with a tenure counted anew. Default: only the
    /// first spell counts.</summary>
    public bool LaterSpells { get; init; }

    /// <summary>Watches all whole local days before an instant.</summary>
    /// <param name="instant">The instant; its own local day is not watched, being incomplete.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <exception cref="ArgumentNullException"><paramref name="zone"/> is <see langword="null"/>.</exception>
    /// <returns>The window.</returns>
    public static ObservationWindow AsOf(Instant instant, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new ObservationWindow(StartOfDay.DateAt(instant, zone), zone);
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ObservationWindow), PrintMembers);
}
