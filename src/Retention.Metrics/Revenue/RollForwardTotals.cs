using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one period from which a row of a <see cref="RollForward"/> is made.</summary>
/// <remarks>
/// Money is in annual millionths of the currency's major unit: 49.00 a month is 588,000,000. The totals come from whatever engine has computed
/// them: this library, a database, a test. <see cref="RollForward.FromTotals"/> checks them.
/// </remarks>
/// <example><code>
/// RollForwardTotals[] totals =
/// [
///     new() { NewMrr = 588_000_000, ClosingMrr = 588_000_000, NewCustomers = 1, ClosingCustomers = 1 },
/// ];
/// RollForward january = RollForward.FromTotals(periods, MetricPolicy.Default, Currency.Eur, totals);
/// january[0].ClosingMrr.Monthly; // 49.00 EUR
/// </code></example>
[JsonConverter(typeof(RollForwardTotalsJsonConverter))]
public readonly partial record struct RollForwardTotals : IAdditionOperators<RollForwardTotals, RollForwardTotals, RollForwardTotals>
{
    /// <summary>Revenue at the start.</summary>
    public Int128 OpeningMrr { get; init; }

    /// <summary>Change by exchange rates alone, up or down.</summary>
    public Int128 FxMrr { get; init; }

    /// <summary>Revenue at the end: opening + new + reactivation + resumed + expansion − contraction − churn − paused + fx.</summary>
    public Int128 ClosingMrr { get; init; }

    /// <summary>Revenue that customers who paid at the start have lost by the end, each compared at the two ends; with netting per period churn + contraction.</summary>
    public Int128 LostMrr { get; init; }

    /// <summary>Revenue that customers who paid at the start have gained by the end, each compared at the two ends; with netting per period the expansion.</summary>
    public Int128 GainedMrr { get; init; }

    /// <summary>Customers active at the start.</summary>
    public long OpeningCustomers { get; init; }

    /// <summary>Customers active at the end who had never paid before the period.</summary>
    public long NewCustomers { get; init; }

    /// <summary>Customers active at the end and not at the start who had paid before.</summary>
    public long ReactivatedCustomers { get; init; }

    /// <summary>Customers who pay more at the end than at the start.</summary>
    public long ExpandedCustomers { get; init; }

    /// <summary>Customers who pay less at the end than at the start, but still pay.</summary>
    public long ContractedCustomers { get; init; }

    /// <summary>Customers active at the start and not at the end.</summary>
    public long ChurnedCustomers { get; init; }

    /// <summary>Customers active at the end: opening + new + reactivated − churned.</summary>
    public long ClosingCustomers { get; init; }

    /// <summary>Customers who paid for the first time in the period and are not active at its end.</summary>
    public long NeverRetainedCustomers { get; init; }

    /// <summary>The numerator of the customer churn rate, as the policy counts it; by default the churned customers.</summary>
    public long LostCustomers { get; init; }

    /// <summary>The denominator of the customer churn rate, as the policy counts it; by default the opening customers. A mean of two counts can end in one half.</summary>
    public decimal CustomersAtRisk { get; init; }

    /// <summary>Adds the totals of other customers in the same period.</summary>
    public static RollForwardTotals operator +(RollForwardTotals left, RollForwardTotals right) => new()
    {
        OpeningMrr = left.OpeningMrr + right.OpeningMrr,
        Movements = left.Movements + right.Movements,
        FxMrr = left.FxMrr + right.FxMrr,
        ClosingMrr = left.ClosingMrr + right.ClosingMrr,
        LostMrr = left.LostMrr + right.LostMrr,
        GainedMrr = left.GainedMrr + right.GainedMrr,
        OpeningCustomers = left.OpeningCustomers + right.OpeningCustomers,
        NewCustomers = left.NewCustomers + right.NewCustomers,
        ReactivatedCustomers = left.ReactivatedCustomers + right.ReactivatedCustomers,
        ExpandedCustomers = left.ExpandedCustomers + right.ExpandedCustomers,
        ContractedCustomers = left.ContractedCustomers + right.ContractedCustomers,
        ChurnedCustomers = left.ChurnedCustomers + right.ChurnedCustomers,
        ClosingCustomers = left.ClosingCustomers + right.ClosingCustomers,
        NeverRetainedCustomers = left.NeverRetainedCustomers + right.NeverRetainedCustomers,
        LostCustomers = left.LostCustomers + right.LostCustomers,
        CustomersAtRisk = left.CustomersAtRisk + right.CustomersAtRisk,
    };

    /// <summary>The amount of each kind of movement; the members named for a kind read and write one of them.</summary>
    internal MovementAmounts Movements { get; init; }

    private static Int128 Largest => TotalsArgument.LargestAmount;

    private Int128 LostByMovements => RollForwardFigure.NetRetention(Movements, sign: -1);

    private Int128 GainedByMovements => RollForwardFigure.NetRetention(Movements, sign: 1);

    private Int128 ClosingFromMovements => OpeningMrr + RollForwardFigure.NetMovement(FigureUnit.MoneyPerMonth, this);

    private Int128 ClosingCustomersFromMovements => OpeningCustomers + RollForwardFigure.NetMovement(FigureUnit.Customers, this);

    /// <summary>The same totals with the closing balances that opening and movements come to.</summary>
    internal RollForwardTotals Closed() => this with { ClosingMrr = ClosingFromMovements, ClosingCustomers = (long)ClosingCustomersFromMovements };

    /// <summary>The first condition that the totals break, or <see langword="null"/>.</summary>
    /// <param name="policy">The policy under which they were computed.</param>
    internal string? Contradiction(MetricPolicy policy)
    {
        foreach ((string name, Int128 amount) in NonNegative())
        {
            if (amount < 0 || amount > Largest)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name} is {amount}; it must be between 0 and {Largest}");
            }
        }

        if (FxMrr < -Largest || FxMrr > Largest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(FxMrr)} is {FxMrr}; it must be between {-Largest} and {Largest}");
        }

        if (CustomersAtRisk < 0m || CustomersAtRisk > long.MaxValue)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(CustomersAtRisk)} is {CustomersAtRisk}; it must be between 0 and {long.MaxValue}");
        }

        if (ClosingMrr != ClosingFromMovements)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(ClosingMrr)} is {ClosingMrr}, but opening and movements add up to {ClosingFromMovements}; they must be equal");
        }

        if (ClosingCustomers != ClosingCustomersFromMovements)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(ClosingCustomers)} is {ClosingCustomers}, but opening and movements add up to {ClosingCustomersFromMovements}; they must be equal");
        }

        if (LostMrr > OpeningMrr)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(LostMrr)} is {LostMrr}; it must be between 0 and {nameof(OpeningMrr)}, {OpeningMrr}");
        }

        if ((Int128)ChurnedCustomers + ExpandedCustomers + ContractedCustomers > OpeningCustomers)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(ChurnedCustomers)}, {nameof(ExpandedCustomers)} and {nameof(ContractedCustomers)} are {ChurnedCustomers}, {ExpandedCustomers} and {ContractedCustomers}; together they must be at most {nameof(OpeningCustomers)}, {OpeningCustomers}");
        }

        if (policy.Netting == Netting.PerPeriod && (LostMrr != LostByMovements || GainedMrr != GainedByMovements))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(LostMrr)} is {LostMrr} and {nameof(GainedMrr)} {GainedMrr}; with netting per period they must be churn + contraction, {LostByMovements}, and expansion, {GainedByMovements}");
        }

        return policy.CountsChurnAtPeriodEnds && (LostCustomers != ChurnedCustomers || CustomersAtRisk != OpeningCustomers)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(LostCustomers)} is {LostCustomers} and {nameof(CustomersAtRisk)} {CustomersAtRisk}; under this policy they must be the churned customers, {ChurnedCustomers}, and the opening customers, {OpeningCustomers}")
            : null;
    }

    private (string Name, Int128 Amount)[] NonNegative()
    {
        MovementAmounts movements = Movements;
        return
        [
            (nameof(OpeningMrr), OpeningMrr), .. RollForwardFigure.Movements.Select(movement => (movement.Explained.ToString()!, movements.Of(movement.Explained!.Value))),
            (nameof(ClosingMrr), ClosingMrr), (nameof(LostMrr), LostMrr), (nameof(GainedMrr), GainedMrr), (nameof(OpeningCustomers), OpeningCustomers),
            (nameof(NewCustomers), NewCustomers), (nameof(ReactivatedCustomers), ReactivatedCustomers), (nameof(ExpandedCustomers), ExpandedCustomers),
            (nameof(ContractedCustomers), ContractedCustomers), (nameof(ChurnedCustomers), ChurnedCustomers), (nameof(ClosingCustomers), ClosingCustomers),
            (nameof(NeverRetainedCustomers), NeverRetainedCustomers), (nameof(LostCustomers), LostCustomers),
        ];
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(RollForwardTotals), PrintMembers);
}
