using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>The cell of a figure, by the unit and the value of the figure.</summary>
internal static class FigureCell
{
    /// <summary>The cell of a figure; undefined where a period has no row.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="rowOf">The row of a period that holds it.</param>
    public static Func<PeriodFigures, Cell> Of<TRow>(Figure<TRow> figure, Func<PeriodFigures, TRow?> rowOf)
        where TRow : class =>
        period => Of(figure.Unit, rowOf(period) is { } row ? figure.ValueOf(row) : Ratio.Undefined);

    /// <summary>The cell of a figure of a roll-forward. A person reads MRR rounded so that the lines of the period add up.</summary>
    /// <param name="figure">The figure.</param>
    public static Func<PeriodFigures, Cell> Of(RollForwardFigure figure)
    {
        Func<PeriodFigures, Cell> plain = Of(figure, of => of.Revenue);
        return period => period.Footing is { } lines && lines.TryGetValue(figure, out Money shown) ? Cell.Amount(((RecurringRevenue)figure.ValueOf(period.Revenue!)!).Monthly, shown) : plain(period);
    }

    /// <summary>The cell of a value of a unit.</summary>
    public static Cell Of(FigureUnit unit, object? value) => (unit, value) switch
    {
        (FigureUnit.MoneyPerMonth, RecurringRevenue revenue) => Cell.Amount(revenue.Monthly),
        (FigureUnit.MoneyPerYear or FigureUnit.Money, Money money) => Cell.Amount(money),
        (FigureUnit.AverageMoney, AverageMoney each) => Cell.Each(each),
        (FigureUnit.Customers or FigureUnit.Orders or FigureUnit.Activities, long count) => Cell.Count(count),
        (FigureUnit.Activities, decimal sum) => Cell.Number(sum, "#,0"),
        (FigureUnit.Customers, decimal count) => Cell.Number(count, "0.######"),
        (FigureUnit.Share, Ratio share) => Cell.Percent(share),
        (FigureUnit.Quotient, Ratio quotient) => Cell.Times(quotient),
        (FigureUnit.Days, Ratio mean) => Cell.Number(mean.Value),
        (FigureUnit.Days, _) => Cell.Number((decimal?)value),
        (FigureUnit.YesNo, _) => Cell.Flag((bool?)value),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, $"No cell shows a {value?.GetType().Name} of this unit."),
    };
}
