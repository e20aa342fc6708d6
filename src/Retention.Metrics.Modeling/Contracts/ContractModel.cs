using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>A model of customers who decide at the end of every contract period whether to renew.</summary>
/// <remarks>
/// <para>Renewal 1 is the first decision, at the end of the first period paid. <c>S(t)</c> is the share of a cohort still
/// there after <c>t</c> renewals, <c>S(0) = 1</c>.</para>
/// <para><b>Unit:</b> contract periods of one length; survival and rates are probabilities.</para>
/// </remarks>
public abstract class ContractModel
{
    private const int MostProjected = 100_000;

    private protected ContractModel(ModelUnit? unit) => Unit = unit ?? Renewal;

    /// <summary>The contract period.</summary>
    public ModelUnit Unit { get; }

    /// <summary>The default unit of a model: one renewal.</summary>
    public static ModelUnit Renewal { get; } = ModelUnit.Named("renewal");

    /// <summary>The expected number of periods a new customer pays for, the first one included: <c>Σ S(t)</c> from 0.</summary>
    public ExpectedPeriods ExpectedTenure => DiscountedLifetime(0);

    /// <summary>The share of a cohort still there after a number of renewals.</summary>
    /// <param name="renewals">Renewals since the first period, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <returns><c>S(t)</c>.</returns>
    public double Survival(int renewals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(renewals);
        return Math.Exp(LogSurvival(renewals));
    }

    /// <summary>The chance that a customer who has made some renewals makes a number of further ones.</summary>
    /// <param name="made">Renewals made, 0 or more.</param>
    /// <param name="further">Renewals still to make, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <returns><c>S(made + further) / S(made)</c>.</returns>
    public double ConditionalSurvival(int made, int further)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(made);
        ArgumentOutOfRangeException.ThrowIfNegative(further);
        return Math.Exp(LogSurvival(made + further) - LogSurvival(made));
    }

    /// <summary>The chance that a customer who comes to a renewal makes it.</summary>
    /// <param name="renewal">The renewal, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <returns><c>S(t) / S(t − 1)</c>.</returns>
    public double RetentionRate(int renewal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(renewal, 1);
        return Math.Exp(LogRetention(renewal));
    }

    /// <summary>The chance that a new customer leaves at a renewal.</summary>
    /// <param name="renewal">The renewal, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <returns><c>S(t − 1) − S(t)</c>.</returns>
    public double ChurnProbability(int renewal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(renewal, 1);
        return Math.Exp(LogSurvival(renewal - 1)) * -SpecialFunctions.LogSpace.Expm1(LogRetention(renewal));
    }

    /// <summary>The curve of a cohort over a number of renewals.</summary>
    /// <param name="renewals">The last renewal, 0 to 100,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number lies outside its range.</exception>
    /// <returns>One row per renewal from 0 on.</returns>
    public ImmutableArray<ContractProjection> Project(int renewals)
    {
        return
        [
            .. Enumerable.Range(0, ModelArgument.Within(renewals, 0, MostProjected) + 1).Select(t => t == 0
                ? new ContractProjection(0, 1, null, null)
                : new ContractProjection(t, Survival(t), RetentionRate(t), ChurnProbability(t))),
        ];
    }

    /// <summary>The discounted expected residual lifetime (DERL) of a customer about to decide on a renewal.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>Σ S(t) / S(n − 1) · (1 + d)^−(t − n)</c> over <c>t ≥ n</c>, for a customer in period
    /// <c>n</c> who has made <c>n − 1</c> renewals. Times the net cash flow of a period, it is what the customer is still
    /// worth just before deciding.</para>
    /// <para><b>Unit:</b> periods, each counted at its present value.</para>
    /// <para><b>Undefined:</b> without discounting, where the mean tenure is infinite.</para>
    /// <para><b>Source:</b> Fader and Hardie (2010), equation 6.</para>
    /// </remarks>
    /// <param name="period">The period the customer is in, 1 or more; 1 for one who has made no renewal yet.</param>
    /// <param name="discountRate">The discount rate per period, 0 or more: 0.1 for 10 %.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    /// <returns>The periods, or why they are infinite.</returns>
    public ExpectedPeriods DiscountedResidualLifetime(int period, double discountRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        if (!(discountRate >= 0) || !double.IsFinite(discountRate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(discountRate), discountRate, "The discount rate per period must be 0 or more and finite.");
        }

        return discountRate > 0 || WhyTenureIsInfinite is not { } reason
            ? ExpectedPeriods.Of(ResidualLifetime(period, discountRate))
            : ExpectedPeriods.Infinite(reason);
    }

    /// <summary>The discounted expected lifetime of a new customer, the first period included.</summary>
    /// <remarks><b>Formula:</b> <c>Σ S(t) (1 + d)^−t</c> over <c>t ≥ 0</c>: the first period is paid at once and in full.</remarks>
    /// <param name="discountRate">The discount rate per period, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside its range.</exception>
    /// <returns>The periods, or why they are infinite.</returns>
    public ExpectedPeriods DiscountedLifetime(double discountRate) =>
        DiscountedResidualLifetime(1, discountRate) is { Value: { } residual }
            ? ExpectedPeriods.Of(1 + (residual / (1 + discountRate)))
            : ExpectedPeriods.Infinite(WhyTenureIsInfinite!);

    /// <summary>Why the mean tenure is infinite, or null where it is finite.</summary>
    private protected abstract string? WhyTenureIsInfinite { get; }

    /// <summary>ln S(t).</summary>
    private protected abstract double LogSurvival(int renewals);

    /// <summary>ln S(t) − ln S(t − 1).</summary>
    private protected abstract double LogRetention(int renewal);

    /// <summary>The residual lifetime, where it is finite.</summary>
    private protected abstract double ResidualLifetime(int period, double discountRate);

    private protected static double Positive(double value, string parameter) =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, "The parameter must be above 0 and finite.");

    /// <summary>The model and its unit.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{GetType().Name} per {Unit}");
}

/// <summary>A cohort at one renewal.</summary>
/// <param name="Renewal">The renewal; 0 is the first period.</param>
/// <param name="Survival">The share still there after it.</param>
/// <param name="RetentionRate">The chance of who came to it to make it; <see langword="null"/> at 0.</param>
/// <param name="ChurnProbability">The chance of a new customer to leave at it; <see langword="null"/> at 0.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ContractModel.Project")]
public readonly record struct ContractProjection(
    int Renewal, double Survival, double? RetentionRate, double? ChurnProbability) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ContractProjection), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("renewal", Renewal);
        json.Add("survival", Survival);
        json.Add("retentionRate", RetentionRate);
        json.Add("churnProbability", ChurnProbability);
    }
}
