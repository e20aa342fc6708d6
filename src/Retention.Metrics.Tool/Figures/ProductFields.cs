using Retention.Metrics.Json;
using Retention.Metrics.Revenue;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>The figures of one product in one period, or of all customers in it.</summary>
/// <param name="Period">The period.</param>
/// <param name="Coverage">How far the data cover it.</param>
/// <param name="Currency">The currency of all amounts.</param>
/// <param name="Product">The name of the product, or <c>all</c>.</param>
/// <param name="Row">The figures of the product; <see langword="null"/> for all customers.</param>
/// <param name="All">The figures of all customers.</param>
/// <param name="Moved">What all customers moved between products.</param>
internal sealed record ProductFigures(ReportingPeriod Period, Coverage Coverage, Currency Currency, string Product, ProductRollForwardRow? Row, RollForwardRow All, RecurringRevenue Moved)
{
    private static readonly ProductFigure[] MovementLines = [.. ProductFigure.All.Where(figure => figure.Unit == FigureUnit.MoneyPerMonth && figure.Sign != 0)];

    private IReadOnlyList<Money>? movements;

    /// <summary>The amount of a movement as a person reads it: the printed lines add up to the printed closing; <see langword="null"/> for another figure.</summary>
    public Money? Shown(ProductFigure figure)
    {
        int line = Array.IndexOf(MovementLines, figure);
        movements ??= MrrFooting.Movements(
            Row?.OpeningMrr ?? All.OpeningMrr, [.. MovementLines.Select(one => ((RecurringRevenue)ProductFields.ValueOf(one, this)!, one.Sign))], Row?.ClosingMrr ?? All.ClosingMrr);
        return line < 0 ? null : movements[line];
    }
}

/// <summary>The fields of products, by their names in every export.</summary>
internal static class ProductFields
{
    private const string Rates = "rates";

    public static IReadOnlyList<(AnswerColumn Column, Func<ProductFigures, Cell> Of)> All { get; } =
        [.. ProductFigure.All.Select(figure => (new AnswerColumn(figure.Name, GroupOf(figure), figure.IsOptional), (Func<ProductFigures, Cell>)(one => CellOf(figure, one))))];

    /// <summary>The lines in money in annual millionths: they close to the last digit.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Exact(ProductFigures one) =>
    [
        .. ProductFigure.All.Where(figure => figure.Unit == FigureUnit.MoneyPerMonth)
            .Select(figure => KeyValuePair.Create(figure.Name, JsonNumbers.Millionths((RecurringRevenue)ValueOf(figure, one)!))),
    ];

    private static string GroupOf(ProductFigure figure) => figure.Unit switch
    {
        FigureUnit.MoneyPerMonth or FigureUnit.MoneyPerYear => "mrr",
        FigureUnit.Customers => "customers",
        _ => Rates,
    };

    private static Cell CellOf(ProductFigure figure, ProductFigures one) => ValueOf(figure, one) switch
    {
        null => Cell.Nothing,
        RecurringRevenue revenue when one.Shown(figure) is { } shown => Cell.Amount(revenue.Monthly, shown),
        var value => FigureCell.Of(figure.Unit, value),
    };

    /// <summary>The value; of all customers it is that of the roll-forward, for which both scopes are the same. Who joined or left a product, nobody did of all of them.</summary>
    public static object? ValueOf(ProductFigure figure, ProductFigures one)
    {
        if (one.Row is { } row)
        {
            return figure.ValueOf(row);
        }

        return figure.Scope is not null ? RateOf(figure, one.All)
            : figure.Name.StartsWith("transfer", StringComparison.Ordinal) ? one.Moved
            : RollForwardFigure.All.FirstOrDefault(same => same.Name == figure.Name)?.ValueOf(one.All);
    }

    private static Ratio RateOf(ProductFigure figure, RollForwardRow all) =>
        figure.Name.EndsWith("NetRevenueRetention", StringComparison.Ordinal) ? all.NetRevenueRetention
        : figure.Name.EndsWith("GrossRevenueRetention", StringComparison.Ordinal) ? all.GrossRevenueRetention
        : Ratio.Of(all.ChurnedCustomers, all.OpeningCustomers);
}
