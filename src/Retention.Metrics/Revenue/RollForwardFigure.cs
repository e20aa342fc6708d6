using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A figure of a roll-forward.</summary>
/// <remarks>
/// <see cref="All"/> is the one list of figures: exports, explanations and the closing balance are made of it.
/// </remarks>
/// <example><code>
/// RollForwardRow march = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1)))[0];
/// foreach (RollForwardFigure movement in RollForwardFigure.All.Where(figure => figure.Sign != 0 &amp;&amp; !figure.IsOptional))
/// {
///     Console.WriteLine($"{movement.Name} {movement.ValueOf(march)}");
/// }
/// </code></example>
public sealed partial class RollForwardFigure : Figure<RollForwardRow>
{
    private RollForwardFigure(string name, FigureUnit unit, Func<RollForwardRow, object?> valueOf)
        : base(name, unit, valueOf)
    {
    }

    /// <summary>All figures, in the order of exports.</summary>
    public static IReadOnlyList<RollForwardFigure> All { get; } =
    [
        Mrr("openingMrr", RevenueFigure.OpeningMrr, totals => totals.OpeningMrr),
        .. TableOfMovements(),
        Mrr("fxMrr", RevenueFigure.FxMrr, totals => totals.FxMrr, sign: 1, isOptional: true),
        Mrr("closingMrr", RevenueFigure.ClosingMrr, totals => totals.ClosingMrr),
        Derived("closingArr", FigureUnit.MoneyPerYear, row => row.ClosingArr),
        Customers("openingCustomers", RevenueFigure.OpeningCustomers, 0, totals => totals.OpeningCustomers),
        Customers("newCustomers", RevenueFigure.NewCustomers, 1, totals => totals.NewCustomers),
        Customers("reactivatedCustomers", RevenueFigure.ReactivatedCustomers, 1, totals => totals.ReactivatedCustomers),
        Customers("expandedCustomers", RevenueFigure.ExpandedCustomers, 0, totals => totals.ExpandedCustomers),
        Customers("contractedCustomers", RevenueFigure.ContractedCustomers, 0, totals => totals.ContractedCustomers),
        Customers("churnedCustomers", RevenueFigure.ChurnedCustomers, -1, totals => totals.ChurnedCustomers),
        Customers("closingCustomers", RevenueFigure.ClosingCustomers, 0, totals => totals.ClosingCustomers),
        Customers("neverRetainedCustomers", RevenueFigure.NeverRetainedCustomers, 0, totals => totals.NeverRetainedCustomers),
        Customers("lostCustomers", RevenueFigure.LostCustomers, 0, totals => totals.LostCustomers),
        new("customersAtRisk", FigureUnit.Customers, row => row.CustomersAtRisk) { Explained = RevenueFigure.CustomersAtRisk },
        Derived("customerChurnRate", FigureUnit.Share, row => row.CustomerChurnRate),
        Derived("customerRetentionRate", FigureUnit.Share, row => row.CustomerRetentionRate),
        Derived("grossMrrChurnRate", FigureUnit.Share, row => row.GrossMrrChurnRate),
        Derived("netMrrChurnRate", FigureUnit.Share, row => row.NetMrrChurnRate),
        Derived("grossRevenueRetention", FigureUnit.Share, row => row.GrossRevenueRetention),
        Derived("netRevenueRetention", FigureUnit.Share, row => row.NetRevenueRetention),
        Derived("negativeChurn", FigureUnit.YesNo, row => row.NegativeChurn),
        Derived("quickRatio", FigureUnit.Quotient, row => row.QuickRatio),
        Derived("arpa", FigureUnit.AverageMoney, row => row.Arpa),
        Derived("averageSalePrice", FigureUnit.AverageMoney, row => row.AverageSalePrice),
        Derived("growthRate", FigureUnit.Share, row => row.GrowthRate),
        Derived("expansionShare", FigureUnit.Share, row => row.ExpansionShare),
        OnlyInCode("annualizedCustomerChurn", row => row.AnnualizedCustomerChurn),
        OnlyInCode("annualizedGrossRevenueRetention", row => row.AnnualizedGrossRevenueRetention),
        OnlyInCode("annualizedNetRevenueRetention", row => row.AnnualizedNetRevenueRetention),
    ];

    /// <summary>The kinds of movement: what changes the revenue of a customer.</summary>
    internal static IReadOnlyList<RollForwardFigure> Movements { get; } =
        [.. All.Where(figure => figure.Explained is >= RevenueFigure.NewMrr and < RevenueFigure.NewMrr + MovementCount)];

    private static readonly RollForwardFigure[] ByExplained = [.. Enum.GetValues<RevenueFigure>().Select(explained => All.Single(figure => figure.Explained == explained))];

    /// <summary>How a movement enters the closing balance of its unit: 1 if it is added, −1 if it is subtracted; 0 for a figure that is not a movement.</summary>
    /// <remarks><c>closing = opening + Σ sign × movement</c>, in money a month and in customers.</remarks>
    public int Sign { get; private init; }

    /// <summary>Whether the figure is 0 unless a policy or several currencies ask for it.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>The figure by which its customers are listed; <see langword="null"/> where it is not a sum over customers.</summary>
    public RevenueFigure? Explained { get; private init; }

    /// <summary>Whether it is a gain or loss of a customer who paid at the start, which GRR and NRR count.</summary>
    internal bool IsRetention { get; private init; }

    private Func<RollForwardTotals, Int128>? Total { get; init; }

    /// <summary>The figure by which its customers can be listed.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="explained"/> is not one of the enumeration.</exception>
    public static RollForwardFigure Of(RevenueFigure explained) => Enum.IsDefined(explained)
        ? ByExplained[(int)explained]
        : throw new ArgumentOutOfRangeException(nameof(explained), explained, $"One of {string.Join(", ", Enum.GetNames<RevenueFigure>())}.");

    /// <summary>What customers who paid at the start have gained or, with the sign −1, lost, where movements are netted over the whole period.</summary>
    internal static Int128 NetRetention(in MovementAmounts amounts, int sign)
    {
        Int128 sum = 0;
        foreach (RollForwardFigure movement in Movements)
        {
            sum += movement.IsRetention && movement.Sign == sign ? amounts.Of(movement.Explained!.Value) : 0;
        }

        return sum;
    }

    /// <summary>The sum of the movements of a unit, each with its sign.</summary>
    internal static Int128 NetMovement(FigureUnit unit, RollForwardTotals totals)
    {
        Int128 sum = 0;
        foreach (RollForwardFigure figure in All)
        {
            if (figure.Sign != 0 && figure.Unit == unit)
            {
                sum += figure.Sign * figure.Total!(totals);
            }
        }

        return sum;
    }

    private static RollForwardFigure Movement(RevenueFigure kind, int sign, bool isRetention = false, bool isOptional = false) =>
        Mrr(JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), kind, totals => totals.Movements.Of(kind), sign, isRetention, isOptional);

    private static RollForwardFigure Mrr(
        string name, RevenueFigure explained, Func<RollForwardTotals, Int128> total, int sign = 0, bool isRetention = false, bool isOptional = false) =>
        new(name, FigureUnit.MoneyPerMonth, row => new RecurringRevenue(total(row.Totals), row.Currency))
        {
            Explained = explained,
            Sign = sign,
            Total = total,
            IsRetention = isRetention,
            IsOptional = isOptional,
        };

    private static RollForwardFigure Customers(string name, RevenueFigure explained, int sign, Func<RollForwardTotals, long> total) =>
        new(name, FigureUnit.Customers, row => total(row.Totals)) { Explained = explained, Sign = sign, Total = totals => total(totals) };

    private static RollForwardFigure Derived(string name, FigureUnit unit, Func<RollForwardRow, object?> valueOf) => new(name, unit, valueOf);

    private static RollForwardFigure OnlyInCode(string name, Func<RollForwardRow, double?> valueOf) =>
        new(name, FigureUnit.Share, row => valueOf(row)) { IsExported = false };
}
