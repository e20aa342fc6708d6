using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How many times as often one group of customers leaves as another.</summary>
/// <param name="Value">The quotient of the two rates.</param>
/// <param name="Lower">The lower limit; <see langword="null"/> where nobody of the group left.</param>
/// <param name="Upper">The upper limit; <see langword="null"/> where nobody of the group left.</param>
/// <param name="Level">How often such an interval holds the true quotient.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RelativeRisk.Of")]
public readonly record struct RelativeRisk(double Value, double? Lower, double? Upper, double Level) : IJsonAnswer
{
    /// <summary>Computes the relative risk of a group, and the log interval of Katz.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>R = (a / m) / (b / n)</c>, with a of m customers of the group lost and b of n of the reference; limits
    /// <c>R · exp(± z √(1/a − 1/m + 1/b − 1/n))</c> with z the normal quantile of the level.</para>
    /// <para><b>Unit:</b> none; 0 or more, 1 where both leave as often.</para>
    /// <para><b>Undefined:</b> where a group is empty or nobody of the reference was lost. Where nobody of the group was lost the value is 0 and the
    /// limits are undefined: the logarithm of 0 is.</para>
    /// <para><b>Cost:</b> one quantile, one square root, one exponential.</para>
    /// <para><b>Source:</b> D. Katz, J. Baptista, S. P. Azen and M. C. Pike, "Obtaining Confidence Intervals for the Risk Ratio in Cohort Studies",
    /// Biometrics 34 (1978), method C.</para>
    /// </remarks>
    /// <example><code>
    /// RelativeRisk.Of(lost: 10, customers: 75, referenceLost: 12, referenceCustomers: 225); // 2.5000 (1.1262 to 5.5499, at 95 %)
    /// </code></example>
    /// <param name="lost">Customers of the group who were lost.</param>
    /// <param name="customers">All customers of the group.</param>
    /// <param name="referenceLost">Customers of the reference who were lost.</param>
    /// <param name="referenceCustomers">All customers of the reference.</param>
    /// <param name="level">How often such an interval holds the true quotient, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0, more are lost than there are, or the level is not between 0 and 1.</exception>
    public static RelativeRisk? Of(long lost, long customers, long referenceLost, long referenceCustomers, double level = 0.95)
    {
        FormulaArgument.RequirePart(lost, customers);
        FormulaArgument.RequirePart(referenceLost, referenceCustomers);
        double z = -NormalDistribution.Quantile((1 - FormulaArgument.Level(level)) / 2);
        if (customers == 0 || referenceLost == 0)
        {
            return null;
        }

        double value = (double)lost / customers * ((double)referenceCustomers / referenceLost);
        if (lost == 0)
        {
            return new RelativeRisk(value, Lower: null, Upper: null, level);
        }

        // 1/a − 1/m as (m − a) / (a m): nothing cancels, and it is exactly 0 where everybody was lost.
        double variance = (((double)customers - lost) / lost / customers) + (((double)referenceCustomers - referenceLost) / referenceLost / referenceCustomers);
        double factor = double.Exp(z * double.Sqrt(variance));
        return new RelativeRisk(value, value / factor, value * factor, level);
    }

    /// <summary>The value and its limits: <c>2.5000 (1.1262 to 5.5499, at 95 %)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Value:0.0000} ({(Lower is { } lower && Upper is { } upper ? string.Create(CultureInfo.InvariantCulture, $"{lower:0.0000} to {upper:0.0000}") : "limits undefined")}, at {Level * 100:0.##} %)");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("value", Value);
        json.Add("lower", Lower);
        json.Add("upper", Upper);
        json.Add("level", Level);
    }
}
