using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>The roll-forward of periods that have not come yet, from what is already scheduled: no new business is assumed.</summary>
/// <remarks>
/// <para><b>Formula:</b> that of <see cref="Metrics.RollForward"/>, of the facts known at an instant: recorded at it or before, or in effect before where nothing says when they
/// were recorded. Cancellations and prices that are scheduled take effect, discounts end, and an overdue payment that a policy gives up becomes churn. It is no forecast.</para>
/// <para><b>Unit:</b> money a month, customers.</para>
/// <para><b>Undefined:</b> each rate says when.</para>
/// <para><b>Cost:</b> one replay of the facts that are known, and one pass over the changes.</para>
/// <para><b>Source:</b> Bessemer Venture Partners, committed monthly recurring revenue (CMRR).</para>
/// </remarks>
/// <example><code>
/// UpcomingRevenue upcoming = history.Upcoming(Instant.FromUtc(2026, 3, 1, 0, 0), quarter);
/// upcoming.RollForward[0].Period;             // 2026-03 (upcoming)
/// upcoming.RollForward[0].ChurnMrr.Monthly;   // 50.00 EUR
/// upcoming.RollForward[0].ClosingMrr.Monthly; // 70.00 EUR
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SubscriptionHistory.Upcoming")]
public sealed class UpcomingRevenue : IJsonAnswer
{
    internal UpcomingRevenue(Instant asOf, RollForward rollForward, int leftOutSubscriptions) => (AsOf, RollForward, LeftOutSubscriptions) = (asOf, rollForward, leftOutSubscriptions);

    /// <summary>The instant of what is known.</summary>
    public Instant AsOf { get; }

    /// <summary>The movements of the periods after it; each is marked <see cref="PeriodStatus.Upcoming"/>.</summary>
    public RollForward RollForward { get; }

    /// <summary>Subscriptions of which what is known cannot all be true; they are left out.</summary>
    public int LeftOutSubscriptions { get; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("asOf", AsOf);
        json.Add("leftOutSubscriptions", LeftOutSubscriptions);
        json.Add("rollForward", RollForward);
    }

    /// <summary>The periods, and as of when.</summary>
    public override string ToString() => FormattableString.Invariant($"{RollForward} as of {AsOf}, what is scheduled alone");
}
