using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The probability to churn in each interval of tenure, with the numbers it is computed from.</summary>
public static class TenureHazard
{
    /// <summary>Splits the tenure into intervals of equal length.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> for the interval <c>(from, to]</c> the probability <c>1 − Π (1 − d/n)</c> over the tenures in
    /// it, and the rate <c>churned / customer-time at risk</c>. The first interval includes tenure 0 as well.</para>
    /// <para><b>Unit:</b> the probability has none; the rate is per unit of tenure.</para>
    /// <para><b>Undefined:</b> in an interval nobody was at risk in; the last interval counts only as far as the data goes, so
    /// its probability is that of the part seen.</para>
    /// <para><b>Cost:</b> one pass over the rows of the table.</para>
    /// <para><b>Source:</b> the Kaplan–Meier estimate within the interval; customer-time as in the actuarial rate.</para>
    /// </remarks>
    /// <param name="table">The customers.</param>
    /// <param name="width">The length of a interval, 1 or more, in the unit of the table.</param>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is below 1.</exception>
    /// <returns>The intervales, from tenure 0 to the last tenure seen.</returns>
    /// <example><code>
    /// RiskTable table = RiskTable.FromSpells([Spell.ChurnedAt(30), Spell.OpenAt(45), Spell.ChurnedAt(60)]);
    /// TenureHazard.By(table, width: 30)[1].Probability; // 1: of the two at risk, one was lost sight of
    /// </code></example>
    public static ImmutableArray<HazardInterval> By(RiskTable table, int width)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (table.LastTime is not { } last)
        {
            return [];
        }

        int intervals = Math.Max(1, ((last - 1) / width) + 1);
        var result = ImmutableArray.CreateBuilder<HazardInterval>(intervals);
        int row = 0;
        for (int interval = 0; interval < intervals; interval++)
        {
            long to = ((long)interval + 1) * width;
            result.Add(Count(table, ref row, interval * width, (int)Math.Min(to, int.MaxValue)));
        }

        return result.MoveToImmutable();
    }

    private static HazardInterval Count(RiskTable table, ref int row, int from, int to)
    {
        int atStart = row < table.Count ? table.AtRisk[row] : 0;
        int watched = atStart, at = from, events = 0, censored = 0, entered = 0;
        long exposure = 0;
        double kept = 1;
        bool anyAtRisk = atStart > 0;
        for (; row < table.Count && table.Times[row] <= to; row++)
        {
            RiskRow step = table[row];
            exposure += (long)step.AtRisk * (step.Time - at);
            at = step.Time;
            anyAtRisk |= step.AtRisk > 0;
            kept *= step.AtRisk > 0 ? (double)(step.AtRisk - step.Events) / step.AtRisk : 1;
            (events, censored, entered) = (events + step.Events, censored + step.Censored, entered + step.Entered);
            watched = step.AtRisk - step.Events - step.Censored + step.Entered;
        }

        exposure += (long)watched * (to - at);
        return new HazardInterval(
            from, to, atStart, events, censored, entered, exposure, anyAtRisk || exposure > 0 ? 1 - kept : null);
    }
}

/// <summary>Churn in one interval of tenure.</summary>
/// <param name="From">Start of the interval, excluded (but 0 is included).</param>
/// <param name="To">Where it ends, included.</param>
/// <param name="AtRisk">Customers at risk right after <paramref name="From"/>.</param>
/// <param name="Events">Customers who churned in it.</param>
/// <param name="Censored">Customers last seen in it, still there.</param>
/// <param name="Entered">Customers first seen in it.</param>
/// <param name="Exposure">Customer-time at risk in it: the tenure all customers spent in it while watched.</param>
/// <param name="Probability">The chance of a customer there at its beginning to churn in it; <see langword="null"/> when
/// nobody was at risk.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("TenureHazard.By")]
public readonly record struct HazardInterval(
    int From, int To, int AtRisk, int Events, int Censored, int Entered, long Exposure, double? Probability) : IJsonAnswer
{
    /// <summary>Churns per unit of customer-time; <see langword="null"/> without any.</summary>
    public double? Rate => Exposure > 0 ? (double)Events / Exposure : null;

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(HazardInterval), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("after", From);
        json.Add("upTo", To);
        json.Add("entered", Entered);
        json.Add("atRisk", AtRisk);
        json.Add("churned", Events);
        json.Add("open", Censored);
        json.Add("exposure", Exposure);
        json.Add("probability", Probability);
        json.Add("rate", Rate);
    }
}
