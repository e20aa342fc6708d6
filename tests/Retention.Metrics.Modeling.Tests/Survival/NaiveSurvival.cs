using System.Numerics;

namespace Retention.Metrics.Modeling.Tests.Survival;

/// <summary>The definitions written down customer by customer, with exact fractions; slow and plain.</summary>
internal static class NaiveSurvival
{
    public static int AtRisk(IEnumerable<Spell> spells, int time) =>
        spells.Count(spell => (spell.Entry == 0 || spell.Entry < time) && time <= spell.Exit);

    public static int Events(IEnumerable<Spell> spells, int time) =>
        spells.Count(spell => spell.Churned && spell.Exit == time);

    public static int[] EventTimes(IEnumerable<Spell> spells) =>
        [.. spells.Where(spell => spell.Churned).Select(spell => spell.Exit).Distinct().Order()];

    /// <summary>S(t) as an exact fraction, rounded once at the end.</summary>
    public static double Survival(Spell[] spells, int time, int after = -1)
    {
        BigInteger numerator = 1, denominator = 1;
        foreach (int t in EventTimes(spells).Where(t => t > after && t <= time))
        {
            numerator *= AtRisk(spells, t) - Events(spells, t);
            denominator *= AtRisk(spells, t);
        }

        return numerator.IsZero ? 0 : Math.Exp(BigInteger.Log(numerator) - BigInteger.Log(denominator));
    }

    public static double Greenwood(Spell[] spells, int time) =>
        EventTimes(spells).Where(t => t <= time).Sum(t =>
            Events(spells, t) / ((double)AtRisk(spells, t) * (AtRisk(spells, t) - Events(spells, t))));

    public static double CumulativeHazard(Spell[] spells, int time) =>
        EventTimes(spells).Where(t => t <= time).Sum(t => (double)Events(spells, t) / AtRisk(spells, t));
}
