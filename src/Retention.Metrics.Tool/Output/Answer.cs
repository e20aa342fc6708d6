using System.Text.Json;

namespace Retention.Metrics.Tool.Output;

/// <summary>A column of an answer, by the name it has in every format.</summary>
/// <param name="Name">The name.</param>
/// <param name="Group">Columns of one group stand together where a person reads them; those without one are said elsewhere in the answer.</param>
/// <param name="OnlyIfUsed">Whether a person sees it only where a value is not zero.</param>
internal sealed record AnswerColumn(string Name, string? Group = "", bool OnlyIfUsed = false);

/// <summary>A row of an answer.</summary>
/// <param name="Cells">One for each column.</param>
/// <param name="Exact">Exact integers behind the rounded values, for JSON.</param>
internal sealed record AnswerRow(IReadOnlyList<Cell> Cells, IReadOnlyList<KeyValuePair<string, string>>? Exact = null);

/// <summary>What a command answers, before it is given a format.</summary>
internal sealed record Answer
{
    /// <summary>What a row is, in the plural: the name of the array in JSON.</summary>
    public required string Rows { get; init; }

    public required IReadOnlyList<AnswerColumn> Columns { get; init; }

    public required IReadOnlyList<AnswerRow> Data { get; init; }

    /// <summary>Whether a person reads the rows side by side, with the columns below each other: time goes from left to right.</summary>
    public bool SideBySide { get; init; }

    /// <summary>Lines under a table.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What JSON says of the answer as a whole.</summary>
    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head { get; init; } = [];

    /// <summary>The columns a person sees, by their index.</summary>
    public IReadOnlyList<int> Seen =>
        [.. Enumerable.Range(0, Columns.Count).Where(i => Columns[i].Group is not null && !(Columns[i].OnlyIfUsed && Data.All(row => row.Cells[i].IsZero)))];
}
