using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>Writes the parts of a page: sections, charts with their tables, notes.</summary>
/// <param name="html">Where they go.</param>
/// <param name="prefix">What the ids of this report begin with.</param>
internal sealed class PageWriter(HtmlText html, string prefix)
{
    public HtmlText Html => html;

    public string Id(string name) => prefix + name;

    /// <summary>Begins a section.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="heading">Its heading.</param>
    /// <param name="lead">What it answers.</param>
    public void Section(string id, string heading, string? lead = null)
    {
        _ = html.Line().Open("section", ("id", Id(id)), ("aria-labelledby", Id($"{id}-h"))).Element("h2", heading, ("id", Id($"{id}-h")));
        if (lead is not null)
        {
            _ = html.Element("p", lead, ("class", "lead"));
        }
    }

    public void EndSection() => html.Close("section");

    public void Grid() => html.Line().Open("div", ("class", "grid"));

    public void EndGrid() => html.Close("div");

    /// <summary>A chart with its table.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="table">The figures it draws.</param>
    /// <param name="definitions">What the figures mean.</param>
    /// <param name="isWhole">Whether it is as wide as the page.</param>
    /// <param name="beside">A table that is shown beside it.</param>
    public void Chart(ReportChart chart, PageTable table, IReadOnlyList<string> definitions, bool isWhole = false, PageTable? beside = null)
    {
        _ = html.Line().Open("figure", ("class", isWhole ? "card whole" : "card"), ("id", Id(chart.Name))).Open("figcaption").Element("h3", chart.Title).Close("figcaption")
            .Open("div").Markup(chart.ForPage(ChartSize.Wide, prefix)).Markup(chart.ForPage(ChartSize.Narrow, prefix));
        Legend(chart.Legend);
        _ = html.Close("div").Open("div");
        Definitions(definitions);
        if (beside is not null)
        {
            Table(beside);
        }

        _ = html.Open("details").Element("summary", "Figures of this chart");
        Table(table);
        _ = html.Close("details").Close("div").Close("figure");
    }

    private void Legend(IReadOnlyList<ReportLegend> series)
    {
        if (series.Count == 0)
        {
            return;
        }

        _ = html.Open("ul", ("class", "legend"));
        foreach (ReportLegend one in series)
        {
            _ = html.Open("li").Markup(one.Key).Named(one.Name).Close("li");
        }

        _ = html.Close("ul");
    }

    /// <summary>Sentences that say what is shown.</summary>
    public void Definitions(IReadOnlyList<string> sentences)
    {
        if (sentences.Count > 0)
        {
            _ = html.Element("p", string.Join(' ', sentences), ("class", "definition"));
        }
    }

    public void Note(string text) => html.Element("p", text, ("class", "note"));

    /// <summary>A table that scrolls by itself where it is wider than the screen.</summary>
    public void Table(PageTable table)
    {
        _ = html.Line().Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", table.Caption))
            .Open("table", ("class", table.Style)).Element("caption", table.Caption).Line().Open("thead").Open("tr").Element("th", table.Corner, ("scope", "col"));
        for (int i = 0; i < table.Columns.Count; i++)
        {
            bool isNumber = table.Rows.Count > 0 && table.Rows.Any(row => row.Cells[i].IsNumber);
            _ = html.Open("th", ("scope", "col"), ("data-key", table.Columns[i].Key), ("class", isNumber ? "n" : null)).Text(table.Columns[i].Label).Close("th");
        }

        _ = html.Close("tr").Close("thead").Open("tbody");
        foreach (PageRow row in table.Rows)
        {
            Row(row);
        }

        _ = html.Close("tbody").Close("table").Close("div");
        foreach (string reason in table.UndefinedReasons)
        {
            Note($"{FigureCell.NoValue} {reason}");
        }
    }

    private void Row(PageRow row)
    {
        _ = html.Line().Open("tr", ("data-key", row.Key), ("class", row.IsTotal ? "total" : null)).Open("th", ("scope", "row")).Named(row.Label).Close("th");
        for (int i = 0; i < row.Cells.Count; i++)
        {
            FigureCell cell = row.Cells[i];
            string? shade = row.Shades?[i];
            string? style = cell.IsNumber ? shade is null ? "n" : $"n {shade}" : null;
            _ = html.Open("td", ("class", style), ("data-v", cell.Value));
            if (cell.Undefined is { } reason)
            {
                _ = html.Text(cell.Text).Element("span", $" undefined: {reason}", ("class", "vh"));
            }
            else if (cell.IsNumber)
            {
                _ = html.Text(cell.Text);
            }
            else
            {
                _ = html.Named(cell.Text);
            }

            _ = html.Close("td");
        }

        _ = html.Close("tr");
    }
}
