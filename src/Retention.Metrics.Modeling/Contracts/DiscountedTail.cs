using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>A discounted sum over all renewals to come, which falls too slowly to be added up to the end.</summary>
/// <remarks>The first terms are added up; the rest is an integral with the corrections of Euler and Maclaurin, exact to
/// about twelve digits because the terms change slowly by then.</remarks>
internal static class DiscountedTail
{
    private const int AddedUp = 1000;

    public static double Sum(BetaDiscreteWeibull model, int period, double discountRate)
    {
        double rate = LogSpace.Log1P(discountRate), before = model.LogSurvivalAt(period - 1);
        double sum = 0;
        for (int i = 0; i < AddedUp; i++)
        {
            double term = Math.Exp(model.LogSurvivalAt((double)period + i) - before - (i * rate));
            sum += term;
            if (term <= 1e-18 * sum)
            {
                return sum;
            }
        }

        double from = (double)period + AddedUp;
        double first = Math.Exp(model.LogSurvivalAt(from) - before - (AddedUp * rate));
        double slope = model.LogSurvivalSlopeAt(from) - rate;
        double integral = PeakIntegral.Log(new Tail(model, from, rate), Math.Log(from));
        return sum + (first / 2) - (first * slope / 12) + Math.Exp(integral - before - (AddedUp * rate));
    }

    /// <summary>S(x) e^(−rate (x − from)) over x = from + e^u, with the Jacobian.</summary>
    private readonly struct Tail(BetaDiscreteWeibull model, double from, double rate) : ILogFunction
    {
        public double LogAt(double u)
        {
            double beyond = Math.Exp(u);
            double discount = rate == 0 ? 0 : rate * beyond;
            return (u > BetaMixture.FarOut ? model.LogSurvivalFarOut(u) : model.LogSurvivalAt(from + beyond)) - discount + u;
        }
    }
}
