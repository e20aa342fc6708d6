using NodaTime;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Input;

/// <summary>The file of exchange rates, and the currency of the report.</summary>
/// <param name="File">The file.</param>
/// <param name="Currency">The currency of all amounts of the report.</param>
/// <param name="MaxAgeDays">How many days after its date a rate is still used.</param>
internal sealed record RateSource(string File, Currency Currency, int MaxAgeDays)
{
    /// <summary>Reads the rates.</summary>
    /// <param name="zone">The zone in which an instant has its date.</param>
    /// <param name="terminal">Where progress is shown.</param>
    /// <exception cref="InvalidDataException">The file has a row that is not valid.</exception>
    public Conversion Load(DateTimeZone zone, Terminal terminal)
    {
        ExchangeRateTable rates = InputFile.Read(File, terminal, stream => ExchangeRateImport.Read(stream, zone, MaxAgeDays).RequireValid().Rates);
        return new Conversion(rates, Currency);
    }
}

/// <summary>Exchange rates, and the currency of the report.</summary>
/// <param name="Rates">The rates.</param>
/// <param name="Currency">The currency of all amounts of the report.</param>
internal sealed record Conversion(ExchangeRateTable Rates, Currency Currency);
