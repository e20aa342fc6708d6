using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The mean tenure within a horizon.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>∫ S(t) dt</c> from the start of the curve to the horizon; variance
/// <c>Σ A(t)² d / (n (n − d))</c> with <c>A(t)</c> the area from <c>t</c> to the horizon.</para>
/// <para><b>Unit:</b> that of the tenure. It compares groups by time kept, also where no median is reached.</para>
/// <para><b>Undefined:</b> for a horizon beyond the last tenure seen while some customers are still there.</para>
/// <para><b>Cost:</b> two passes over the rows up to the horizon.</para>
/// <para><b>Source:</b> Irwin (1949); R's survival package prints it as rmean.</para>
/// </remarks>
/// <param name="Horizon">The tenure up to which was counted.</param>
/// <param name="Mean">The mean tenure within the horizon.</param>
/// <param name="StandardError">Its standard error.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("KaplanMeier.RestrictedMean")]
public readonly record struct RestrictedMeanTenure(int Horizon, double Mean, double StandardError) : IJsonAnswer
{
    /// <summary>The normal interval around the mean, held within 0 and the horizon.</summary>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence lies outside its range.</exception>
    /// <returns>The limits.</returns>
    public ConfidenceLimits Limits(double confidence = 0.95)
    {
        double half = ConfidenceLimits.StandardErrors(confidence) * StandardError;
        return new ConfidenceLimits(Math.Max(0, Mean - half), Math.Min(Horizon, Mean + half));
    }

    internal static RestrictedMeanTenure? Under(KaplanMeier curve, int horizon)
    {
        int start = curve.After ?? 0;
        if (horizon < start)
        {
            throw new ArgumentOutOfRangeException(
                nameof(horizon), horizon, FormattableString.Invariant($"The horizon must be at least {start}, where the curve starts."));
        }

        if (curve.SurvivalAt(horizon) is null)
        {
            return null;
        }

        double total = Area(curve, start, horizon, squares: false, total: 0, out _);
        _ = Area(curve, start, horizon, squares: true, total, out double variance);
        return new RestrictedMeanTenure(horizon, total, Math.Sqrt(variance));
    }

    private static double Area(
        KaplanMeier curve, int start, int horizon, bool squares, double total, out double variance)
    {
        ReadOnlySpan<int> times = curve.Times;
        ReadOnlySpan<double> survival = curve.Survival, greenwood = curve.Greenwood;
        double area = 0, height = 1, before = 0;
        int from = start;
        variance = 0;
        for (int row = 0; row < times.Length && times[row] <= horizon; row++)
        {
            area += height * (times[row] - from);
            (height, from) = (survival[row], times[row]);
            if (squares && height > 0)
            {
                variance += (total - area) * (total - area) * (greenwood[row] - before);
                before = greenwood[row];
            }
        }

        return area + (height * (horizon - from));
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(RestrictedMeanTenure), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("horizon", Horizon);
        json.Add("mean", Mean);
        json.Add("standardError", StandardError);
    }
}
