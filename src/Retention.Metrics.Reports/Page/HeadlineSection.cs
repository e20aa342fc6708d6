using System.Globalization;
using Retention.Metrics.Reports.Answers;

namespace Retention.Metrics.Reports.Page;

/// <summary>The figures of the last complete period beside those of the one before and of a year ago.</summary>
internal sealed class HeadlineSection(ReportAnswers answers)
{
    /// <summary>Beyond it a change is a direction alone: a decimal has no room for it in per cent.</summary>
    private const decimal MostCompared = 1e24m;

    private static readonly string[] OfRevenue =
        ["closingMrr", "closingCustomers", "netRevenueRetention", "grossRevenueRetention", "grossMrrChurnRate", "netMrrChurnRate", "customerChurnRate", "quickRatio", "arpa"];

    private static readonly string[] OfOrders = ["revenue", "orders", "averageOrderValue", "repeatCustomerRate"];

    /// <summary>Figures that are better the lower they are.</summary>
    private static readonly HashSet<string> Losses = new(["grossMrrChurnRate", "netMrrChurnRate", "customerChurnRate", "trailing12ChurnRate"], StringComparer.Ordinal);

    public void Write(PageWriter page)
    {
        if (answers.Headline is not { } last)
        {
            page.Section("headline", "Headline figures");
            page.Note("No period is complete: the data end before the first one does. The figures below are to date.");
            page.EndSection();
            return;
        }

        int? before = last > 0 ? last - 1 : null, yearBefore = answers.YearBefore(last);
        page.Section(
            "headline",
            $"{Names.Long(answers.Periods[last])} at a glance",
            $"The last complete period, {answers.Periods[last].Name}, beside the one before{(before is { } one ? $", {answers.Periods[one].Name}" : " (not in the data)")}, and the same a year ago{(yearBefore is { } year ? $", {answers.Periods[year].Name}" : " (not in the data)")}.");
        _ = page.Html.Line().Open("div", ("class", "tiles"));
        foreach (string name in OfRevenue.Where(_ => answers.RollForward is not null))
        {
            Tile(page, RollForwardFigure.All.Single(figure => figure.Name == name), at => answers.RollForward![at], last, before, yearBefore);
        }

        foreach (TrailingRetentionFigure figure in answers.TrailingYear is null ? [] : TrailingRetentionFigure.All)
        {
            Tile(page, figure, at => answers.TrailingYear![at], last, before, yearBefore);
        }

        foreach (string name in OfOrders.Where(_ => answers.OrderMetrics is not null))
        {
            Tile(page, OrderMetricsFigure.All.Single(figure => figure.Name == name), at => answers.OrderMetrics![at], last, before, yearBefore);
        }

        _ = page.Html.Close("div");
        page.EndSection();
    }

    private void Tile<TRow>(PageWriter page, Figure<TRow> figure, Func<int, TRow> rowAt, int last, int? before, int? yearBefore)
        where TRow : class
    {
        FigureCell now = FigureCell.Of(figure, rowAt(last));
        bool isMoney = figure.Unit is FigureUnit.MoneyPerMonth or FigureUnit.Money or FigureUnit.AverageMoney;
        _ = page.Html.Line().Open("div", ("class", "tile"), ("data-figure", figure.Name)).Element("h3", figure.Label)
            .Open("p", ("class", "value"), ("data-period", answers.Periods[last].Name), ("data-v", now.Value)).Text(now.Text);
        if (isMoney && now.Value is not null)
        {
            _ = page.Html.Text(" ").Element("small", answers.Currency.Code);
        }

        _ = page.Html.Close("p");
        if (now.Undefined is { } reason)
        {
            page.Note($"undefined: {reason}");
        }

        _ = page.Html.Open("dl");
        Compared(page, "Before", before);
        Compared(page, "A year ago", yearBefore);
        _ = page.Html.Close("dl").Element("p", figure.Definition, ("class", "definition")).Close("div");

        void Compared(PageWriter to, string label, int? period)
        {
            _ = to.Html.Element("dt", label);
            if (period is not { } at)
            {
                _ = to.Html.Open("dd").Text(FigureCell.NoValue).Element("span", " not in the data", ("class", "vh")).Close("dd");
                return;
            }

            FigureCell then = FigureCell.Of(figure, rowAt(at));
            _ = to.Html.Open("dd").Open("span", ("data-period", answers.Periods[at].Name), ("data-v", then.Value)).Text(then.Text).Close("span");
            if (then.Undefined is { } missing)
            {
                _ = to.Html.Element("span", $" undefined: {missing}", ("class", "vh"));
            }

            if (Change(figure.Unit, now, then) is { } change)
            {
                string? judged = change.Direction == 0 || !IsJudged(figure) ? null : (change.Direction > 0) == !Losses.Contains(figure.Name) ? "better" : "worse";
                _ = to.Html.Text(" ").Open("span", ("class", judged is null ? "change" : $"change {judged}")).Text(change.Text).Close("span");
            }

            _ = to.Html.Close("dd");
        }
    }

    private static bool IsJudged<TRow>(Figure<TRow> figure)
        where TRow : class =>
        figure.Unit is not (FigureUnit.YesNo or FigureUnit.Days);

    /// <summary>From then to now: a share in points, everything else in per cent.</summary>
    private static (string Text, int Direction)? Change(FigureUnit unit, FigureCell now, FigureCell then)
    {
        if (!decimal.TryParse(now.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) || !decimal.TryParse(then.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal old))
        {
            return null;
        }

        int direction = value.CompareTo(old);
        string arrow = direction > 0 ? "▲ up" : direction < 0 ? "▼ down" : "= no change";
        if (direction == 0 || Math.Abs(value) > MostCompared || Math.Abs(old) > MostCompared)
        {
            return (arrow, direction);
        }

        decimal difference = Math.Abs(value - old);
        return unit == FigureUnit.Share ? ($"{arrow} {FigureCell.Decimals(difference * 100m, 2)} points", direction)
            : old > 0m ? ($"{arrow} {FigureCell.Decimals(difference / old * 100m, 1)}%", direction)
            : (arrow, direction);
    }
}
