using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>
/// The future of a customer who is alive, buys at a gamma distributed rate and leaves after each purchase with a beta distributed
/// probability: what BG/NBD and MBG/NBD have in common.
/// </summary>
/// <remarks>k and α are the gamma's shape and rate, a and b the beta's parameters, all after what is known of the customer.</remarks>
internal static class DropoutAtPurchase
{
    // b + (n - 1) below, not b + n - 1: for tiny b the first term of a sum is all of it.
    private const double MaxTerms = 400.0;

    /// <summary>Expected purchases within t: E[(1 − (1 + p t / α)^−k) / p]. No singularity at a = 1.</summary>
    public static double Expected(double k, double alpha, double a, double b, double t)
    {
        if (t == 0.0)
        {
            return 0.0;
        }

        double w = t / alpha;
        return IsShort(k, w)
            ? SumOverPurchases(k, w, a, b)
            : Math.Exp(BetaExpectation.LogOfEventsUntilDropout(a, b, k, new Exposure(t, alpha)));
    }

    /// <summary>The probability of still being there after t: E[(1 + p t / α)^−k].</summary>
    public static double Survival(double k, double alpha, double a, double b, double t) =>
        t == 0.0 ? 1.0
        : IsShort(k, t / alpha) ? SurvivalOverPurchases(k, t / alpha, a, b)
        : Math.Exp(BetaExpectation.LogOfSurvival(a, b, k, new Exposure(t, alpha)));

    /// <summary>Expected purchases for ever, discounted at the continuous rate.</summary>
    public static double Discounted(double k, double alpha, double a, double b, double rate) =>
        Math.Exp(BetaExpectation.LogOfDiscountedEventsUntilDropout(a, b, k, ModelArgument.RateOver(alpha, rate)));

    // A rough count of the terms of a sum over purchases: its mean, its spread and its geometric tail.
    private static bool IsShort(double k, double w) =>
        (k * w) + (10.0 * Math.Sqrt(k * w * (1.0 + w))) + (37.0 * (1.0 + w)) < MaxTerms && k * LogSpace.Log1P(w) < 600.0;

    // The customer is there after n purchases with the probability of surviving all of them.
    private static double SurvivalOverPurchases(double k, double w, double a, double b)
    {
        double z = w / (1.0 + w);
        double probability = Math.Exp(-k * LogSpace.Log1P(w));
        double survived = 1.0;
        double sum = probability;
        for (int n = 1; n < 100_000; n++)
        {
            probability *= (k + (n - 1.0)) / n * z;
            survived *= (b + (n - 1.0)) / (a + b + (n - 1.0));
            sum += probability * survived;
            double ratio = (k + n) / (n + 1.0) * z;
            if (ratio < 1.0 && probability * survived * ratio <= 1e-17 * (1.0 - ratio) * sum)
            {
                break;
            }
        }

        return sum;
    }

    // The j-th purchase happens if the first j - 1 were all survived and the process, left alone, makes at least j: a sum of
    // positive terms, P(survived j - 1) P(N >= j).
    private static double SumOverPurchases(double k, double w, double a, double b)
    {
        double z = w / (1.0 + w);
        double probability = Math.Exp(-k * LogSpace.Log1P(w));
        double tail = -LogSpace.Expm1(-k * LogSpace.Log1P(w));
        double survived = 1.0;
        double sum = 0.0;
        for (int j = 1; j < 100_000; j++)
        {
            double term = survived * tail;
            sum += term;
            probability *= (k + (j - 1.0)) / j * z;
            tail -= probability;
            survived *= (b + (j - 1.0)) / (a + b + (j - 1.0));

            // What is left is at most the tail over 1 - z, once the probabilities fall.
            double ratio = (k + j) / (j + 1.0) * z;
            if (ratio < 1.0 && probability * ratio <= 1e-17 * (1.0 - ratio) * sum)
            {
                break;
            }

            if (tail <= 1e-13)
            {
                // The difference has lost its digits: from here on sum the remaining probabilities themselves.
                return sum + Remainder(k, z, a, b, probability, survived, j);
            }
        }

        return sum;
    }

    // Sum over i > j of P(survived i - 1 | ...) P(N >= i), by exchanging the order: sum over n > j of P(N = n) times the survivals up to n.
    private static double Remainder(double k, double z, double a, double b, double probability, double survived, int j)
    {
        double sum = 0.0;
        double survivals = 0.0;
        for (int n = j + 1; n < j + 100_000; n++)
        {
            probability *= (k + (n - 1.0)) / n * z;
            survivals += survived;
            survived *= (b + (n - 1.0)) / (a + b + (n - 1.0));
            double term = probability * survivals;
            sum += term;
            if (term <= 1e-17 * sum)
            {
                break;
            }
        }

        return sum;
    }
}
