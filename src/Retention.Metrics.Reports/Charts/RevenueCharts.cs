using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Charts;

/// <summary>Charts of the roll-forward: MRR, customers, movements and rates over time.</summary>
internal sealed class RevenueCharts(ReportAnswers answers)
{
    private readonly RollForward rows = answers.RollForward!;
    private readonly TrailingRetention trailing = answers.TrailingYear!;
    private readonly string[] names = [.. answers.Periods.Select(period => Names.Short(period, answers.StateOf(period)))];

    private string Currency => answers.Currency.Code;

    public ReportChart Mrr() => Columns(
        "mrr",
        $"Monthly recurring revenue in {Currency}",
        Trend("Closing MRR", row => (double)row.ClosingMrr.Monthly.Amount, row => $"{FigureCell.Amount(row.ClosingMrr.Monthly).Text} {Currency}"),
        row => (double)row.ClosingMrr.Monthly.Amount);

    public ReportChart Customers() => Columns(
        "customers", "Customers", Trend("Closing customers", row => row.ClosingCustomers, row => FigureCell.Count(row.ClosingCustomers).Text), row => row.ClosingCustomers);

    public ReportChart Bridge(int period)
    {
        RollForwardRow row = rows[period];
        IReadOnlyList<(RollForwardFigure Figure, Money Amount)> lines = MrrLines.Of(row);
        string said = string.Join(", ", lines.Select(line => $"{line.Figure.Label} {FigureCell.Amount(line.Amount).Text}"));
        return Chart("mrr-bridge", $"MRR bridge of {Names.Long(row.Period)} in {Currency}", $"Waterfall from opening to closing: {said}.", size => BridgeOf(lines, size));
    }

    public ReportChart Movements() => Chart(
        "mrr-movements",
        $"MRR movements in {Currency}",
        $"Columns for each period, gains above the line of zero and losses below. Over all {names.Length} periods: {string.Join(", ", MovementsUsed().Select(one => $"{one.Label} {Total(one)}"))}.",
        MovementsOf);

    public ReportChart Churn() => Rates(
        "churn-rates",
        "Churn rates",
        [("Gross MRR churn", row => row.GrossMrrChurnRate), ("Net MRR churn", row => row.NetMrrChurnRate), ("Customer churn", row => row.CustomerChurnRate)],
        []);

    public ReportChart Retention() => Rates(
        "retention",
        "Revenue retention",
        [("NRR", row => row.NetRevenueRetention), ("GRR", row => row.GrossRevenueRetention)],
        [("NRR, trailing 12 months", row => row.NetRevenueRetention), ("GRR, trailing 12 months", row => row.GrossRevenueRetention)]);

    public ReportChart QuickRatio() => Line(
        "quick-ratio",
        "Quick ratio",
        "what was gained for each unit lost; at 1 both are equal",
        row => row.QuickRatio.Value,
        row => FigureCell.Of(FigureUnit.Quotient, row.QuickRatio, "undefined").Text,
        reference: 1);

    public ReportChart Arpa() => Line(
        "arpa",
        $"Average revenue per account in {Currency}",
        "closing MRR for each closing customer",
        row => row.Arpa.Value,
        row => FigureCell.Of(FigureUnit.AverageMoney, row.Arpa, "undefined").Text,
        reference: 0);

    private ReportChart Line(string name, string title, string meaning, Func<RollForwardRow, decimal?> value, Func<RollForwardRow, string> shown, double reference) => Chart(
        name,
        title,
        $"Line over {names.Length} periods: {meaning}. Last complete period: {(answers.Headline is { } last ? shown(rows[last]) : "none")}.",
        size =>
        {
            PlotModel model = Plot.New(size);
            model.Axes.Add(Plot.Names(names, size));
            LinearAxis values = Plot.Values(Plot.Short);
            values.Minimum = 0;
            values.ExtraGridlines = [reference];
            model.Axes.Add(values);
            model.Series.Add(Plot.Line(null, rows.Select(row => (double?)value(row)), Palette.Blue));
            return model;
        });

    private ReportChart Chart(string name, string title, string description, Func<ChartSize, PlotModel> draw) =>
        new(name, title, description, draw, answers.Options.IsSample ? Names.Sample : null);

    private ReportChart Columns(string name, string title, string description, Func<RollForwardRow, double> value) => Chart(name, title, description, size =>
    {
        PlotModel model = Plot.New(size);
        model.Axes.Add(Plot.Names(names, size));
        LinearAxis values = Plot.Values(Plot.Short);
        values.Minimum = 0;
        model.Axes.Add(values);
        model.Series.Add(Plot.Bars(
            rows.Select((row, i) => Plot.Bar(i, 0, value(row), answers.StateOf(row.Period) == PeriodState.Complete ? Palette.Balance : Palette.BalanceToDate)), Palette.Balance));
        return model;
    });

    private static PlotModel BridgeOf(IReadOnlyList<(RollForwardFigure Figure, Money Amount)> lines, ChartSize size)
    {
        PlotModel model = Plot.New(size);
        model.Axes.Add(Plot.Names([.. lines.Select(line => Names.Movement(line.Figure))], size, angle: size.IsNarrow ? -40 : 0));
        LinearAxis values = Plot.Values(Plot.Short);
        values.MaximumPadding = 0.14;
        model.Axes.Add(values);
        double level = 0;
        var items = new List<RectangleBarItem>();
        for (int i = 0; i < lines.Count; i++)
        {
            (RollForwardFigure figure, Money amount) = lines[i];
            bool isBalance = figure.Sign == 0;
            double from = isBalance ? 0 : level, to = isBalance ? (double)amount.Amount : level + (figure.Sign * (double)amount.Amount);
            items.Add(Plot.Bar(i, from, to, isBalance ? Palette.Balance : Palette.Of(figure)));
            string sign = isBalance || amount.Amount == 0 ? "" : figure.Sign * Math.Sign(amount.Amount) > 0 ? "+" : "−";
            string digits = size.IsNarrow ? Plot.Shortest(Math.Abs((double)amount.Amount)) : FigureCell.Amount(amount with { Amount = isBalance ? amount.Amount : Math.Abs(amount.Amount) }).Text;
            model.Annotations.Add(Plot.Note(sign + digits, i, Math.Max(from, to)));
            level = to;
        }

        model.Series.Add(Plot.Bars(items, Palette.Balance));
        return model;
    }

    private PlotModel MovementsOf(ChartSize size)
    {
        PlotModel model = Plot.New(size, hasLegend: true);
        model.Axes.Add(Plot.Names(names, size));
        model.Axes.Add(Plot.Values(Plot.Short));
        double[] above = new double[rows.Count], below = new double[rows.Count];
        foreach (RollForwardFigure movement in MovementsUsed())
        {
            var items = new List<RectangleBarItem>();
            for (int i = 0; i < rows.Count; i++)
            {
                double amount = movement.Sign * (double)((RecurringRevenue)movement.ValueOf(rows[i])!).Monthly.Amount;
                double[] side = amount < 0 ? below : above;
                if (amount != 0)
                {
                    items.Add(Plot.Bar(i, side[i], side[i] + amount, Palette.Of(movement)));
                    side[i] += amount;
                }
            }

            model.Series.Add(Plot.Bars(items, Palette.Of(movement), Names.Movement(movement)));
        }

        return model;
    }

    private ReportChart Rates(
        string name, string title, (string Name, Func<RollForwardRow, Ratio> Of)[] own, (string Name, Func<TrailingRetentionRow, Ratio> Of)[] overAYear)
    {
        string last = answers.Headline is { } at
            ? $" In {Names.Long(answers.Periods[at])}: {string.Join(", ", own.Select(line => $"{line.Name} {FigureCell.Share(line.Of(rows[at]), "undefined").Text}").Concat(overAYear.Select(line => $"{line.Name} {FigureCell.Share(line.Of(trailing[at]), "undefined").Text}")))}."
            : "";
        return Chart(name, title, $"Lines over {names.Length} periods; a line is broken where a rate is undefined.{last}", size =>
        {
            PlotModel model = Plot.New(size, hasLegend: true);
            model.Axes.Add(Plot.Names(names, size));
            model.Axes.Add(Plot.Values(Plot.PerCent));
            OxyColor[] colors = own.Length == 3 ? [Palette.Vermillion, Palette.Blue, Palette.Purple] : [Palette.Blue, Palette.Orange];
            for (int i = 0; i < own.Length; i++)
            {
                model.Series.Add(Plot.Line(own[i].Name, rows.Select(row => (double?)own[i].Of(row).Value), colors[i], Palette.Lines[own.Length == 3 ? i : 0], Palette.Marks[i]));
            }

            for (int i = 0; i < overAYear.Length; i++)
            {
                model.Series.Add(Plot.Line(overAYear[i].Name, trailing.Select(row => (double?)overAYear[i].Of(row).Value), colors[i], LineStyle.Dash, MarkerType.None));
            }

            return model;
        });
    }

    /// <summary>The movements that a policy or the data use, gains before losses.</summary>
    private IEnumerable<RollForwardFigure> MovementsUsed() => RollForwardFigure.All.Where(figure =>
        figure.Unit == FigureUnit.MoneyPerMonth && figure.Sign != 0 && (!figure.IsOptional || rows.Any(row => !((RecurringRevenue)figure.ValueOf(row)!).IsZero)));

    private string Total(RollForwardFigure movement) =>
        FigureCell.Amount(rows.Aggregate(RecurringRevenue.Zero(rows.Currency), (sum, row) => sum + (RecurringRevenue)movement.ValueOf(row)!).Monthly).Text;

    /// <summary>How a level went from the first period to the last complete one.</summary>
    private string Trend(string what, Func<RollForwardRow, double> value, Func<RollForwardRow, string> shown)
    {
        if (answers.Headline is not { } last)
        {
            return $"{what} over {names.Length} periods; none of them is complete.";
        }

        RollForwardRow first = rows[0], end = rows[last], highest = rows.Take(last + 1).MaxBy(value)!;
        string way = value(end) > value(first) ? "rose" : value(end) < value(first) ? "fell" : "went";
        return $"{what} {way} from {shown(first)} in {first.Period.Name} to {shown(end)} in {end.Period.Name}; the highest of the complete periods was {shown(highest)} in {highest.Period.Name}.";
    }
}
