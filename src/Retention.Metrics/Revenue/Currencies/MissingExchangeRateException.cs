using NodaTime;

namespace Retention.Metrics;

/// <summary>There is no exchange rate for a pair of currencies that is recent enough on a date.</summary>
public sealed class MissingExchangeRateException : Exception
{
    internal MissingExchangeRateException(string message, Currency from, Currency to, LocalDate date)
        : base(message)
    {
        From = from;
        To = to;
        Date = date;
    }

    /// <summary>The currency of an amount.</summary>
    public Currency From { get; }

    /// <summary>The currency wanted.</summary>
    public Currency To { get; }

    /// <summary>The date.</summary>
    public LocalDate Date { get; }
}
