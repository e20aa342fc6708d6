using System.Globalization;
using System.Runtime.InteropServices;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Responses;

/// <summary>Some rows of a file of responses, read by one thread; their ids have no numbers yet.</summary>
internal sealed class ResponseBatch(CsvTable table, ResponseReader file) : IRowBatch
{
    private readonly List<(long Ticks, int Score)> cells = [];

    /// <summary>The customers, surveys, touchpoints and comments of the rows.</summary>
    public IdRows Ids { get; } = file.IdsOf(table);

    /// <summary>The instant and the score of each row.</summary>
    public ReadOnlySpan<(long Ticks, int Score)> Cells => CollectionsMarshal.AsSpan(cells);

    public void Add(bool whole)
    {
        ReadOnlySpan<byte> survey = [];
        if (!whole || !(file.Surveys < 0 || table.Name(Column.Survey, out survey) || table.RefuseText(Column.Survey)))
        {
            return;
        }

        // A row of another survey may be of another kind: its score is not looked at.
        if (file.LeavesOut(survey))
        {
            table.LeftOut.Add(file.Rule);
            return;
        }

        if (!(table.Name(Column.CustomerId, out ReadOnlySpan<byte> customer) || table.RefuseText(Column.CustomerId))
            || !table.Ticks(Column.At, out long ticks)
            || !TryScore(out int score)
            || !TryText(Column.Touchpoint, out ReadOnlySpan<byte> touchpoint)
            || !TryText(Column.Comment, out ReadOnlySpan<byte> comment))
        {
            return;
        }

        Ids.Add(NumberedIds.Customers, customer);
        Add(file.Surveys, survey);
        Add(file.Touchpoints, touchpoint);
        Add(file.Comments, comment);
        cells.Add((ticks, score));
        Ids.EndRow(new FactInstant(ticks, 0));
    }

    public void Clear()
    {
        cells.Clear();
        Ids.Clear();
    }

    private void Add(int column, ReadOnlySpan<byte> text)
    {
        if (column >= 0)
        {
            Ids.Add(column, text);
        }
    }

    /// <summary>A text that a row need not have.</summary>
    private bool TryText(Column column, out ReadOnlySpan<byte> text)
    {
        text = NumberedIds.NoId;
        return table.IsEmpty(column) || table.Name(column, out text) || table.RefuseText(column);
    }

    /// <summary>The score of the row. A whole number can be written with decimals that are 0.</summary>
    private bool TryScore(out int score)
    {
        ReadOnlySpan<byte> cell = table.Cell(Column.Score);
        bool isWhole = int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out score);
        if (!isWhole && decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && decimal.IsInteger(number) && number <= int.MaxValue)
        {
            (isWhole, score) = (true, (int)number);
        }

        return (isWhole && file.Scale.Contains(score))
            || table.Refuse(Column.Score, FormattableString.Invariant($"a score of {file.Scale.Name} is a whole number between {file.Scale.Lowest} and {file.Scale.Highest}"));
    }
}
