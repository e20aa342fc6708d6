using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The tenure by which a share of customers has churned.</summary>
/// <param name="Churned">The share, between 0 and 1.</param>
/// <param name="Time">The tenure; <see langword="null"/> when fewer have churned by the end of the data.</param>
/// <param name="Lower">The lower limit; <see langword="null"/> when the lower limit of the curve stays above.</param>
/// <param name="Upper">The upper limit; <see langword="null"/>, as often, when the upper limit of the curve stays above.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("KaplanMeier.Quantile")]
public readonly record struct SurvivalQuantile(double Churned, double? Time, double? Lower, double? Upper) : IJsonAnswer
{
    internal static SurvivalQuantile Read(KaplanMeier curve, double churned, SurvivalInterval interval, double z)
    {
        if (churned is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(churned), churned, "The share churned must lie between 0 and 1, both excluded.");
        }

        Reading time = new(1 - churned), lower = new(1 - churned), upper = new(1 - churned);
        ReadOnlySpan<int> times = curve.Times;
        ReadOnlySpan<double> survival = curve.Survival, greenwood = curve.Greenwood;
        for (int row = 0; row < times.Length; row++)
        {
            time.See(times[row], survival[row]);
            if (GreenwoodInterval.Around(survival[row], greenwood[row], z, interval) is { } limits)
            {
                lower.See(times[row], limits.Lower);
                upper.See(times[row], limits.Upper);
            }
        }

        int last = times.IsEmpty ? 0 : times[^1];
        return new SurvivalQuantile(churned, time.Time(last), lower.Time(last), upper.Time(last));
    }

    /// <summary>Where one of the three curves comes down to a height.</summary>
    /// <remarks>
    /// The limits of a curve need not fall all the way: with few customers left an upper limit can rise again. The step
    /// nearest below the height is taken then, as R does; on a falling curve that is the first step below.
    /// </remarks>
    private struct Reading(double height)
    {
        // Two products of the same fractions in another order differ in the last bits; steps of a curve differ by more.
        private const double Flat = 1e-11;

        private double at = double.NegativeInfinity;
        private double below = double.NegativeInfinity;
        private int timeAt;
        private int timeBelow;

        public void See(int time, double value)
        {
            if (value <= height + Flat && value > at)
            {
                (at, timeAt) = (value, time);
            }

            if (value < height - Flat && value > below)
            {
                (below, timeBelow) = (value, time);
            }
        }

        public readonly double? Time(int last)
        {
            if (double.IsNegativeInfinity(at))
            {
                return null;
            }

            int end = double.IsNegativeInfinity(below) ? last : timeBelow;
            return at < height - Flat ? timeAt : (timeAt + (double)end) / 2;
        }
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(SurvivalQuantile), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("churned", Churned);
        json.Add("tenure", Time);
        json.Add("lower", Lower);
        json.Add("upper", Upper);
    }
}
