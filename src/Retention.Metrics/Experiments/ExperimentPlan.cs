namespace Retention.Metrics;

/// <summary>How many customers an experiment takes, before it is begun.</summary>
public static class ExperimentPlan
{
    /// <summary>Computes how many customers each of two arms needs to find a difference of churn rates.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>n = (z₁₋α⸝₂ + z₁₋β)² (p꜀ (1 − p꜀) + pₜ (1 − pₜ)) / (p꜀ − pₜ)²</c>, rounded up: the unpooled normal formula of a
    /// two-sided test with arms of one size.</para>
    /// <para><b>Unit:</b> customers in each arm.</para>
    /// <para><b>Undefined:</b> where the rates are equal, as no number finds a difference that is not there; and where each is 0 or 1, as there
    /// is no variance to plan with.</para>
    /// <para><b>Cost:</b> two quantiles.</para>
    /// <para><b>Source:</b> Chow, Shao and Wang, "Sample Size Calculations in Clinical Research", 2nd edition, page 89.</para>
    /// </remarks>
    /// <example><code>
    /// ExperimentPlan.CustomersPerArm(controlChurn: 0.08, treatmentChurn: 0.06); // 2551
    /// </code></example>
    /// <param name="controlChurn">The churn rate as it is, 0 to 1.</param>
    /// <param name="treatmentChurn">The churn rate one hopes for, 0 to 1.</param>
    /// <param name="power">How often the difference is to be found where it is there, above the significance and below 1.</param>
    /// <param name="significance">How often a difference may be found where there is none, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not 0 to 1, or power and significance are not as said.</exception>
    /// <exception cref="OverflowException">More customers are needed than a 64-bit number can count.</exception>
    public static long? CustomersPerArm(double controlChurn, double treatmentChurn, double power = 0.8, double significance = 0.05)
    {
        double variance = Variance(controlChurn, nameof(controlChurn)) + Variance(treatmentChurn, nameof(treatmentChurn));
        CheckSignificance(significance);
        if (!(power > significance && power < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power lies between the significance and 1, such as 0.8.");
        }

        double difference = controlChurn - treatmentChurn;
        if (difference == 0 || variance == 0)
        {
            return null;
        }

        double z = NormalDistribution.Quantile(power) - NormalDistribution.Quantile(significance / 2);
        double customers = double.Ceiling(z / difference * (z / difference) * variance);
        return customers < long.MaxValue
            ? (long)customers
            : throw new OverflowException(FormattableString.Invariant($"The churn rates {controlChurn} and {treatmentChurn} are so close that more than {long.MaxValue:N0} customers are needed; they must differ by more."));
    }

    /// <summary>Computes how often an experiment finds a difference of churn rates that is there, in its own direction.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>Φ(|p꜀ − pₜ| / √((p꜀ (1 − p꜀) + pₜ (1 − pₜ)) / n) − z₁₋α⸝₂)</c>, the inverse of <see cref="CustomersPerArm"/>.</para>
    /// <para><b>Unit:</b> a probability, 0 to 1.</para>
    /// <para><b>Undefined:</b> where the rates are equal, and where each is 0 or 1.</para>
    /// <para><b>Cost:</b> one quantile and one error function.</para>
    /// <para><b>Source:</b> Chow, Shao and Wang, "Sample Size Calculations in Clinical Research", 2nd edition, page 89.</para>
    /// </remarks>
    /// <example><code>
    /// ExperimentPlan.Power(controlChurn: 0.08, treatmentChurn: 0.06, customersPerArm: 1000); // 0.4184…
    /// </code></example>
    /// <param name="controlChurn">The churn rate as it is, 0 to 1.</param>
    /// <param name="treatmentChurn">The churn rate one hopes for, 0 to 1.</param>
    /// <param name="customersPerArm">How many customers each arm has, 1 or more.</param>
    /// <param name="significance">How often a difference may be found where there is none, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not 0 to 1, there are no customers, or the significance is not between 0 and 1.</exception>
    public static double? Power(double controlChurn, double treatmentChurn, long customersPerArm, double significance = 0.05)
    {
        double variance = Variance(controlChurn, nameof(controlChurn)) + Variance(treatmentChurn, nameof(treatmentChurn));
        CheckSignificance(significance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(customersPerArm);
        double difference = double.Abs(controlChurn - treatmentChurn);
        return difference == 0 || variance == 0
            ? null
            : NormalDistribution.Probability((difference / double.Sqrt(variance / customersPerArm)) + NormalDistribution.Quantile(significance / 2));
    }

    private static double Variance(double rate, string name) =>
        rate is >= 0 and <= 1 ? rate * (1 - rate) : throw new ArgumentOutOfRangeException(name, rate, "A churn rate is between 0 and 1.");

    private static void CheckSignificance(double significance)
    {
        if (!(significance > 0 && significance < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(significance), significance, "The significance lies between 0 and 1, such as 0.05.");
        }
    }
}
