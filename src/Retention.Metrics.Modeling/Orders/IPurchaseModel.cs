namespace Retention.Metrics.Modeling;

/// <summary>A model of customers who buy at will and leave without a word.</summary>
/// <remarks>All times, and the rate of discount, are in the model's <see cref="Unit"/>.</remarks>
public interface IPurchaseModel
{
    /// <summary>The unit of time.</summary>
    ModelUnit Unit { get; }

    /// <summary>The log-density of one customer's history.</summary>
    /// <param name="history">The customer's history.</param>
    /// <returns>The logarithm of the density, in the model's unit of time.</returns>
    double LogLikelihood(PurchaseHistory history);

    /// <summary>The probability that the customer has not left by the end of observation, given the history.</summary>
    /// <param name="history">The customer's history.</param>
    /// <returns>A probability.</returns>
    double ProbabilityAlive(PurchaseHistory history);

    /// <summary>The probability that the customer has not left by a time after the end of observation.</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="horizon">The time after the end of observation, 0 or more.</param>
    /// <returns>A probability, at most <see cref="ProbabilityAlive"/>.</returns>
    double ProbabilityAliveAfter(PurchaseHistory history, double horizon);

    /// <summary>The purchases expected of a customer within a time after the end of observation, given the history.</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="horizon">The time after the end of observation, 0 or more.</param>
    /// <returns>An expected number; non-decreasing in the horizon.</returns>
    double ExpectedPurchases(PurchaseHistory history, double horizon);

    /// <summary>The purchases expected of a customer for ever, each discounted to the end of observation (DERT).</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="rate">The continuously compounded rate of discount per unit of time, above 0.</param>
    /// <returns>A discounted expected number.</returns>
    double DiscountedExpectedPurchases(PurchaseHistory history, double rate);

    /// <summary>The repeat purchases expected of a new customer without any data yet.</summary>
    /// <param name="time">The time since the first purchase, 0 or more.</param>
    /// <returns>An expected number.</returns>
    double ExpectedPurchasesOfNewCustomer(double time);

    /// <summary>The probability that a new customer makes exactly so many repeat purchases within a time.</summary>
    /// <param name="purchases">The number of repeat purchases, 0 or more.</param>
    /// <param name="time">The time since the first purchase, 0 or more.</param>
    /// <returns>A probability.</returns>
    double ProbabilityOfPurchases(int purchases, double time);
}
