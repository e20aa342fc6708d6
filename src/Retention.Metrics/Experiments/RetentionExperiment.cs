using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Two strategies compared: did the customers who were treated differently churn less, and by how much?</summary>
/// <remarks>
/// Customers must have been assigned by chance, and whether one churns must not depend on another. The approximation is the normal one: it is
/// good where each arm has some ten customers who churned and some ten who stayed. Who looks at the p-value every day and stops when it is small
/// will find differences where there are none.
/// </remarks>
/// <example><code>
/// var experiment = new RetentionExperiment(control: new(customers: 1000, churned: 80), treatment: new(customers: 1000, churned: 56));
/// experiment.Difference; // -0.024: 2.4 points less churn
/// experiment.PValue;     // 0.0330…
/// experiment.Interval(); // -0.0464 to -0.0019, at 95 %
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("its constructor")]
public sealed record RetentionExperiment : IJsonAnswer
{
    /// <summary>Compares a new strategy with the one before.</summary>
    /// <param name="control">The customers who were treated as before.</param>
    /// <param name="treatment">The customers who were treated the new way.</param>
    public RetentionExperiment(ExperimentArm control, ExperimentArm treatment)
    {
        Control = control;
        Treatment = treatment;
    }

    /// <summary>The customers who were treated as before.</summary>
    public ExperimentArm Control { get; }

    /// <summary>The customers who were treated the new way.</summary>
    public ExperimentArm Treatment { get; }

    /// <summary>By how much the churn rates differ.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>churn rate of the treatment − churn rate of the control</c>.</para>
    /// <para><b>Unit:</b> none; −1 to 1, below 0 where the new strategy churns less.</para>
    /// <para><b>Undefined:</b> where an arm has no customers.</para>
    /// <para><b>Cost:</b> two divisions.</para>
    /// <para><b>Source:</b> the plain definition of a risk difference.</para>
    /// </remarks>
    public decimal? Difference => Treatment.ChurnRate.Value - Control.ChurnRate.Value;

    /// <summary>How many standard errors the difference is, if in truth there were none.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>z = (pₜ − p꜀) / √(p (1 − p) (1/nₜ + 1/n꜀))</c> with p the churn rate of both arms pooled; no continuity correction.</para>
    /// <para><b>Unit:</b> standard errors; below 0 where the new strategy churns less.</para>
    /// <para><b>Undefined:</b> where an arm has no customers, or nobody churned in either arm, or everybody did: then there is no variance.</para>
    /// <para><b>Cost:</b> one square root.</para>
    /// <para><b>Source:</b> its square is Pearson's chi-square of the 2 × 2 table.</para>
    /// </remarks>
    public double? Z
    {
        get
        {
            double control = Control.Customers, treatment = Treatment.Customers;
            double churned = (double)Control.Churned + Treatment.Churned, kept = (double)Control.Kept + Treatment.Kept;
            if (Difference is not { } difference || churned == 0 || kept == 0)
            {
                return null;
            }

            double both = control + treatment;
            return (double)difference / double.Sqrt(churned / both * (kept / both) * ((1 / treatment) + (1 / control)));
        }
    }

    /// <summary>How often chance alone brings a difference this large or larger, in either direction, between strategies that do not differ.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>2 (1 − Φ(|z|))</c>.</para>
    /// <para><b>Unit:</b> a probability, 0 to 1. It is not the probability that the strategies are alike.</para>
    /// <para><b>Undefined:</b> where <see cref="Z"/> is.</para>
    /// <para><b>Cost:</b> one error function.</para>
    /// <para><b>Source:</b> the pooled two-sided z test of two proportions.</para>
    /// </remarks>
    public double? PValue => Z is { } z ? NormalDistribution.TwoSidedTail(z) : null;

    /// <summary>Computes the differences of churn rates that agree with what was seen.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> Newcombe's method 10: Wilson limits l and u of each arm, combined as
    /// <c>D − √((pₜ − lₜ)² + (u꜀ − p꜀)²)</c> to <c>D + √((uₜ − pₜ)² + (p꜀ − l꜀)²)</c>; no continuity correction.</para>
    /// <para><b>Unit:</b> none, as <see cref="Difference"/>; always within −1 to 1.</para>
    /// <para><b>Undefined:</b> where an arm has no customers. It is defined where <see cref="Z"/> is not.</para>
    /// <para><b>Cost:</b> six square roots.</para>
    /// <para><b>Source:</b> R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
    /// methods", Statistics in Medicine 17 (1998).</para>
    /// </remarks>
    /// <example><code>
    /// var experiment = new RetentionExperiment(control: new(customers: 80, churned: 48), treatment: new(customers: 70, churned: 56));
    /// experiment.Interval(level: 0.95)?.Lower; // 0.0524…
    /// </code></example>
    /// <param name="level">How often such an interval holds the true difference, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public DifferenceInterval? Interval(double level = 0.95)
    {
        _ = FormulaArgument.Level(level);
        if (Difference is not { } difference)
        {
            return null;
        }

        double center = (double)difference, z = -NormalDistribution.Quantile((1 - level) / 2);
        return new DifferenceInterval(
            center - double.Hypot(Treatment.BelowChurnRate(z), Control.AboveChurnRate(z)),
            center + double.Hypot(Treatment.AboveChurnRate(z), Control.BelowChurnRate(z)),
            level);
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(RetentionExperiment), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("control", Control, ExperimentArmJsonConverter.Instance.WriteValue);
        json.Add("treatment", Treatment, ExperimentArmJsonConverter.Instance.WriteValue);
        json.Add("difference", Difference);
        json.Add("z", Z);
        json.Add("pValue", PValue);
        json.Add("interval", Interval());
    }
}

/// <summary>The differences of two churn rates that agree with an experiment.</summary>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
/// <param name="Level">How often such an interval holds the true difference.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RetentionExperiment.Interval")]
public readonly record struct DifferenceInterval(double Lower, double Upper, double Level) : IJsonAnswer
{
    /// <summary>Whether a difference lies within the limits, they included.</summary>
    public bool Contains(double difference) => difference >= Lower && difference <= Upper;

    /// <summary>Both limits: <c>-0.0464 to -0.0019, at 95 %</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Lower:0.0000} to {Upper:0.0000}, at {Level * 100:0.##} %");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("lower", Lower);
        json.Add("upper", Upper);
        json.Add("level", Level);
    }
}
