namespace Retention.Metrics.Reports.Page;

/// <summary>A table of a page.</summary>
/// <param name="Caption">What it holds.</param>
/// <param name="Corner">What the names of its rows are.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, each with a cell for each column.</param>
internal sealed record PageTable(string Caption, string Corner, IReadOnlyList<PageColumn> Columns, IReadOnlyList<PageRow> Rows)
{
    /// <summary>The class by which it looks other than the rest.</summary>
    public string? Style { get; init; }

    /// <summary>The reasons why cells are undefined, each once, with what they are about.</summary>
    public IEnumerable<string> UndefinedReasons => Rows
        .SelectMany(row => row.Cells.Select((cell, i) => (About: row.IsFigure ? row.Label : Columns[i].Label, cell.Undefined)))
        .Where(one => one.Undefined is not null)
        .Distinct()
        .GroupBy(one => one.Undefined!, one => one.About, StringComparer.Ordinal)
        .Select(same => $"{string.Join(", ", same)}: {same.Key}");

    /// <summary>A row for each of the answers, a column for each figure.</summary>
    public static PageTable OfFigures<TRow>(string caption, string corner, IEnumerable<(string Key, string Label, TRow Row)> rows, IReadOnlyList<Figure<TRow>> figures)
        where TRow : class =>
        new(
            caption,
            corner,
            [.. figures.Select(figure => new PageColumn(figure.Name, figure.Label))],
            [.. rows.Select(row => new PageRow(row.Key, row.Label, [.. figures.Select(figure => FigureCell.Of(figure, row.Row))]))]);
}

/// <summary>A column of a table.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Label">What people read.</param>
internal sealed record PageColumn(string Key, string Label);

/// <summary>A row of a table.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Label">What people read.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record PageRow(string Key, string Label, IReadOnlyList<FigureCell> Cells)
{
    /// <summary>Whether its name is that of a figure, and those of the columns are not.</summary>
    public bool IsFigure { get; init; }

    /// <summary>Whether it is a balance or a total.</summary>
    public bool IsTotal { get; init; }

    /// <summary>The shade of each cell, of a heat map.</summary>
    public IReadOnlyList<string?>? Shades { get; init; }
}
