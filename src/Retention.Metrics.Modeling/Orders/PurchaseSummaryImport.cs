using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling;

/// <summary>A table of frequency, recency and age that another program made, checked row by row.</summary>
/// <remarks>
/// <para>A file has a header and the columns <c>frequency</c>, <c>recency</c> and <c>T</c>, as Python's lifetimes and PyMC-Marketing write them, or <c>x</c>,
/// <c>t.x</c> and <c>T.cal</c>, as R's BTYD does; optionally <c>customer_id</c> (also <c>customer</c>, <c>cust</c>, <c>id</c>, or a first column without a name) and
/// <c>monetary_value</c> (also <c>m.x</c>, <c>mean_value</c>), the mean of the repeat purchases. A time column may name its unit, as <c>recency_weeks</c> does.
/// Other columns are ignored. Cells are separated by commas, semicolons or tabs; numbers have a decimal point.</para>
/// <para>Customers of a table without ids are called <c>row 1</c>, <c>row 2</c> and so on. A row that cannot be true is a finding, never repaired:
/// <see cref="Rows"/> = customers of the summary + findings. Of a customer in several rows, every row is one.</para>
/// <para><b>Cost:</b> one pass over the rows.</para>
/// </remarks>
/// <example><code>
/// PurchaseSummaryImport import = PurchaseSummaryImport.Of(
///     [new("ada", 2, 30.43, 38.86, 22.35m), new("bo", 1, 40, 38.86)], ModelUnit.Week);
/// import.Summary.Customers.Length; // 1
/// import.Findings[0].ToString(); // line 2: the recency 40 must be at most the age 38.86
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PurchaseSummaryImport.Read")]
public sealed class PurchaseSummaryImport : IJsonAnswer
{
    private PurchaseSummaryImport(PurchaseSummary summary, long rows, ImmutableArray<SummaryFinding> findings, bool hasValues)
    {
        Summary = summary;
        Rows = rows;
        Findings = findings;
        HasValues = hasValues;
    }

    /// <summary>The customers of every valid row.</summary>
    public PurchaseSummary Summary { get; }

    /// <summary>The number of rows read, the header not counted.</summary>
    public long Rows { get; }

    /// <summary>The rows that cannot be true, in their order; one for each row left out.</summary>
    public ImmutableArray<SummaryFinding> Findings { get; }

    /// <summary>Whether there are mean values, without which no gamma-gamma model can be fitted.</summary>
    public bool HasValues { get; }

    /// <summary>Whether every row is valid.</summary>
    public bool IsValid => Findings.IsEmpty;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, UTF-8 or with a byte order mark.</param>
    /// <param name="unit">The unit of its times.</param>
    /// <returns>The summary and the findings.</returns>
    /// <exception cref="InvalidDataException">The file has no header with the three columns, names another unit, or cannot be split into rows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PurchaseSummaryImport Read(string path, ModelUnit unit)
    {
        using var reader = new StreamReader(path);
        return Read(reader, unit);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, which stays open.</param>
    /// <param name="unit">The unit of its times.</param>
    /// <returns>The summary and the findings.</returns>
    /// <exception cref="InvalidDataException">The text has no header with the three columns, names another unit, or cannot be split into rows.</exception>
    public static PurchaseSummaryImport Read(TextReader text, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(unit);
        var rows = new SummaryRows();
        var file = new SummaryTable(text, unit);
        foreach ((long line, PurchaseSummaryRow row, SummaryFinding? unreadable) in file.Read())
        {
            rows.Add(line, row, unreadable);
        }

        return From(rows, unit, file.HasValues);
    }

    /// <summary>Checks rows.</summary>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="unit">The unit of their times.</param>
    /// <returns>The summary and the findings.</returns>
    public static PurchaseSummaryImport Of(IEnumerable<PurchaseSummaryRow> rows, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(unit);
        var collected = new SummaryRows();
        bool hasValues = false;
        long number = 0;
        foreach (PurchaseSummaryRow row in rows)
        {
            hasValues |= row.MeanValue is not null;
            collected.Add(++number, row, unreadable: null);
        }

        return From(collected, unit, hasValues);
    }

    /// <summary>This, if every row is valid.</summary>
    /// <returns>This.</returns>
    /// <exception cref="InvalidDataException">There are findings; the message lists the first twenty.</exception>
    public PurchaseSummaryImport RequireValid()
    {
        const int Shown = 20;
        return IsValid
            ? this
            : throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Findings.Length} of {Rows} rows are not valid: {string.Join("; ", Findings.Take(Shown))}{(Findings.Length > Shown ? string.Create(CultureInfo.InvariantCulture, $"; and {Findings.Length - Shown} more") : "")}"));
    }

    /// <summary>How many rows became of how many.</summary>
    /// <returns>For example <c>3 rows = 2 customers + 1 finding, in weeks</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Counted(Rows, "row")} = {Counted(Summary.Customers.Length, "customer")} + {Counted(Findings.Length, "finding")}, in {Summary.Unit.Name}s");

    private static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static PurchaseSummaryImport From(SummaryRows rows, ModelUnit unit, bool hasValues)
    {
        (ImmutableArray<CustomerPurchases> customers, ImmutableArray<SummaryFinding> findings) = rows.Check();
        return new PurchaseSummaryImport(PurchaseSummary.Of(customers, unit), rows.Count, findings, hasValues);
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("rows", Rows);
        json.Add("customers", (long?)Summary.Customers.Length);
        json.Add("unit", Summary.Unit.Name);
        json.AddAll("findings", Findings);
    }
}
