using System.Globalization;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Input;

/// <summary>Something wrong with a file: a row refused, or a finding about several.</summary>
/// <param name="File">The file.</param>
/// <param name="Lines">The lines; none where facts as known at an instant contradict each other.</param>
/// <param name="Kind"><c>Refused</c>, <c>Repeated</c>, or the kind of the finding.</param>
/// <param name="Column">The column of a refusal.</param>
/// <param name="Value">The value found.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record Problem(string File, IReadOnlyList<long> Lines, string Kind, string? Column, string? Value, string Message)
{
    /// <summary>The statement that lists all rows, where the file is a table of a database.</summary>
    public string? Sql { get; init; }

    public static Problem Of(string file, CsvRefusal refusal) =>
        refusal.Column.Length == 0
            ? new Problem(file, [refusal.Line], "Refused", null, null, refusal.Reason)
            : new Problem(file, [refusal.Line], "Refused", refusal.Column, refusal.Value, refusal.Reason);

    /// <summary>Not wrong, and worth knowing: a row that is counted once.</summary>
    public static Problem Of(string file, CsvRepeatedRow repeated) =>
        new(file, [repeated.Line], "Repeated", null, null, string.Create(CultureInfo.InvariantCulture, $"the row repeats that of line {repeated.OfLine}, and is counted once"));

    public static Problem Of(string file, CsvFinding finding) => new(file, finding.Lines, finding.Kind.ToString(), null, null, finding.Message);

    public static Problem Of(string file, Finding finding) => new(file, [], finding.Kind.ToString(), null, null, finding.Message);

    /// <summary><c>file:line: kind: message</c>, as compilers write it.</summary>
    public override string ToString()
    {
        string where = Lines.Count == 0 ? "" : $":{string.Join(',', Lines.Select(line => line.ToString(CultureInfo.InvariantCulture)))}";
        string what = Column is null ? "" : $"{Column} '{Value}': ";
        return $"{File}{where}: {Kind}: {what}{Message}";
    }
}

/// <summary>What became of the rows of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Problems">What is wrong with them, in the order of the lines.</param>
/// <param name="Repeated">The first rows that repeat another.</param>
internal sealed record FileAccount(string File, CsvRowCounts Rows, IReadOnlyList<Problem> Problems, IReadOnlyList<CsvRepeatedRow> Repeated)
{
    /// <summary>The problems of a table as the database counts them, with the statements that list their rows: the same problems once more.</summary>
    public IReadOnlyList<Problem> Counted { get; init; } = [];

    /// <summary>What the file is made of.</summary>
    public string Unit { get; init; } = "rows";

    /// <summary>Where all problems are listed.</summary>
    public string Listing { get; init; } = "; retention check lists them";

    /// <summary>What the rules are about and how to read more, for a file of which they leave out everything.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether its rows are responses to surveys: without one that is used there is no answer, whatever other files hold.</summary>
    public bool IsOfResponses { get; init; }

    /// <summary>The rows that rules leave out.</summary>
    public required IReadOnlyList<CsvLeftOut> LeftOut { get; init; }

    /// <summary>What else a reader of the figures has to know: as which export the file was read, what it does not say, which columns are not read.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>How many rows were left out by which rules; <see langword="null"/> where none were.</summary>
    public string? LeftOutByRule => LeftOut.Count == 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{File}: left out {Rows.LeftOut} of {Rows.Read} {Unit}: {string.Join(", ", LeftOut.Select(rule => rule.ToString()))}");

    public static IReadOnlyList<string> RemarksOn(CsvImportResult import) =>
    [
        .. import.Export is { } export ? new[] { $"read as {export.Title} ({export.Name})" } : [],
        .. import.Mentions.Select(mention => mention.ToString()),
        .. import.UnreadColumns.Count > 0 ? new[] { $"columns that are not read and may matter: {string.Join(", ", import.UnreadColumns)}" } : [],
    ];

    public override string ToString()
    {
        string superseded = Rows.Superseded == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + {Rows.Superseded} superseded");
        string leftOut = Rows.LeftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + {Rows.LeftOut} left out");
        return string.Create(CultureInfo.InvariantCulture, $"{File}: {Rows.Read} {Unit} read = {Rows.Used} used + {Rows.Repeated} repeated{superseded}{leftOut} + {Rows.Refused} refused");
    }
}
