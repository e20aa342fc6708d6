using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Csv;

/// <summary>A row that cannot be read, and why.</summary>
/// <param name="Line">The line of the file on which the row starts; the first is 1.</param>
/// <param name="Column">The column, as the file calls it; empty where the row as a whole is at fault.</param>
/// <param name="Value">The value found, shortened if it is long.</param>
/// <param name="Reason">What is wrong with it and what would be right.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed record CsvRefusal(long Line, string Column, string Value, string Reason) : IJsonAnswer
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.IsNullOrEmpty(Column)
        ? string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Reason}")
        : string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Column} '{Value}': {Reason}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("line", Line);
        json.Add("column", Column);
        json.Add("value", Value);
        json.Add("reason", Reason);
    }
}

/// <summary>Rows that cannot be true together, and why.</summary>
/// <param name="Lines">The lines of the file on which the rows start.</param>
/// <param name="Kind">The kind of trouble.</param>
/// <param name="Message">What is wrong, with ids, instants and values.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed record CsvFinding(IReadOnlyList<long> Lines, FindingKind Kind, string Message) : IJsonAnswer
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() =>
        $"line{(Lines is { Count: 1 } ? "" : "s")} {string.Join(", ", (Lines ?? []).Select(line => line.ToString(CultureInfo.InvariantCulture)))}: {Kind}: {Message}";

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.AddAll("lines", Lines, static (writer, line) => writer.WriteNumberValue(line));
        json.Add("kind", Kind);
        json.Add("message", Message);
    }
}

/// <summary>A row that is equal to another.</summary>
/// <param name="Line">The line of the file on which the row starts.</param>
/// <param name="OfLine">The line of the row it repeats.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public readonly record struct CsvRepeatedRow(long Line, long OfLine) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("line", Line);
        json.Add("ofLine", OfLine);
    }
}

/// <summary>How many rows a file has and what became of them: read = used + repeated + superseded + left out + refused.</summary>
/// <param name="Read">Rows with data; the header and empty lines are none.</param>
/// <param name="Used">Rows with facts in the result.</param>
/// <param name="Repeated">Rows equal to another in every cell, or with its event id and its content; of a ledger only those of subscriptions that are not left out.</param>
/// <param name="Superseded">Rows that gave way to one of the same id that was recorded later.</param>
/// <param name="Refused">Rows left out: those that cannot be read, those with a finding, and the other rows of their subscriptions.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public readonly record struct CsvRowCounts(long Read, long Used, long Repeated, long Superseded, long Refused) : IJsonAnswer
{
    /// <summary>Rows left out by a rule that the caller stated, such as <see cref="OrderLines.First"/>.</summary>
    public long LeftOut { get; init; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json) => WriteTo(json);

    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("rowsRead", Read);
        json.Add("rowsUsed", Used);
        json.Add("rowsRepeated", Repeated);
        json.Add("rowsSuperseded", Superseded);
        json.Add("rowsLeftOut", LeftOut);
        json.Add("rowsRefused", Refused);
    }
}

/// <summary>What came out of a file: all that is valid, and an account of the rest.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public abstract class CsvImportResult : IJsonAnswer
{
    private protected CsvImportResult(CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvFinding> findings, IReadOnlyList<CsvRepeatedRow> repeatedRows)
    {
        RepeatedRows = repeatedRows;
        Rows = rows;
        Refusals = refusals;
        Findings = findings;
    }

    /// <summary>What became of the rows.</summary>
    public CsvRowCounts Rows { get; }

    /// <summary>Every row that cannot be read.</summary>
    public IReadOnlyList<CsvRefusal> Refusals { get; }

    /// <summary>Everything that cannot be true.</summary>
    public IReadOnlyList<CsvFinding> Findings { get; }

    /// <summary>The first thousand rows that repeat another, with its line; <see cref="CsvRowCounts.Repeated"/> counts all of them.</summary>
    /// <remarks>Empty for a ledger without columns beside ours: its repeated rows are only counted.</remarks>
    public IReadOnlyList<CsvRepeatedRow> RepeatedRows { get; }

    /// <summary>The rows that rules leave out, by rule; <see cref="CsvRowCounts.LeftOut"/> counts all of them.</summary>
    public IReadOnlyList<CsvLeftOut> LeftOut { get; private set; } = [];

    /// <summary>Rows with a value in a column that changes the figures and cannot be read: <see cref="CsvImportOptions.Mentioned"/>.</summary>
    public IReadOnlyList<CsvMention> Mentions { get; private set; } = [];

    /// <summary>The columns that are not read and look as if the figures depended on them: a status, a flag of trials or tests, a coupon. Of several attributes with one name the first is read; the name is here then.</summary>
    public IReadOnlyList<string> UnreadColumns { get; private set; } = [];

    /// <summary>The format that the file was read as, stated or recognized; <see langword="null"/> for a file with columns of ours.</summary>
    public ExportFormat? Export { get; private set; }

    /// <summary>Whether there is nothing wrong: no refusal and no finding.</summary>
    public bool IsValid => Refusals.Count == 0 && Findings.Count == 0;

    /// <summary>Adds what the reading of the file has found beside the facts.</summary>
    internal void Describe(Reading.CsvTable table) =>
        (LeftOut, Mentions, UnreadColumns, Export) = (table.LeftOut.All, table.Mentions, table.UnreadColumns, table.Options.Export);

    /// <summary>How many rows were used, and what is wrong with how many of the others.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows.Used} of {Rows.Read} rows used, {Refusals.Count} refusals, {Findings.Count} findings");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Rows.WriteTo(json);
        json.Add("export", Export?.Name);
        json.AddAll("leftOut", LeftOut);
        json.AddAll("mentions", Mentions);
        json.AddAll("unreadColumns", UnreadColumns);
        json.AddAll("repeatedRows", RepeatedRows);
        json.AddAll("refusals", Refusals);
        json.AddAll("findings", Findings);
    }

    private protected InvalidDataException Invalid()
    {
        string[] all = [.. Refusals.Select(refusal => refusal.ToString()), .. Findings.Select(finding => finding.ToString())];
        const int Shown = 20;
        string more = all.Length > Shown ? string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}  and {all.Length - Shown} more") : "";
        return new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{Rows.Refused} of {Rows.Read} rows are not valid:{string.Concat(all.Take(Shown).Select(one => $"{Environment.NewLine}  {one}"))}{more}"));
    }
}

/// <summary>What came out of a file of subscriptions.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed class SubscriptionImport : CsvImportResult
{
    private readonly Lazy<IReadOnlyList<Customer>> customers;

    internal SubscriptionImport(SubscriptionHistory history, CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvFinding> findings, IReadOnlyList<CsvRepeatedRow> repeatedRows, Lazy<IReadOnlyList<Customer>> customers)
        : base(rows, refusals, findings, repeatedRows)
    {
        History = history;
        this.customers = customers;
    }

    /// <summary>The customers of the history with their attributes: all columns the file has beside ours. Of several values the latest counts.</summary>
    public IReadOnlyList<Customer> Customers => customers.Value;

    /// <summary>The history of every subscription with valid rows only.</summary>
    public SubscriptionHistory History { get; }

    /// <summary>This, if every row is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals or findings; the message lists them.</exception>
    public SubscriptionImport RequireValid() => IsValid ? this : throw Invalid();
}

/// <summary>What came out of a file of orders.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed class OrderImport : CsvImportResult
{
    private readonly Lazy<IReadOnlyList<Customer>> customers;

    internal OrderImport(OrderHistory history, CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvFinding> findings, IReadOnlyList<CsvRepeatedRow> repeatedRows, Lazy<IReadOnlyList<Customer>> customers)
        : base(rows, refusals, findings, repeatedRows)
    {
        History = history;
        this.customers = customers;
    }

    /// <summary>The customers of the history with their attributes: all columns the file has beside ours. Of several values the latest counts.</summary>
    public IReadOnlyList<Customer> Customers => customers.Value;

    /// <summary>The history of every valid order.</summary>
    public OrderHistory History { get; }

    /// <summary>This, if every row is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals or findings; the message lists them.</exception>
    public OrderImport RequireValid() => IsValid ? this : throw Invalid();
}

/// <summary>What came out of a ledger: a timeline without a history.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed class TimelineImport : CsvImportResult
{
    internal TimelineImport(RevenueTimeline timeline, CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvFinding> findings, IReadOnlyList<CsvRepeatedRow> repeatedRows)
        : base(rows, refusals, findings, repeatedRows) => Timeline = timeline;

    /// <summary>The levels of every subscription with valid rows only.</summary>
    public RevenueTimeline Timeline { get; }

    /// <summary>This, if every row is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals or findings; the message lists them.</exception>
    public TimelineImport RequireValid() => IsValid ? this : throw Invalid();
}

/// <summary>What came out of a file of completed orders: a timeline without a history.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed class OrderTimelineImport : CsvImportResult
{
    internal OrderTimelineImport(OrderTimeline timeline, CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvFinding> findings, IReadOnlyList<CsvRepeatedRow> repeatedRows)
        : base(rows, refusals, findings, repeatedRows) => Timeline = timeline;

    /// <summary>Every valid order.</summary>
    public OrderTimeline Timeline { get; }

    /// <summary>This, if every row is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals or findings; the message lists them.</exception>
    public OrderTimelineImport RequireValid() => IsValid ? this : throw Invalid();
}

/// <summary>What came out of a file of responses to surveys.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed class ResponseImport : CsvImportResult
{
    internal ResponseImport(SurveyTimeline timeline, CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvRepeatedRow> repeatedRows)
        : base(rows, refusals, [], repeatedRows) => Timeline = timeline;

    /// <summary>Every valid response.</summary>
    public SurveyTimeline Timeline { get; }

    /// <summary>Whether the file says which survey a response is of.</summary>
    internal bool HasSurveys { get; init; }

    /// <summary>This, if every row is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals; the message lists them.</exception>
    public ResponseImport RequireValid() => IsValid ? this : throw Invalid();
}

/// <summary>What came out of a file of activities.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed class ActivityImport : CsvImportResult
{
    internal ActivityImport(ActivityTimeline timeline, CsvRowCounts rows, IReadOnlyList<CsvRefusal> refusals, IReadOnlyList<CsvFinding> findings, IReadOnlyList<CsvRepeatedRow> repeatedRows)
        : base(rows, refusals, findings, repeatedRows) => Timeline = timeline;

    /// <summary>Every valid activity.</summary>
    public ActivityTimeline Timeline { get; }

    /// <summary>This, if every row is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals or findings; the message lists them.</exception>
    public ActivityImport RequireValid() => IsValid ? this : throw Invalid();
}
