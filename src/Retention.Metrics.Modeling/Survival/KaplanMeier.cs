using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The share of customers still there after each tenure, when some are still there at the end of the data.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>S(t) = Π (1 − d/n)</c> over the tenures up to <c>t</c>, with <c>d</c> customers churned of
/// <c>n</c> at risk (Kaplan–Meier); variance of ln S by Greenwood, <c>Σ d / (n (n − d))</c>.</para>
/// <para><b>Unit:</b> a probability from 1 down to 0; tenure as in the table.</para>
/// <para><b>Undefined:</b> beyond the last tenure seen, unless everyone has churned by then: the curve is not carried on
/// flat. Standard error and limits also where the survival is 0.</para>
/// <para><b>Cost:</b> one pass over the rows of the table; two numbers per row are kept.</para>
/// <para><b>Source:</b> Kaplan and Meier (1958); Greenwood (1926); checked against R's survival package,
/// docs/models/kaplan-meier.md.</para>
/// </remarks>
/// <example><code>
/// KaplanMeier curve = KaplanMeier.Estimate(RiskTable.FromColumns(exits: [5, 8, 8, 12], churned: [true, true, false, true]));
/// curve.SurvivalAt(8); // 0.5
/// curve.Median().Time; // 10: the middle of the interval at one half
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("KaplanMeier.Estimate")]
public sealed class KaplanMeier : IEquatable<KaplanMeier>, IJsonAnswer
{
    private readonly double[] survival;
    private readonly double[] greenwood;

    private KaplanMeier(RiskTable table, int? after)
    {
        Table = table;
        After = after;
        FirstRow = after is { } start ? table.RowAtOrBefore(start) + 1 : 0;
        survival = new double[table.Count - FirstRow];
        greenwood = new double[table.Count - FirstRow];

        // While nobody is censored or joins, the factors telescope to (n − d) over the n where the interval began.
        // Using that keeps an uncensored curve exact: n left of N reads n / N to the last bit.
        double intervalStart = 1, current = 1, variance = 0;
        int intervalCount = 0, expected = -1;
        ReadOnlySpan<int> atRisk = table.AtRisk[FirstRow..], events = table.Events[FirstRow..];
        for (int row = 0; row < survival.Length; row++)
        {
            if (events[row] > 0)
            {
                int n = atRisk[row], left = n - events[row];
                if (n != expected)
                {
                    (intervalStart, intervalCount) = (current, n);
                }

                current = intervalStart * left / intervalCount;
                variance += events[row] / ((double)n * left);
                expected = left;
            }

            survival[row] = current;
            greenwood[row] = variance;
        }
    }

    /// <summary>The customers behind the curve.</summary>
    public RiskTable Table { get; }

    /// <summary>The tenure the curve starts from; <see langword="null"/> when it starts with the first payment.</summary>
    public int? After { get; }

    /// <summary>
    /// The first tenure at which nobody is left at risk although other customers are seen later, which late entry can
    /// bring about; <see langword="null"/> when there is none.
    /// </summary>
    /// <remarks>From such a gap on, the curve says nothing about the customers seen later: a survival of 0 there is the
    /// end of the few watched before the gap. Estimate again from right after it.</remarks>
    public int? FirstGap
    {
        get
        {
            if (FirstRow < Table.Count && Table.AtRisk[FirstRow] == 0)
            {
                return After ?? 0;
            }

            for (int row = FirstRow; row < Table.Count - 1; row++)
            {
                bool allChurned = Table.Events[row] > 0 && Table.Events[row] == Table.AtRisk[row];
                if (allChurned || Table.AtRisk[row + 1] == 0)
                {
                    return Table.Times[row];
                }
            }

            return null;
        }
    }

    internal int FirstRow { get; }

    /// <summary>The tenures of the curve, ascending: every tenure in the table after <see cref="After"/>.</summary>
    public ReadOnlySpan<int> Times => Table.Times[FirstRow..];

    /// <summary>The survival right after each of <see cref="Times"/>.</summary>
    public ReadOnlySpan<double> Survival => survival;

    /// <summary>The Greenwood sum at each of <see cref="Times"/>; infinite where the survival is 0.</summary>
    internal ReadOnlySpan<double> Greenwood => greenwood;

    /// <summary>Estimates the survival curve.</summary>
    /// <param name="table">The customers.</param>
    /// <param name="after">Start from the customers still there right after this tenure, at least 0; by default from the
    /// first payment. The survival is then conditional on having lasted that long.</param>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is negative.</exception>
    /// <returns>The curve.</returns>
    public static KaplanMeier Estimate(RiskTable table, int? after = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (after < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(after), after, "The tenure to start from must be 0 or more.");
        }

        return new KaplanMeier(table, after);
    }

    /// <summary>The share of customers still there right after a tenure.</summary>
    /// <param name="time">A tenure, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    /// <returns>The survival, or <see langword="null"/> beyond the last tenure seen while some are still there.</returns>
    public double? SurvivalAt(int time) => PointAt(time)?.Survival;

    /// <summary>The curve's value at a tenure, with the Greenwood standard error and limits.</summary>
    /// <param name="time">A tenure, 0 or more.</param>
    /// <param name="interval">The kind of interval.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    /// <returns>The point, or <see langword="null"/> beyond the last tenure seen while some are still there.</returns>
    public SurvivalPoint? PointAt(int time, SurvivalInterval interval = SurvivalInterval.LogLog, double confidence = 0.95)
    {
        if (time < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A tenure must be 0 or more.");
        }

        ModelArgument.Defined(interval);
        double z = ConfidenceLimits.StandardErrors(confidence);
        bool beyond = Table.LastTime is not { } last || time > last;
        if (beyond && (survival.Length == 0 || survival[^1] > 0))
        {
            return null;
        }

        int row = Table.RowAtOrBefore(time) - FirstRow;
        return row < 0 ? Point(time, 1, 0, z, interval) : Point(time, survival[row], greenwood[row], z, interval);
    }

    /// <summary>The steps of the curve, in ascending tenure, with standard errors and limits.</summary>
    /// <param name="interval">The kind of interval.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    /// <returns>One point per tenure in <see cref="Times"/>, computed as it is read.</returns>
    public IEnumerable<SurvivalPoint> Points(
        SurvivalInterval interval = SurvivalInterval.LogLog, double confidence = 0.95)
    {
        ModelArgument.Defined(interval);
        double z = ConfidenceLimits.StandardErrors(confidence);
        return Enumerable.Range(0, survival.Length)
            .Select(row => Point(Times[row], survival[row], greenwood[row], z, interval));
    }

    /// <summary>The tenure by which a given share of customers has churned, with its interval.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> the first tenure with <c>S(t) ≤ 1 − p</c>; where the curve runs flat at exactly
    /// <c>1 − p</c>, the middle of that interval, as in R. The limits are the same reading of the lower and of the upper
    /// limit of the curve, each with its own search; where a limit rises again, the step nearest below <c>1 − p</c>.</para>
    /// <para><b>Undefined:</b> each part is <see langword="null"/> while its curve has not come down that far.</para>
    /// </remarks>
    /// <param name="churned">The share churned, between 0 and 1, both excluded; 0.5 asks for the median.</param>
    /// <param name="interval">The kind of interval.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    /// <returns>The quantile.</returns>
    public SurvivalQuantile Quantile(
        double churned, SurvivalInterval interval = SurvivalInterval.LogLog, double confidence = 0.95) =>
        SurvivalQuantile.Read(this, churned, ModelArgument.Defined(interval), ConfidenceLimits.StandardErrors(confidence));

    /// <summary>The tenure by which half of the customers have churned, with its log-log interval.</summary>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence lies outside its range.</exception>
    /// <returns>The median tenure; its time is <see langword="null"/> while more than half remain.</returns>
    public SurvivalQuantile Median(double confidence = 0.95) => Quantile(0.5, SurvivalInterval.LogLog, confidence);

    /// <summary>The mean tenure within a horizon: the area under the curve up to it.</summary>
    /// <param name="horizon">The tenure up to which to count, at least that the curve starts from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon lies before the start of the curve.</exception>
    /// <returns>The mean, or <see langword="null"/> when the curve does not reach the horizon.</returns>
    public RestrictedMeanTenure? RestrictedMean(int horizon) => RestrictedMeanTenure.Under(this, horizon);

    /// <summary>Whether both curves come from equal tables and start at the same tenure.</summary>
    /// <param name="other">Another curve.</param>
    /// <returns><see langword="true"/> when the curves hold the same figures.</returns>
    public bool Equals(KaplanMeier? other) => other is not null && After == other.After && Table.Equals(other.Table);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KaplanMeier);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Table, After);

    /// <summary>Writes the size and the median.</summary>
    /// <returns>For example <c>23 customers, 18 churned, median 27</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Table.CustomerCount} customers, {Table.EventCount} churned, median {Quantile(0.5).Time?.ToString(CultureInfo.InvariantCulture) ?? "not reached"}");

    private static SurvivalPoint Point(int time, double survival, double greenwood, double z, SurvivalInterval interval) =>
        new(
            time,
            survival,
            survival > 0 ? survival * Math.Sqrt(greenwood) : null,
            GreenwoodInterval.Around(survival, greenwood, z, interval));

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("after", After);
        json.Add("firstGap", FirstGap);
        json.AddObjects("steps", Points().Select((point, row) => (Point: point, Row: Table[FirstRow + row])), static (fields, step) =>
        {
            fields.Add("tenure", step.Point.Time);
            fields.Add("atRisk", step.Row.AtRisk);
            fields.Add("churned", step.Row.Events);
            fields.Add("open", step.Row.Censored);
            fields.Add("survival", step.Point.Survival);
            fields.Add("standardError", step.Point.StandardError);
            fields.Add("lower", step.Point.Limits?.Lower);
            fields.Add("upper", step.Point.Limits?.Upper);
        });
    }
}

/// <summary>The survival right after a tenure.</summary>
/// <param name="Time">The tenure.</param>
/// <param name="Survival">The share of customers still there.</param>
/// <param name="StandardError">The Greenwood standard error of the share; <see langword="null"/> where it is 0.</param>
/// <param name="Limits">The confidence limits; <see langword="null"/> where the kind of interval has none.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("KaplanMeier.Points")]
public readonly record struct SurvivalPoint(int Time, double Survival, double? StandardError, ConfidenceLimits? Limits) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(SurvivalPoint), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("tenure", Time);
        json.Add("survival", Survival);
        json.Add("standardError", StandardError);
        json.Add("lower", Limits?.Lower);
        json.Add("upper", Limits?.Upper);
    }
}
