using System.Text.Json.Serialization;
using NodaTime;
using Retention.Metrics.Csv.Tables;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv;

/// <summary>What came out of a file of exchange rates.</summary>
/// <remarks>
/// Two forms are recognized by the header: columns <c>date</c>, <c>from</c>, <c>to</c> and <c>rate</c>; or a column <c>date</c> and one for each currency, as the
/// European Central Bank publishes its reference rates (<c>eurofxref-hist.csv</c>): how many units of the currency a euro is worth, <c>N/A</c> where there is no rate.
/// </remarks>
/// <example><code>
/// ExchangeRateTable rates = ExchangeRateImport.Read("eurofxref-hist.csv").RequireValid().Rates;
/// RollForward january = MultiCurrencyTimeline.FromHistory(history).RollForward(periods, Currency.Eur, rates);
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ExchangeRateImport.Read")]
public sealed class ExchangeRateImport : CsvImportResult
{
    internal ExchangeRateImport(ExchangeRateTable rates, CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvFinding> findings, IReadOnlyList<CsvRepeatedRow> repeatedRows)
        : base(rows, refusals, findings, repeatedRows) => Rates = rates;

    /// <summary>The rates of every valid row.</summary>
    public ExchangeRateTable Rates { get; }

    /// <summary>Reads exchange rates from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="zone">The zone in which an instant has its date; UTC if left out.</param>
    /// <param name="maxAgeDays">How many days after its date a rate is still used.</param>
    /// <exception cref="InvalidDataException">The file is empty, has neither of the two headers, or cannot be split into rows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ExchangeRateImport Read(string path, DateTimeZone? zone = null, int maxAgeDays = ExchangeRateTable.UsualMaxAgeDays)
    {
        using FileStream file = File.OpenRead(path);
        return Read(file, zone, maxAgeDays);
    }

    /// <summary>Reads exchange rates from a stream, which stays open.</summary>
    /// <inheritdoc cref="Read(string, DateTimeZone?, int)"/>
    public static ExchangeRateImport Read(Stream stream, DateTimeZone? zone = null, int maxAgeDays = ExchangeRateTable.UsualMaxAgeDays)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(maxAgeDays);
        using var table = CsvTable.Open(stream, CsvImportOptions.Default, null, _ => FileKind.Plain);
        return ExchangeRateFile.Read(table, zone ?? DateTimeZone.Utc, maxAgeDays);
    }

    /// <summary>This, if every row is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals or findings; the message lists them.</exception>
    public ExchangeRateImport RequireValid() => IsValid ? this : throw Invalid();
}
