using NodaTime;

namespace Retention.Metrics;

/// <summary>Where exchange rates come from: your bank, your ledger, a table of month ends. The library has none of its own.</summary>
public interface IExchangeRates
{
    /// <summary>How many units of one currency a unit of another is worth at an instant.</summary>
    /// <param name="from">The currency of an amount.</param>
    /// <param name="to">The currency wanted, never the same.</param>
    /// <param name="at">When.</param>
    /// <returns>A rate above 0.</returns>
    decimal Rate(Currency from, Currency to, Instant at);
}
