using System.Text.Json;

namespace Retention.Metrics.Tool.Output;

/// <summary>A column of an answer, by the name it has in every format.</summary>
/// <param name="Name">The name.</param>
/// <param name="Group">Columns of one group are adjacent where a person reads them; those without one are said elsewhere in the answer.</param>
/// <param name="OnlyIfUsed">Whether a person sees it only where a value is not zero.</param>
internal sealed record AnswerColumn(string Name, string? Group = "", bool OnlyIfUsed = false)
{
    /// <summary>Whether JSON has it in each row; what is the same in all rows is in its head.</summary>
    public bool InJsonRows { get; init; } = true;

    /// <summary>What a person reads in the place of the name.</summary>
    public string Label
    {
        get => field ?? ColumnLabel.Of(Name);
        init
        {
            field = value;
            IsNamedByData = true;
        }
    }

    /// <summary>Whether the label was given: a name that is data, which says nothing of a currency.</summary>
    public bool IsNamedByData { get; private init; }
}

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

    /// <summary>The column with a table for each of its values where a person reads it; the rows of a value are adjacent.</summary>
    /// <remarks>Where the heads of the rows begin anew there is a new table too: a segment may be called as all of them together are.</remarks>
    public int? SectionBy { get; init; }

    /// <summary>The rows of each section, with its title.</summary>
    public IEnumerable<(string? Title, IReadOnlyList<AnswerRow> Rows)> Sections
    {
        get
        {
            if (SectionBy is not { } by || Data.Count == 0)
            {
                yield return (null, Data);
                yield break;
            }

            int head = Seen[0];
            for (int first = 0, next; first < Data.Count; first = next)
            {
                Cell title = Data[first].Cells[by];
                for (next = first + 1; next < Data.Count && Data[next].Cells[by].Shown == title.Shown && Data[next].Cells[head].Shown != Data[first].Cells[head].Shown; next++)
                {
                }

                yield return ($"{Columns[by].Label}: {title.Shown}", [.. Data.Skip(first).Take(next - first)]);
            }
        }
    }

    /// <summary>The answer with the names of the fields where a person reads labels.</summary>
    public Answer WithFieldNames() => this with { Columns = [.. Columns.Select(column => column with { Label = column.Name })] };

    /// <summary>What a person reads above or before the cells of a column: its label, and the currency where its cells are money.</summary>
    public string LabelOf(int column)
    {
        // Cells without a value, such as the months to come of a cohort, are after those with one. Rows may be very many, and made on demand.
        const int Looked = 100;
        string label = Columns[column].Label;
        return !Columns[column].IsNamedByData && Data.Take(Looked).Select(row => row.Cells[column].Currency).FirstOrDefault(code => code is not null) is { } code ? $"{label}, {code}" : label;
    }

    /// <summary>Lines under a table.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What JSON says of the answer as a whole.</summary>
    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head { get; init; } = [];

    /// <summary>The index of a column; below 0 if there is none of the name.</summary>
    public int IndexOf(string name) => Columns.Index().Where(column => column.Item.Name == name).Select(column => column.Index).DefaultIfEmpty(-1).First();

    /// <summary>The columns a person sees, by their index.</summary>
    public IReadOnlyList<int> Seen =>
        [.. Enumerable.Range(0, Columns.Count).Where(i => Columns[i].Group is not null && !(Columns[i].OnlyIfUsed && Data.All(row => row.Cells[i].IsZero)))];
}
