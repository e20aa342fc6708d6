using Retention.Metrics.Reports.Answers;

namespace Retention.Metrics.Reports.Page;

/// <summary>Every figure of every period, under the names that exports have too.</summary>
internal sealed class AllFiguresSection(ReportAnswers answers)
{
    private const int PeriodsPerTable = 12;

    public void Write(PageWriter page)
    {
        page.Section("figures", "All figures by period", $"Amounts in {answers.Currency.Code}. MRR lines of a period add up; other amounts are rounded by themselves.");
        int count = answers.Periods.Count;
        for (int first = 0; first < count; first += PeriodsPerTable)
        {
            int end = Math.Min(count, first + PeriodsPerTable);
            string name = end - first == 1 ? answers.Periods[first].Name : $"{answers.Periods[first].Name} to {answers.Periods[end - 1].Name}";
            _ = page.Html.Line().Open("details", ("open", end == count ? "" : null)).Element("summary", name);
            page.Table(Table(name, first, end));
            _ = page.Html.Close("details");
        }

        if (answers.Periods.Any(period => answers.StateOf(period) == PeriodState.ToDate))
        {
            page.Note("to date: the data end within the period.");
        }

        if (answers.Periods.Any(period => answers.StateOf(period) == PeriodState.Upcoming))
        {
            page.Note("upcoming: the period begins after the end of the data; its figures are what is already scheduled.");
        }

        page.EndSection();
    }

    private PageTable Table(string name, int first, int end)
    {
        int[] periods = [.. Enumerable.Range(first, end - first)];
        var rows = new List<PageRow>();
        if (answers.RollForward is { } revenue)
        {
            var printed = periods.ToDictionary(period => period, period => MrrFooting.Of(revenue[period]));
            rows.AddRange(RollForwardFigure.All
                .Where(figure => figure.IsExported && !(figure.IsOptional && revenue.All(row => figure.ValueOf(row) is RecurringRevenue { IsZero: true })))
                .Select(figure => new PageRow(
                    figure.Name,
                    figure.Label,
                    [
                        .. periods.Select(period => printed[period].TryGetValue(figure, out Money amount)
                            ? FigureCell.Footed(amount, (RecurringRevenue)figure.ValueOf(revenue[period])!)
                            : FigureCell.Of(figure, revenue[period])),
                    ])
                { IsFigure = true, IsTotal = figure.Name is "openingMrr" or "closingMrr" or "openingCustomers" or "closingCustomers" }));
            rows.AddRange(Rows(TrailingRetentionFigure.All, period => answers.TrailingYear![period], periods));
        }

        if (answers.OrderMetrics is { } orders)
        {
            rows.AddRange(Rows([.. OrderMetricsFigure.All.Where(figure => figure.IsExported)], period => orders[period], periods));
            rows.AddRange(Rows(DaysBetweenOrdersFigure.All, period => answers.DaysBetweenOrders![period], periods));
        }

        if (answers.ActivityMetrics is { } activity)
        {
            rows.AddRange(Rows(ActivityMetricsFigure.All, period => activity[period], periods));
        }

        if (answers.Feedback is { } feedback)
        {
            SurveyKind kind = answers.Options.Responses!.Kind!.Value;
            FeedbackLine[] lines = Array.ConvertAll(periods, period => feedback[period]);
            rows.AddRange(FeedbackText.Figures(kind).Zip(
                new Func<FeedbackLine, FigureCell>[] { line => FigureCell.Count(line.Responses), line => FeedbackText.Score(kind, line.Score), line => FeedbackText.Limit(kind, line.Lower), line => FeedbackText.Limit(kind, line.Upper) },
                (figure, cellOf) => new PageRow(figure, FigureLabels.Of(figure).Label, [.. lines.Select(cellOf)]) { IsFigure = true }));
        }

        return new PageTable(
            $"Figures of {name}",
            "Figure",
            [
                .. periods.Select(period => new PageColumn(
                    answers.Periods[period].Name,
                    Names.State(answers.StateOf(answers.Periods[period])) is { } state ? $"{answers.Periods[period].Name} {state}" : answers.Periods[period].Name)),
            ],
            rows)
        {
            Style = "figures",
        };
    }

    private static IEnumerable<PageRow> Rows<TRow>(IReadOnlyList<Figure<TRow>> figures, Func<int, TRow> rowAt, int[] periods)
        where TRow : class =>
        figures.Select(figure => new PageRow(figure.Name, figure.Label, [.. periods.Select(period => FigureCell.Of(figure, rowAt(period)))]) { IsFigure = true });
}
