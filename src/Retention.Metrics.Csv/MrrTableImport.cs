using System.Text.Json.Serialization;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Tables;

namespace Retention.Metrics.Csv;

/// <summary>What came out of a file of MRR by customer and month: the other side of a <see cref="Reconciliation"/>.</summary>
/// <remarks>
/// Two forms are recognized by the header: a column <c>customer_id</c> and one for each month, named <c>2026-01</c>, a date of the month or <c>Jan 2026</c>; or columns <c>customer_id</c>,
/// <c>month</c> (or <c>period</c>, <c>date</c>) and <c>mrr</c>. A column <c>currency</c> is optional. A blank cell is 0.
/// A row without a customer, or with a name such as <c>Total</c> or <c>Sum</c>, is left out where its amounts are the sums of the others, and refused where they are not.
/// </remarks>
/// <example><code>
/// IReadOnlyList&lt;StatedMrr&gt; theirs = MrrTableImport.Read("mrr-per-subscriber.csv").RequireValid().Amounts;
/// Reconciliation march = Reconciliation.Of(history, theirs, DateTimeZone.Utc);
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("MrrTableImport.Read")]
public sealed class MrrTableImport : CsvImportResult
{
    internal MrrTableImport(IReadOnlyList<StatedMrr> amounts, CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvFinding> findings, IReadOnlyList<CsvRepeatedRow> repeatedRows)
        : base(rows, refusals, findings, repeatedRows) => Amounts = amounts;

    /// <summary>The amounts of every valid row.</summary>
    public IReadOnlyList<StatedMrr> Amounts { get; }

    /// <summary>Reads MRR by customer and month from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The currency of rows that name none, minor units, how amounts are written (decimal comma, thousands separator, currency signs), what the file calls the columns customer_id, month, mrr and currency, how dates of a month are written, their zone and the encoding; the defaults if left out. No other option is used.</param>
    /// <exception cref="InvalidDataException">The file is empty, has neither of the two headers, or cannot be split into rows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MrrTableImport Read(string path, CsvImportOptions? options = null)
    {
        using FileStream file = File.OpenRead(path);
        return Read(file, options);
    }

    /// <summary>Reads MRR by customer and month from a stream, which stays open.</summary>
    /// <inheritdoc cref="Read(string, CsvImportOptions?)"/>
    public static MrrTableImport Read(Stream stream, CsvImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= CsvImportOptions.Default;
        var own = new CsvImportOptions
        {
            Zone = options.Zone,
            Currency = options.Currency,
            MinorUnits = options.MinorUnits,
            Encoding = options.Encoding,
            DecimalComma = options.DecimalComma,
            ThousandsSeparator = options.ThousandsSeparator,
            CurrencySigns = options.CurrencySigns,
        };
        using var table = CsvTable.Open(stream, own, null, _ => FileKind.Plain);
        return MrrTable.Read(table, own with { Columns = options.Columns, DateFormat = options.DateFormat });
    }

    /// <summary>This, if every row is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals or findings; the message lists them.</exception>
    public MrrTableImport RequireValid() => IsValid ? this : throw Invalid();
}
