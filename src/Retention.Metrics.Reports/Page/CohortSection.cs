using System.Globalization;
using Retention.Metrics.Reports.Answers;

namespace Retention.Metrics.Reports.Page;

/// <summary>Heat maps of cohorts: the table is the chart.</summary>
internal sealed class CohortSection(ReportAnswers answers)
{
    private const int Shades = 10, MostColumns = 13;

    public void Write(PageWriter page)
    {
        RevenueCohortTable table = answers.Cohorts!;
        page.Section(
            "cohorts",
            "Cohorts",
            "A cohort is everyone with their first payment ever in one period. Column k is the state at the end of the k-th period after it; a period that has not ended by the end of the data has no cell.");
        foreach (CohortHeat heat in new[] { CohortHeat.OfCustomers(table), CohortHeat.OfMrr(table) })
        {
            Write(page, heat);
        }

        if (table.Earlier.Size > 0)
        {
            page.Note($"{FigureCell.Count(table.Earlier.Size).Text} customers first paid before {answers.Periods[0].Name} and are in no cohort.");
        }

        page.EndSection();
    }

    private static void Write(PageWriter page, CohortHeat heat)
    {
        int columns = heat.Average.Count;
        _ = page.Html.Line().Open("div", ("class", "card whole"), ("id", page.Id(heat.Name))).Element("h3", heat.Title);
        page.Definitions([heat.Definition, "The stronger the color of a cell, the larger the share, from the smallest of the table to the largest. The last row is the average over the cohorts that are old enough, weighted by their size: not a mean of the column."]);
        page.Table(Table(heat, Math.Min(columns, MostColumns)));
        if (columns > MostColumns)
        {
            _ = page.Html.Open("details").Element("summary", $"All {columns.ToString(CultureInfo.InvariantCulture)} columns");
            page.Table(Table(heat, columns));
            _ = page.Html.Close("details");
        }

        _ = page.Html.Close("div");
    }

    private static PageTable Table(CohortHeat heat, int columns)
    {
        decimal[] shares = [.. heat.Rows.SelectMany(row => row.Cells).Concat(heat.Average).Select(cell => cell?.Value).OfType<decimal>()];
        (decimal low, decimal high) = shares.Length == 0 ? (0m, 1m) : (shares.Min(), shares.Max());
        return new(
            columns < heat.Average.Count ? $"{heat.Title}, the first {columns.ToString(CultureInfo.InvariantCulture)} columns" : heat.Title,
            "Cohort",
            [new("size", heat.BaseLabel), .. Enumerable.Range(0, columns).Select(column => new PageColumn(Number(column), Number(column)))],
            [
                .. heat.Rows.Select(row => Row(row.Name, row.Name, row.Base, row.Cells)),
                Row("all", "Weighted average", FigureCell.Nothing, heat.Average) with { IsTotal = true },
            ])
        {
            Style = "heat",
        };

        PageRow Row(string key, string label, FigureCell first, IReadOnlyList<CohortHeatCell?> cells)
        {
            CohortHeatCell?[] shown = [.. Enumerable.Range(0, columns).Select(column => column < cells.Count ? cells[column] : null)];
            return new PageRow(key, label, [first, .. shown.Select(cell => cell?.Cell ?? FigureCell.Nothing)]) { Shades = [null, .. shown.Select(Shade)] };
        }

        string? Shade(CohortHeatCell? cell) => cell is not { Value: { } share }
            ? null
            : $"h{Number(high == low ? Shades - 1 : (int)Math.Min(Shades - 1, Math.Floor((share - low) / (high - low) * Shades)))}";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
