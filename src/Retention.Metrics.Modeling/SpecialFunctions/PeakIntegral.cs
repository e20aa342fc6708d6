namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>A function on the real line, given by its logarithm.</summary>
internal interface ILogFunction
{
    /// <summary>The logarithm of the function at <paramref name="u"/>; −∞ where it vanishes.</summary>
    double LogAt(double u);
}

/// <summary>
/// The integral over the whole line of a positive smooth function with one peak and tails that fall at least exponentially.
/// </summary>
/// <remarks>
/// The trapezoidal rule after u = peak + width · sinh v: exponentially accurate for analytic functions, all terms positive, so the
/// result has full relative accuracy whatever its magnitude. The step is halved until two results agree to twelve digits: each halving
/// all but squares the error, so the later one has all digits. It also ends where halving no longer helps, because the function has fewer digits.
/// </remarks>
internal static class PeakIntegral
{
    private const double NegligibleLog = -42.0;
    private const double Agreement = 1e-12;

    /// <summary>ln ∫ e^φ(u) du, where <paramref name="start"/> is any point from which climbing finds the peak.</summary>
    /// <remarks>Where the peak is below <paramref name="floor"/>, any number below it can be the answer.</remarks>
    public static double Log<TFunction>(TFunction function, double start, double floor = double.MinValue)
        where TFunction : struct, ILogFunction
    {
        (double peak, double top) = Climb(function, start);
        if (top < floor)
        {
            return double.NegativeInfinity;
        }

        double width = Math.Min(DropWidth(function, peak, top, -1.0), DropWidth(function, peak, top, 1.0));

        double step = 0.5;
        double sum = width + Walk(function, peak, top, width, step, step, 1.0) + Walk(function, peak, top, width, step, step, -1.0);
        double estimate = sum * step;
        double change = double.PositiveInfinity;
        for (int halving = 0; halving < 12; halving++)
        {
            // Only the points between the old ones are new.
            double half = 0.5 * step;
            sum += Walk(function, peak, top, width, half, step, 1.0) + Walk(function, peak, top, width, half, step, -1.0);
            step = half;
            double refined = sum * step;
            double before = change;
            change = Math.Abs(refined - estimate);
            estimate = refined;
            if (change <= Agreement * refined || (halving >= 4 && change > 0.5 * before))
            {
                break;
            }
        }

        return top + Math.Log(estimate);
    }

    private static double Walk<TFunction>(
        TFunction function, double peak, double top, double width, double first, double step, double direction)
        where TFunction : struct, ILogFunction
    {
        double sum = 0.0;
        for (double v = first; v < 700.0; v += step)
        {
            double grow = Math.Exp(v);
            double sinh = v < 0.5 ? Math.Sinh(v) : 0.5 * (grow - (1.0 / grow));
            double cosh = 0.5 * (grow + (1.0 / grow));
            double log = function.LogAt(peak + (direction * width * sinh)) - top;
            double term = width * cosh * Math.Exp(log);
            sum += term;

            // With the Jacobian the terms may still grow for a while where the tail falls slowly.
            if (log + v < NegligibleLog || !double.IsFinite(grow))
            {
                break;
            }
        }

        return sum;
    }

    private static (double Peak, double Top) Climb<TFunction>(TFunction function, double start)
        where TFunction : struct, ILogFunction
    {
        double at = start;
        double top = function.LogAt(at);
        double step = 1.0;
        double direction = function.LogAt(at + 0.01) >= function.LogAt(at - 0.01) ? 1.0 : -1.0;
        for (int i = 0; i < 400 && step > 1e-9; i++)
        {
            double next = at + (direction * step);
            double value = function.LogAt(next);
            if (value > top)
            {
                (at, top) = (next, value);
                step *= 2.0;
            }
            else
            {
                // Too far: turn round with a smaller step. A plateau within 0.1 of the top is near enough to a peak.
                if (top - value < 0.1 && step < 0.5)
                {
                    break;
                }

                step *= 0.25;
                double back = function.LogAt(at - (direction * step));
                if (back > top)
                {
                    (at, top, direction) = (at - (direction * step), back, -direction);
                }
            }
        }

        return (at, top);
    }

    private static double DropWidth<TFunction>(TFunction function, double peak, double top, double direction)
        where TFunction : struct, ILogFunction
    {
        // The distance over which the logarithm falls by one to three.
        double low = 0.0;
        double high = double.PositiveInfinity;
        double width = 1.0;
        for (int i = 0; i < 100; i++)
        {
            double drop = top - function.LogAt(peak + (direction * width));
            if (drop < 1.0)
            {
                low = width;
                width = double.IsInfinity(high) ? 2.0 * width : 0.5 * (low + high);
            }
            else if (drop > 3.0)
            {
                high = width;
                width = low == 0.0 ? 0.5 * width : 0.5 * (low + high);
            }
            else
            {
                break;
            }
        }

        return width;
    }
}
