namespace Retention.Metrics.Modeling.Contracts;

/// <summary>The series 1 + (b/c) z + (b/c)((b + 1)/(c + 1)) z² + … = 2F1(1, b; c; z), for 0 &lt; b &lt; c and 0 &lt; z &lt; 1.</summary>
/// <remarks>
/// By the continued fraction of Gauss: where the series needs as many terms as periods until discounting ends it, the
/// fraction needs about their square root, and it holds no logarithm of a large number that would have to cancel.
/// </remarks>
internal static class RenewalSeries
{
    private const int MostTerms = 1_000_000;
    private const double NotZero = 1e-300;

    public static double Sum(double b, double c, double z)
    {
        // Lentz's evaluation of 1 - x1/(1 - x2/(1 - ...)), of which the sum is the reciprocal.
        double fraction = 1, numerator = 1, denominator = 0;
        for (int i = 1; i < MostTerms; i++)
        {
            double x = Coefficient(i, b, c) * z;
            denominator = 1 - (x * denominator);
            denominator = 1 / (denominator == 0 ? NotZero : denominator);
            numerator = 1 - (x / numerator);
            numerator = numerator == 0 ? NotZero : numerator;
            double factor = numerator * denominator;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 3e-16)
            {
                break;
            }
        }

        return 1 / fraction;
    }

    private static double Coefficient(int index, double b, double c)
    {
        double k = index / 2;
        return index % 2 == 0
            ? k * (c - b + k - 1) / ((c + (2 * k) - 2) * (c + (2 * k) - 1))
            : index == 1 ? b / c : (b + k) * (c + k - 1) / ((c + (2 * k) - 1) * (c + (2 * k)));
    }
}
