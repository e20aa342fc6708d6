using System.Globalization;

namespace Retention.Metrics.Modeling;

/// <summary>How much a tenure counts in a test of the log-rank family.</summary>
/// <remarks>
/// <para>All weigh the difference between churns observed and expected at each tenure. Equal weights are best when one
/// group's hazard is a constant multiple of the other's; falling weights look at early churn.</para>
/// <para>Names are shared unevenly between packages: lifelines' <c>peto</c> is <see cref="PetoPeto"/>, R's
/// <c>survdiff(rho = 1)</c> is <see cref="FlemingHarrington"/> with <c>p = 1</c>, and they differ. Choose before looking
/// at the data: taking the smallest of several p-values is not a test.</para>
/// </remarks>
public readonly record struct LogRankWeights
{
    private LogRankWeights(LogRankFamily family, double early = 0, double late = 0)
    {
        Family = family;
        Early = early;
        Late = late;
    }

    /// <summary>Weight 1: the log-rank (Mantel–Haenszel) test. This is <c>default</c>.</summary>
    public static LogRankWeights Equal => default;

    /// <summary>Weight <c>n</c>, the number at risk: Gehan's generalized Wilcoxon test (Breslow's for k groups). Swayed by
    /// the pattern of censoring.</summary>
    public static LogRankWeights Gehan { get; } = new(LogRankFamily.Gehan);

    /// <summary>Weight <c>√n</c>: the Tarone–Ware test.</summary>
    public static LogRankWeights TaroneWare { get; } = new(LogRankFamily.TaroneWare);

    /// <summary>Weight <c>Π (1 − d/(n + 1))</c> up to and including the tenure: the Peto–Peto test as lifelines has it.</summary>
    public static LogRankWeights PetoPeto { get; } = new(LogRankFamily.PetoPeto);

    /// <summary>The Peto–Peto weight times <c>n/(n + 1)</c>: the test as modified by Andersen.</summary>
    public static LogRankWeights PetoPetoModified { get; } = new(LogRankFamily.PetoPetoModified);

    /// <summary>Weight <c>S(t−)</c>, the pooled Kaplan–Meier curve just before the tenure: the Peto–Prentice test as R
    /// has it, <c>survdiff(rho = 1)</c>.</summary>
    public static LogRankWeights PetoPrentice { get; } = new(LogRankFamily.FlemingHarrington, early: 1);

    internal LogRankFamily Family { get; }

    internal double Early { get; }

    internal double Late { get; }

    /// <summary>Weight <c>S(t−)^p (1 − S(t−))^q</c> with the pooled Kaplan–Meier curve just before the tenure.</summary>
    /// <param name="p">Weight on early churn, 0 or more and finite; R's <c>rho</c>.</param>
    /// <param name="q">Weight on late churn, 0 or more and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, infinite or not a number.</exception>
    /// <returns>The weights; with both at 0 the log-rank test.</returns>
    public static LogRankWeights FlemingHarrington(double p, double q = 0)
    {
        RequireFinite(p, nameof(p));
        RequireFinite(q, nameof(q));
        return p == 0 && q == 0 ? Equal : new(LogRankFamily.FlemingHarrington, p, q);
    }

    /// <summary>Writes the name of the test.</summary>
    /// <returns>For example <c>Gehan</c> or <c>FlemingHarrington(1, 0)</c>.</returns>
    public override string ToString() => Family == LogRankFamily.FlemingHarrington
        ? string.Create(CultureInfo.InvariantCulture, $"FlemingHarrington({Early}, {Late})")
        : Family.ToString();

    private static void RequireFinite(double weight, string parameter)
    {
        if (!(weight >= 0) || double.IsInfinity(weight))
        {
            throw new ArgumentOutOfRangeException(parameter, weight, "A weight must be 0 or more and finite.");
        }
    }
}
