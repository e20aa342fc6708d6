using System.Numerics;
using NodaTime;

namespace Retention.Metrics.Churn;

/// <summary>The failed payments of one period: recovered, ended before they were, and open.</summary>
internal readonly record struct PaymentSums(long Recovered, long Ended, long Open) : IAdditionOperators<PaymentSums, PaymentSums, PaymentSums>
{
    public static PaymentSums operator +(PaymentSums left, PaymentSums right) => new(left.Recovered + right.Recovered, left.Ended + right.Ended, left.Open + right.Open);
}
