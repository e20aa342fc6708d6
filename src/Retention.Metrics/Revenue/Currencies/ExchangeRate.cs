using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Revenue.Currencies;

/// <summary>A checked rate between two currencies at an instant.</summary>
internal readonly record struct ExchangeRate(Currency From, Currency To, Instant At, decimal Value)
{
    /// <summary>The most that a customer can pay a year, as messages write it.</summary>
    public const string HighestYear = "9,223,372,036,854.775807";

    /// <summary>The rate of a source.</summary>
    /// <exception cref="ArgumentException">The rate is not above 0.</exception>
    public static ExchangeRate Of(IExchangeRates rates, Currency from, Currency to, Instant at)
    {
        decimal rate = from == to ? 1m : rates.Rate(from, to, at);
        return rate > 0m
            ? new ExchangeRate(from, to, at, rate)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The rate from {from} to {to} at {at} is {rate}; a rate is above 0."), nameof(rates));
    }

    /// <summary>Converts a customer's annual millionths, rounded half-even to a millionth. An amount above 0 is at least one millionth.</summary>
    /// <exception cref="OverflowException">The amount does not fit into 64 bits.</exception>
    public long Convert(long millionths, CustomerId customer)
    {
        if (Value == 1m || millionths == 0)
        {
            return millionths;
        }

        try
        {
            return Math.Max(1L, decimal.ToInt64(Math.Round(millionths * Value, MidpointRounding.ToEven)));
        }
        catch (OverflowException problem)
        {
            throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"The revenue of customer {customer}, {millionths / 1_000_000m} {From} a year, does not fit in {To} at the rate {Value} of {At}: a year must be at most {HighestYear} {To}. Check the rate."), problem);
        }
    }
}
