using System.Globalization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Converts annual millionths at the rates of a source.</summary>
internal static class Conversion
{
    /// <summary>The rate between two currencies, checked.</summary>
    public static decimal Rate(IExchangeRates rates, Currency from, Currency to, Instant at)
    {
        decimal rate = from == to ? 1m : rates.Rate(from, to, at);
        return rate > 0m
            ? rate
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The rate from {from} to {to} at {at} is {rate}; a rate is above 0."), nameof(rates));
    }

    /// <summary>An amount at a rate, rounded half-even to a millionth; whoever pays something pays at least that.</summary>
    /// <exception cref="OverflowException">It does not fit into 64 bits.</exception>
    public static long At(long millionths, decimal rate) =>
        rate == 1m || millionths == 0 ? millionths : Math.Max(1L, decimal.ToInt64(Math.Round(millionths * rate, MidpointRounding.ToEven)));
}
