namespace Retention.Metrics;

/// <content>Signals of prices and orders.</content>
public abstract partial class Signal
{
    /// <summary>How many seats a customer pays for: the quantities of the prices of all running subscriptions together.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> Σ quantity of the price in force before t, over the subscriptions that run then; trials and pauses are not paid.</para>
    /// <para><b>Unit:</b> seats, units or licences, as the prices have them.</para>
    /// <para><b>Undefined:</b> for a customer without a running subscription.</para>
    /// <para><b>Cost:</b> one replay of the subscriptions of the customers at risk.</para>
    /// <para><b>Source:</b> the quantity of <see cref="RecurringPrice"/>.</para>
    /// </remarks>
    /// <example><code>
    /// Signal.Count(activities, "login", days: 30).Per(Signal.SeatsPaid(history)).Name; // count:login:30d/seats-paid
    /// </code></example>
    /// <param name="history">The history.</param>
    public static Signal SeatsPaid(SubscriptionHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new SeatsSignal(history);
    }

    /// <summary>Recency, frequency or monetary value of a customer's orders; five quantiles of it are the scores of RFM.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> of the orders before t: local days from the last one to t; days with an order; revenue.</para>
    /// <para><b>Unit:</b> days; days with an order; money in the currency of the orders. The highest recency is the longest ago.</para>
    /// <para><b>Undefined:</b> for a customer without an order before the instant.</para>
    /// <para><b>Cost:</b> one pass over the orders, whatever the number of instants.</para>
    /// <para><b>Source:</b> A. M. Hughes, "Strategic Database Marketing" (1994); see <see cref="RfmTable"/>.</para>
    /// </remarks>
    /// <example><code>
    /// Signal.Rfm(orders, RfmMeasure.Recency).Name; // rfm:recency
    /// </code></example>
    /// <param name="orders">The orders that count.</param>
    /// <param name="measure">Which of the three.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="measure"/> is not one of the enumeration.</exception>
    public static Signal Rfm(OrderTimeline orders, RfmMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return Enum.IsDefined(measure)
            ? new RfmSignal(orders, measure)
            : throw new ArgumentOutOfRangeException(nameof(measure), measure, $"One of {string.Join(", ", Enum.GetNames<RfmMeasure>())}.");
    }
}
