using OxyPlot;
using OxyPlot.Axes;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Charts;

/// <summary>Charts of why customers leave, of large customers, of segments, and of orders.</summary>
internal sealed class RankingCharts(ReportAnswers answers)
{
    private const int MostRows = 10;

    private string Currency => answers.Currency.Code;

    public ReportChart Reasons(IReadOnlyList<ChurnLine> lines) => Ranking(
        "churn-reasons", $"Churned MRR by reason in {Currency}", [.. lines.Select(line => (line.Name, (double)line.Mrr.Monthly.Amount, FigureCell.Amount(line.Mrr.Monthly).Text))], Palette.Vermillion);

    public ReportChart Triggers(IReadOnlyList<ChurnLine> lines) => Ranking(
        "churn-triggers", $"Churned MRR by what came before in {Currency}", [.. lines.Select(line => (line.Name, (double)line.Mrr.Monthly.Amount, FigureCell.Amount(line.Mrr.Monthly).Text))], Palette.Orange);

    public ReportChart Concentration(RevenueConcentration held) => Ranking(
        "concentration",
        "Share of MRR of the largest customers",
        [.. held.Largest.Select(one => (one.Customer.Value, (double)(Ratio.Of(one.Mrr, held.TotalMrr).Value ?? 0), FigureCell.Share(Ratio.Of(one.Mrr, held.TotalMrr), "").Text))],
        Palette.Blue);

    public ReportChart Segments(IReadOnlyList<(string Name, RollForwardRow Row)> rows) => Ranking(
        "segments",
        $"Closing MRR by segment in {Currency}",
        [.. rows.Take(MostRows).Select(one => (one.Name, (double)one.Row.ClosingMrr.Monthly.Amount, FigureCell.Amount(one.Row.ClosingMrr.Monthly).Text))],
        Palette.Balance);

    public ReportChart Tenure(IReadOnlyList<TenureRisk> months) => new(
        "churn-tenure",
        "Churn by months since the first payment",
        $"Columns for each month of tenure: churned customers out of those at risk. {string.Join(", ", months.Take(13).Select(month => $"month {FigureCell.Count(month.Month).Text} {FigureCell.Share(month.Hazard, "undefined").Text}"))}.",
        size =>
        {
            PlotModel model = Plot.New(size);
            TenureRisk[] shown = [.. months.Take(37)];
            model.Axes.Add(Plot.Names([.. shown.Select(month => FigureCell.Count(month.Month).Text)], size));
            LinearAxis values = Plot.Values(Plot.PerCent);
            values.Minimum = 0;
            model.Axes.Add(values);
            model.Series.Add(Plot.Bars(shown.Select((month, i) => Plot.Bar(i, 0, (double)(month.Hazard.Value ?? 0), Palette.Vermillion)), Palette.Vermillion));
            return model;
        },
        Mark);

    public ReportChart Orders(OrderMetrics orders) => new(
        "orders",
        $"Revenue of orders in {Currency}",
        $"Columns for each of {orders.Count} periods. {string.Join(", ", orders.TakeLast(12).Select(row => $"{row.Period.Name} {FigureCell.Amount(row.Revenue).Text}"))}.",
        size =>
        {
            PlotModel model = Plot.New(size);
            model.Axes.Add(Plot.Names([.. orders.Select(row => Names.Short(row.Period, answers.StateOf(row.Period)))], size));
            LinearAxis values = Plot.Values(Plot.Short);
            values.Minimum = 0;
            model.Axes.Add(values);
            model.Series.Add(Plot.Bars(
                orders.Select((row, i) => Plot.Bar(i, 0, (double)row.Revenue.Amount, answers.StateOf(row.Period) == PeriodState.Complete ? Palette.Balance : Palette.BalanceToDate)), Palette.Balance));
            return model;
        },
        Mark);

    private string? Mark => answers.Options.IsSample ? Names.Sample : null;

    private ReportChart Ranking(string name, string title, IReadOnlyList<(string Name, double Value, string Shown)> rows, OxyColor color) => new(
        name,
        title,
        $"Bars from the largest to the smallest: {string.Join(", ", rows.Take(MostRows).Select(row => $"{row.Name} {row.Shown}"))}.",
        size => Plot.Ranking(size, [.. rows.Take(MostRows)], color),
        Mark,
        Math.Min(rows.Count, MostRows));
}
