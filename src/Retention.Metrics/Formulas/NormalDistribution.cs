namespace Retention.Metrics.Formulas;

/// <summary>The standard normal distribution, to full double accuracy in both tails.</summary>
/// <remarks>
/// Tails by W. J. Cody's rational approximations of erf and erfc ("Rational Chebyshev approximations for the error function", Mathematics of
/// Computation 23, 1969), quantiles by M. J. Wichura's PPND16 (Algorithm AS 241, Applied Statistics 37, 1988).
/// </remarks>
internal static class NormalDistribution
{
    private const double OneOverSqrtPi = 0.56418958354775628695;

    // erf near 0: x · P(x²) / Q(x²).
    private static readonly double[] ErfP = [3.20937758913846947e3, 3.77485237685302021e2, 1.13864154151050156e2, 3.16112374387056560, 1.85777706184603153e-1];
    private static readonly double[] ErfQ = [2.84423683343917062e3, 1.28261652607737228e3, 2.44024637934444173e2, 2.36012909523441209e1, 1];

    // erfc up to 4: exp(−x²) · P(x) / Q(x).
    private static readonly double[] MiddleP =
    [
        1.23033935479799725e3, 2.05107837782607147e3, 1.71204761263407058e3, 8.81952221241769090e2, 2.98635138197400131e2,
        6.61191906371416295e1, 8.88314979438837594, 5.64188496988670089e-1, 2.15311535474403846e-8,
    ];

    private static readonly double[] MiddleQ =
    [
        1.23033935480374942e3, 3.43936767414372164e3, 4.36261909014324716e3, 3.29079923573345963e3, 1.62138957456669019e3,
        5.37181101862009858e2, 1.17693950891312499e2, 1.57449261107098347e1, 1,
    ];

    // erfc from 4 on: exp(−x²) / x · (1/√π − P(1/x²) / (x² · Q(1/x²))).
    private static readonly double[] FarP =
        [6.58749161529837803e-4, 1.60837851487422766e-2, 1.25781726111229246e-1, 3.60344899949804439e-1, 3.05326634961232344e-1, 1.63153871373020978e-2];

    private static readonly double[] FarQ =
        [2.33520497626869185e-3, 6.05183413124413191e-2, 5.27905102951428412e-1, 1.87295284992346725, 2.56852019228982242, 1];

    // Quantiles: around the median, in the tails, far out in the tails.
    private static readonly double[] CenterP =
    [
        3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static readonly double[] CenterQ =
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static readonly double[] TailP =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] TailQ =
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] FarTailP =
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] FarTailQ =
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>P(Z ≤ z).</summary>
    public static double Probability(double z) => 0.5 * TwiceAbove(-z);

    /// <summary>P(|Z| ≥ |z|), the two-sided p-value of a z statistic.</summary>
    public static double TwoSidedTail(double z) => TwiceAbove(double.Abs(z));

    /// <summary>The z that a share of the distribution lies below.</summary>
    /// <param name="probability">Between 0 and 1, both exclusive.</param>
    public static double Quantile(double probability)
    {
        double fromMedian = probability - 0.5;
        if (double.Abs(fromMedian) <= 0.425)
        {
            double nearness = 0.180625 - (fromMedian * fromMedian);
            return fromMedian * Polynomial(CenterP, nearness) / Polynomial(CenterQ, nearness);
        }

        double distance = double.Sqrt(-double.Log(fromMedian < 0 ? probability : 1 - probability));
        double z = distance <= 5
            ? Polynomial(TailP, distance - 1.6) / Polynomial(TailQ, distance - 1.6)
            : Polynomial(FarTailP, distance - 5) / Polynomial(FarTailQ, distance - 5);
        return fromMedian < 0 ? -z : z;
    }

    /// <summary>2 P(Z ≥ z) = erfc(z / √2), 0 to 2.</summary>
    private static double TwiceAbove(double z)
    {
        double x = z / double.Sqrt(2), size = double.Abs(x);
        if (size <= 0.46875)
        {
            return 1 - (x * Polynomial(ErfP, x * x) / Polynomial(ErfQ, x * x));
        }

        double tail = ExpOfMinusHalfSquare(z);
        if (size <= 4)
        {
            tail *= Polynomial(MiddleP, size) / Polynomial(MiddleQ, size);
        }
        else
        {
            double inverse = 1 / (size * size);
            tail *= (OneOverSqrtPi - (inverse * Polynomial(FarP, inverse) / Polynomial(FarQ, inverse))) / size;
        }

        return z < 0 ? 2 - tail : tail;
    }

    // From z itself, as a rounded z / √2 would be squared; and the square of a number cut to sixteenths is exact. So no error grows with z.
    private static double ExpOfMinusHalfSquare(double z)
    {
        double cut = double.Truncate(z * 16) / 16;
        return double.Exp(-cut * cut / 2) * double.Exp(-(z - cut) * (z + cut) / 2);
    }

    /// <summary>By Horner's rule, the coefficient of the lowest power first.</summary>
    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        for (int power = coefficients.Length - 1; power >= 0; power--)
        {
            sum = (sum * x) + coefficients[power];
        }

        return sum;
    }
}
