using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The churn hazard added up over tenure.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>H(t) = Σ d/n</c> over the tenures up to <c>t</c>, variance <c>Σ d/n²</c> (Nelson–Aalen,
/// ties by the number of events). A straight line means a constant churn rate, a flattening one that churn falls with
/// tenure.</para>
/// <para><b>Unit:</b> expected churns of a customer who is replaced by a like one at each churn; 0 or more, no upper bound.</para>
/// <para><b>Undefined:</b> beyond the last tenure seen: there is nobody to learn from.</para>
/// <para><b>Cost:</b> one pass over the rows of the table.</para>
/// <para><b>Source:</b> Nelson (1972), Aalen (1978); checked against R's survival package, docs/models/kaplan-meier.md.</para>
/// </remarks>
/// <example><code>
/// NelsonAalen hazard = NelsonAalen.Estimate(RiskTable.FromColumns(exits: [5, 8, 8, 12], churned: [true, true, false, true]));
/// hazard.At(8)?.CumulativeHazard; // 0.5833…: 1/4 + 1/3
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("NelsonAalen.Estimate")]
public sealed class NelsonAalen : IEquatable<NelsonAalen>, IJsonAnswer
{
    private readonly double[] hazard;
    private readonly double[] variance;

    private NelsonAalen(RiskTable table)
    {
        Table = table;
        hazard = new double[table.Count];
        variance = new double[table.Count];
        double sum = 0, squares = 0;
        for (int row = 0; row < hazard.Length; row++)
        {
            if (table.Events[row] > 0)
            {
                double n = table.AtRisk[row];
                sum += table.Events[row] / n;
                squares += table.Events[row] / (n * n);
            }

            hazard[row] = sum;
            variance[row] = squares;
        }
    }

    /// <summary>The customers behind the estimate.</summary>
    public RiskTable Table { get; }

    /// <summary>The cumulative hazard right after each tenure of the table.</summary>
    public ReadOnlySpan<double> CumulativeHazard => hazard;

    /// <summary>Estimates the cumulative hazard.</summary>
    /// <param name="table">The customers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is <see langword="null"/>.</exception>
    /// <returns>The estimate.</returns>
    public static NelsonAalen Estimate(RiskTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new NelsonAalen(table);
    }

    /// <summary>The cumulative hazard right after a tenure.</summary>
    /// <param name="time">A tenure, 0 or more.</param>
    /// <param name="confidence">The confidence level of the limits, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    /// <returns>The point, or <see langword="null"/> beyond the last tenure seen.</returns>
    public HazardPoint? At(int time, double confidence = 0.95)
    {
        if (time < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A tenure must be 0 or more.");
        }

        double z = ConfidenceLimits.StandardErrors(confidence);
        if (Table.LastTime is not { } last || time > last)
        {
            return null;
        }

        int row = Table.RowAtOrBefore(time);
        return row < 0 ? Point(time, 0, 0, z) : Point(time, hazard[row], variance[row], z);
    }

    /// <summary>The steps of the estimate, in ascending tenure.</summary>
    /// <param name="confidence">The confidence level of the limits, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence lies outside its range.</exception>
    /// <returns>One point per tenure with churn, computed as it is read.</returns>
    public IEnumerable<HazardPoint> Points(double confidence = 0.95)
    {
        double z = ConfidenceLimits.StandardErrors(confidence);
        return Enumerable.Range(0, hazard.Length)
            .Where(row => Table.Events[row] > 0)
            .Select(row => Point(Table.Times[row], hazard[row], variance[row], z));
    }

    /// <summary>Whether both estimates come from equal tables.</summary>
    /// <param name="other">Another estimate.</param>
    /// <returns><see langword="true"/> when the estimates hold the same figures.</returns>
    public bool Equals(NelsonAalen? other) => other is not null && Table.Equals(other.Table);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NelsonAalen);

    /// <inheritdoc/>
    public override int GetHashCode() => Table.GetHashCode();

    /// <summary>Writes the size and the last value.</summary>
    /// <returns>For example <c>23 customers, cumulative hazard 2.161 at 161</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Table.CustomerCount} customers, cumulative hazard {(hazard.Length > 0 ? hazard[^1] : 0):0.###} at {Table.LastTime}");

    // Symmetric on the log scale: a hazard is never negative, and its spread grows with it.
    private static HazardPoint Point(int time, double hazard, double variance, double z)
    {
        double error = Math.Sqrt(variance);
        ConfidenceLimits? limits = null;
        if (hazard > 0)
        {
            double spread = Math.Exp(z * error / hazard);
            limits = new ConfidenceLimits(hazard / spread, hazard * spread);
        }

        return new HazardPoint(time, hazard, error, limits);
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json) => json.AddAll("steps", Points());
}

/// <summary>The cumulative hazard right after a tenure.</summary>
/// <param name="Time">The tenure.</param>
/// <param name="CumulativeHazard">The hazard added up to there.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Limits">Log-scale limits; <see langword="null"/> before the first churn.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("NelsonAalen.Points")]
public readonly record struct HazardPoint(int Time, double CumulativeHazard, double StandardError, ConfidenceLimits? Limits) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(HazardPoint), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("tenure", Time);
        json.Add("cumulativeHazard", CumulativeHazard);
        json.Add("standardError", StandardError);
        json.Add("lower", Limits?.Lower);
        json.Add("upper", Limits?.Upper);
    }
}
