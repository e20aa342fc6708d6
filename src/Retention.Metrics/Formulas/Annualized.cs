using NodaTime;

namespace Retention.Metrics;

/// <summary>What a period's rate comes to over a year if it goes on. Rates compound; twelve times a monthly rate is wrong.</summary>
public static class Annualized
{
    /// <summary>Computes the yearly churn that a rate of a shorter period comes to.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>1 − (1 − c)^k</c>, with k periods to the year: 12 months, 4 quarters, 365/7 weeks, 365 days.</para>
    /// <para><b>Unit:</b> none; 0 to 1 for a churn of 0 to 1, negative for a negative one.</para>
    /// <para><b>Undefined:</b> where the rate is, for a rate above 1 (nobody can lose more than everything again and again), and where the result
    /// is beyond what a <see cref="double"/> holds.</para>
    /// <para><b>Cost:</b> one power.</para>
    /// <para><b>Source:</b> Gold, "Fighting Churn With Data", chapter 2.</para>
    /// </remarks>
    /// <example><code>
    /// Annualized.Churn(CustomerChurn.Rate(lost: 5, opening: 100), periodsPerYear: 12); // 0.4596…, not 0.6
    /// </code></example>
    /// <param name="rate">The churn rate of one period.</param>
    /// <param name="periodsPerYear">How many such periods a year has, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periodsPerYear"/> is not above 0.</exception>
    public static double? Churn(Ratio rate, double periodsPerYear) =>
        Retention(rate.Complement, periodsPerYear) is { } kept ? 1d - kept : null;

    /// <summary>Computes the yearly retention (of customers, GRR or NRR) that a rate of a shorter period comes to.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>r^k</c>, with k periods to the year.</para>
    /// <para><b>Unit:</b> none; at least 0.</para>
    /// <para><b>Undefined:</b> where the rate is, for a rate below 0, and where the result is beyond what a <see cref="double"/> holds: revenue that
    /// grows tenfold in a day has no yearly figure.</para>
    /// <para><b>Cost:</b> one power.</para>
    /// <para><b>Source:</b> Gold, "Fighting Churn With Data", chapter 2.</para>
    /// </remarks>
    /// <example><code>
    /// Annualized.Retention(RevenueRetention.Net(opening: 100, churn: 0, contraction: 0, expansion: 1), periodsPerYear: 12); // 1.1268…
    /// </code></example>
    /// <param name="rate">The retention rate of one period.</param>
    /// <param name="periodsPerYear">How many such periods a year has, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periodsPerYear"/> is not above 0.</exception>
    public static double? Retention(Ratio rate, double periodsPerYear)
    {
        if (!(periodsPerYear > 0d) || double.IsInfinity(periodsPerYear))
        {
            throw new ArgumentOutOfRangeException(nameof(periodsPerYear), periodsPerYear, "The number of periods in a year is above 0.");
        }

        return rate.Value is { } value and >= 0m && Math.Pow((double)value, periodsPerYear) is var kept && double.IsFinite(kept) ? kept : null;
    }

    /// <summary>How many periods of a length a year has: 12 months, 4 quarters, 1 year, 365/7 weeks, 365 days, else 365 days over the days of the period.</summary>
    /// <param name="periods">The periods, all of one kind.</param>
    /// <param name="index">Which of them.</param>
    internal static double PeriodsPerYear(ReportingPeriods periods, int index) => periods.PeriodsPerYear ?? 365d / Days(periods[index]);

    /// <summary>The days between two starts of local days as the calendar counts them, whatever the clocks did; else intervals of 24 hours.</summary>
    private static double Days(ReportingPeriod period) => StartOfDay.Is(period.LocalStart) && StartOfDay.Is(period.LocalEnd)
        ? Period.DaysBetween(period.LocalStart.Date, period.LocalEnd.Date)
        : period.Length.TotalDays;
}
