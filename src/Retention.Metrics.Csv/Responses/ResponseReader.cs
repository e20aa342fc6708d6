using System.Text;
using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Facts;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Responses;

/// <summary>Reads the rows of a file of responses into columns.</summary>
internal sealed class ResponseReader
{
    private readonly NumberedIds ids;
    private readonly byte[]? survey;

    private ResponseReader(CsvTable table, SurveyKind kind, string? survey)
    {
        Scale = SurveyScale.Of(kind);
        Name = survey ?? SurveyResponse.DefaultSurvey;
        int columns = 1;
        Surveys = table.Has(Column.Survey) ? columns++ : -1;
        Touchpoints = table.Has(Column.Touchpoint) ? columns++ : -1;
        Comments = table.Has(Column.Comment) ? columns++ : -1;
        ids = new NumberedIds(columns, table, withAttributes: false);
        this.survey = Surveys >= 0 && survey is not null ? Encoding.UTF8.GetBytes(survey) : null;
        Rule = $"survey is not {survey}";
    }

    /// <summary>The scale of the scores.</summary>
    public SurveyScale Scale { get; }

    /// <summary>The name of the survey of a file without a column of surveys.</summary>
    public string Name { get; }

    /// <summary>What the rows of other surveys are counted under.</summary>
    public string Rule { get; }

    /// <summary>The column of the surveys, or −1.</summary>
    public int Surveys { get; }

    /// <summary>The column of the touchpoints, or −1.</summary>
    public int Touchpoints { get; }

    /// <summary>The column of the comments, or −1.</summary>
    public int Comments { get; }

    /// <summary>The instant of each row.</summary>
    public ColumnBlocks<long> Ticks { get; } = new();

    /// <summary>The score of each row.</summary>
    public ColumnBlocks<int> Scores { get; } = new();

    /// <summary>The customers by number.</summary>
    public ColumnBlocks<int> Customers => ids[NumberedIds.Customers];

    /// <summary>The line of each row.</summary>
    public RowLines Lines => ids.Lines;

    /// <summary>Reads all rows.</summary>
    public static ResponseReader Read(CsvTable table, SurveyKind kind, string? survey, ExecutionOptions execution)
    {
        var reader = new ResponseReader(table, kind, survey);
        PieceReading<ResponseBatch>.Run(
            table,
            execution,
            own => new ResponseBatch(own, reader),
            [reader.Take, .. Enumerable.Range(1, reader.ids.Columns - 1).Select<int, Action<ResponseBatch>>(column => batch => _ = reader.ids.Number(batch.Ids, column))]);
        return reader;
    }

    /// <summary>Ids for a thread.</summary>
    /// <param name="own">The table that reads for it.</param>
    public IdRows IdsOf(CsvTable own) => ids.Batch(own);

    /// <summary>Whether a row of a survey is left out.</summary>
    public bool LeavesOut(ReadOnlySpan<byte> ofRow) => survey is not null && !ofRow.SequenceEqual(survey);

    /// <summary>The number of the text that a row has in a column; 0 where the file has no such column.</summary>
    public int NumberOf(int column, int row) => column < 0 ? 0 : ids[column][row];

    /// <summary>The customers by number; the column takes no more.</summary>
    public IFactIds<CustomerId> CustomerIds() => ids.Texts(NumberedIds.Customers, static text => new CustomerId(text), keeps: false);

    /// <summary>The texts of a column by number, <see langword="null"/> for that of rows without one; the column takes no more.</summary>
    public string?[] Texts(int column)
    {
        if (column < 0)
        {
            return [null];
        }

        int none = ids.Find(column, NumberedIds.NoId);
        IFactIds<string> texts = ids.Texts(column, static text => text, keeps: false);
        return [.. Enumerable.Range(0, texts.Count).Select(number => number == none ? null : texts[number])];
    }

    private void Take(ResponseBatch batch)
    {
        foreach ((long ticks, int score) in batch.Cells)
        {
            Ticks.Add(ticks);
            Scores.Add(score);
        }

        _ = ids.Number(batch.Ids, NumberedIds.Customers);
    }
}
