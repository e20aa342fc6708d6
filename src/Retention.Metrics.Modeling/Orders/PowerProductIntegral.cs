using System.Runtime.Intrinsics;
using MathNet.Numerics.Integration;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>
/// The integral of (α + y)^−A (β + y)^−B over y from t to T, with the means of ln(α + y), ln(β + y) and their slopes under it: the
/// unseen moment of leaving in Pareto/NBD.
/// </summary>
/// <remarks>
/// After u = ln((m + y) / (m + t)) with m the smaller of α and β the integrand is log-concave and smooth on the scale of one. The interval
/// that matters is cut into panels over which it falls by a bounded factor, so frequencies in the thousands lose no digits.
/// </remarks>
internal readonly ref struct PowerProductIntegral
{
    private const double Negligible = 45.0;
    private const double FallPerPanel = 10.0;
    private const double WidthPerPanel = 2.0;
    private const double Narrow = 0.02;

    // Counts of nodes are multiples of the four lanes of a vector.
    private static readonly (double[] Nodes, double[] Weights) Eight = Rule(8);
    private static readonly (double[] Nodes, double[] Weights) Twelve = Rule(12);
    private static readonly (double[] Nodes, double[] Weights) Sixteen = Rule(16);

    private PowerProductIntegral(double logRelative, double logAlpha, double logBeta, double shareAlpha, double shareBeta)
    {
        LogRelative = logRelative;
        MeanLogAlpha = logAlpha;
        MeanLogBeta = logBeta;
        MeanShareAlpha = shareAlpha;
        MeanShareBeta = shareBeta;
    }

    /// <summary>The logarithm of the integral over its integrand at the lower limit; −∞ for an empty interval.</summary>
    public double LogRelative { get; }

    /// <summary>The mean of ln((α + y) / (α + t)).</summary>
    public double MeanLogAlpha { get; }

    /// <summary>The mean of ln((β + y) / (β + t)).</summary>
    public double MeanLogBeta { get; }

    /// <summary>The mean of (y − t) / (α + y).</summary>
    public double MeanShareAlpha { get; }

    /// <summary>The mean of (y − t) / (β + y).</summary>
    public double MeanShareBeta { get; }

    public static PowerProductIntegral Of(double alpha, double powerAlpha, double beta, double powerBeta, double from, double to)
    {
        if (to <= from)
        {
            return new PowerProductIntegral(double.NegativeInfinity, 0.0, 0.0, 0.0, 0.0);
        }

        bool alphaIsNear = alpha <= beta;
        double near = from + (alphaIsNear ? alpha : beta);
        double far = from + (alphaIsNear ? beta : alpha);
        double powerNear = alphaIsNear ? powerAlpha : powerBeta;
        double powerFar = alphaIsNear ? powerBeta : powerAlpha;
        var curve = new Curve(near, far, powerNear, powerFar);

        double end = LogSpace.Log1P((to - from) / near);
        double peak = Math.Clamp(curve.Peak(), 0.0, end);
        double top = curve.At(peak);
        double low = curve.At(0.0) < top - Negligible ? Edge(curve, peak, 0.0, top - Negligible) : 0.0;
        double high = curve.At(end) < top - Negligible ? Edge(curve, peak, end, top - Negligible) : end;
        double fall = (top - curve.At(low)) + (top - curve.At(high));
        int panels = Math.Max(1, (int)Math.Ceiling(Math.Max(fall / FallPerPanel, (high - low) / WidthPerPanel)));
        double half = 0.5 * (high - low) / panels;

        // The error of the rule falls with the fall and the width of a panel: each of these is exact to rounding.
        (double[] nodes, double[] weights) = fall <= panels && half <= 0.35 ? Eight : fall <= 5.0 * panels ? Twelve : Sixteen;

        Vector256<double> total = default, sumLogNear = default, sumLogFar = default, sumShareNear = default, sumShareFar = default;
        Vector256<double> share = Vector256.Create(near / far);

        // Where α or β is large the integrand is flat over a short interval: e^u − 1 and ln(1 + x) by their series, which keep the digits.
        bool narrow = high < Narrow;
        bool thin = near / far * (Math.Exp(high) - 1.0) < Narrow;
        for (int panel = 0; panel < panels; panel++)
        {
            Vector256<double> center = Vector256.Create(low + (half * ((2.0 * panel) + 1.0)));
            for (int i = 0; i < nodes.Length; i += Vector256<double>.Count)
            {
                Vector256<double> u = center + (half * Vector256.Create(nodes, i));
                Vector256<double> grow = narrow ? Growth(u) : Vector256.Exp(u) - Vector256<double>.One;
                Vector256<double> reach = share * grow;
                Vector256<double> wide = Vector256<double>.One + reach;
                Vector256<double> logWide = thin ? reach * Logarithm(reach) : Vector256.Log(wide);
                Vector256<double> height = ((1.0 - powerNear) * u) - (powerFar * logWide) - Vector256.Create(top);
                Vector256<double> weight = Vector256.Create(weights, i) * Vector256.Exp(height);
                total += weight;
                sumLogNear += weight * u;
                sumLogFar += weight * logWide;
                sumShareNear += weight * grow / (Vector256<double>.One + grow);
                sumShareFar += weight * reach / wide;
            }
        }

        double mass = Vector256.Sum(total);
        double logNear = Vector256.Sum(sumLogNear) / mass;
        double logFar = Vector256.Sum(sumLogFar) / mass;
        double shareNear = Vector256.Sum(sumShareNear) / mass;
        double shareFar = Vector256.Sum(sumShareFar) / mass;

        // dy = (m + t) e^u du, and the integrand at the lower limit is the unit.
        double log = top + Math.Log(half * mass) + Math.Log(near);
        return alphaIsNear
            ? new PowerProductIntegral(log, logNear, logFar, shareNear, shareFar)
            : new PowerProductIntegral(log, logFar, logNear, shareFar, shareNear);
    }

    // e^u − 1 for small u, to the last digit.
    private static Vector256<double> Growth(Vector256<double> u)
    {
        Vector256<double> sum = Vector256.Create(1.0 / 9.0);
        for (int k = 8; k >= 1; k--)
        {
            sum = (Vector256<double>.One + (u * sum)) / k;
        }

        return u * sum;
    }

    // ln(1 + x) / x for small x, to the last digit.
    private static Vector256<double> Logarithm(Vector256<double> x)
    {
        Vector256<double> sum = Vector256.Create(1.0 / 10.0);
        for (int k = 9; k >= 1; k--)
        {
            sum = Vector256.Create(1.0 / k) - (x * sum);
        }

        return sum;
    }

    private static (double[] Nodes, double[] Weights) Rule(int order)
    {
        var rule = new GaussLegendreRule(-1.0, 1.0, order);
        return (rule.Abscissas, rule.Weights);
    }

    private static double Edge(Curve curve, double inside, double outside, double level)
    {
        for (int i = 0; i < 30 && Math.Abs(outside - inside) > 1e-3 * Math.Abs(outside); i++)
        {
            double middle = 0.5 * (inside + outside);
            if (curve.At(middle) < level)
            {
                outside = middle;
            }
            else
            {
                inside = middle;
            }
        }

        return outside;
    }

    // The logarithm of the transformed integrand, relative to the lower limit.
    private readonly struct Curve(double near, double far, double powerNear, double powerFar)
    {
        public double At(double u) => ((1.0 - powerNear) * u) - (powerFar * Math.Log(1.0 + (near / far * (Math.Exp(u) - 1.0))));

        // Where the slope 1 - powerNear - powerFar near e^u / (far + near (e^u - 1)) vanishes.
        public double Peak()
        {
            double share = (1.0 - powerNear) / powerFar;
            if (share <= near / far)
            {
                return 0.0;
            }

            return share >= 1.0 ? double.PositiveInfinity : Math.Log(share * (far - near) / (near * (1.0 - share)));
        }
    }
}
