using System.Reflection;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>The roll-forward of one period as it is known: every figure of <see cref="RollForwardRow"/>, written by hand.</summary>
/// <remarks>
/// Write one down for a portfolio of your own and compare likewise.
/// Amounts are monthly, in major units, exact. What is not said is 0 or, of a rate, undefined; that is known too, and compared. A rate's parts are
/// those of the library: monthly amounts, or customers.
/// </remarks>
public sealed record KnownRollForward
{
    private static readonly KnownFigure<KnownRollForward, RollForwardRow>[] All = KnownFigure.Of<KnownRollForward, RollForwardRow>(
        RollForwardFigure.All,
        [
            .. RollForwardFigure.All.Where(figure => figure.Unit == FigureUnit.MoneyPerMonth).Select(figure => (figure.Name, Amount(figure.Name))),
            ("openingCustomers", known => known.OpeningCustomers),
            ("newCustomers", known => known.NewCustomers),
            ("reactivatedCustomers", known => known.ReactivatedCustomers),
            ("expandedCustomers", known => known.ExpandedCustomers),
            ("contractedCustomers", known => known.ContractedCustomers),
            ("churnedCustomers", known => known.ChurnedCustomers),
            ("closingCustomers", known => known.ClosingCustomers),
            ("neverRetainedCustomers", known => known.NeverRetainedCustomers),
            ("customerChurnRate", known => known.CustomerChurnRate),
            ("customerRetentionRate", known => known.CustomerRetentionRate),
            ("grossMrrChurnRate", known => known.GrossMrrChurnRate),
            ("netMrrChurnRate", known => known.NetMrrChurnRate),
            ("grossRevenueRetention", known => known.GrossRevenueRetention),
            ("netRevenueRetention", known => known.NetRevenueRetention),
            ("quickRatio", known => known.QuickRatio),
            ("arpa", known => known.Arpa),
            ("averageSalePrice", known => known.AverageSalePrice),
            ("growthRate", known => known.GrowthRate),
            ("expansionShare", known => known.ExpansionShare),
        ]);

    /// <summary>The period, one.</summary>
    public required ReportingPeriods Period { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; init; } = Currency.Eur;

    /// <summary>The policy under which the figures hold.</summary>
    public MetricPolicy Policy { get; init; } = MetricPolicy.Default;

    /// <summary>The instant as of which facts were known, where later ones are left out.</summary>
    public Instant? AsKnownAt { get; init; }

    /// <inheritdoc cref="RollForwardRow.OpeningMrr"/>
    public decimal OpeningMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.NewMrr"/>
    public decimal NewMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.ReactivationMrr"/>
    public decimal ReactivationMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.ResumedMrr"/>
    public decimal ResumedMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.ExpansionMrr"/>
    public decimal ExpansionMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.ContractionMrr"/>
    public decimal ContractionMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.ChurnMrr"/>
    public decimal ChurnMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.PausedMrr"/>
    public decimal PausedMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.FxMrr"/>
    public decimal FxMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.ClosingMrr"/>
    public decimal ClosingMrr { get; init; }

    /// <inheritdoc cref="RollForwardRow.OpeningCustomers"/>
    public long OpeningCustomers { get; init; }

    /// <inheritdoc cref="RollForwardRow.NewCustomers"/>
    public long NewCustomers { get; init; }

    /// <inheritdoc cref="RollForwardRow.ReactivatedCustomers"/>
    public long ReactivatedCustomers { get; init; }

    /// <inheritdoc cref="RollForwardRow.ExpandedCustomers"/>
    public long ExpandedCustomers { get; init; }

    /// <inheritdoc cref="RollForwardRow.ContractedCustomers"/>
    public long ContractedCustomers { get; init; }

    /// <inheritdoc cref="RollForwardRow.ChurnedCustomers"/>
    public long ChurnedCustomers { get; init; }

    /// <inheritdoc cref="RollForwardRow.ClosingCustomers"/>
    public long ClosingCustomers { get; init; }

    /// <inheritdoc cref="RollForwardRow.NeverRetainedCustomers"/>
    public long NeverRetainedCustomers { get; init; }

    /// <inheritdoc cref="RollForwardRow.CustomerChurnRate"/>
    public Ratio CustomerChurnRate { get; init; }

    /// <summary>Customers active at the start and at the end, out of those at the start.</summary>
    public Ratio CustomerRetentionRate { get; init; }

    /// <summary>Churn and contraction out of opening MRR.</summary>
    public Ratio GrossMrrChurnRate { get; init; }

    /// <summary>Churn and contraction less expansion, out of opening MRR; below 0 it is negative churn.</summary>
    public Ratio NetMrrChurnRate { get; init; }

    /// <summary>What is left of opening MRR without its growth (GRR).</summary>
    public Ratio GrossRevenueRetention { get; init; }

    /// <summary>What opening MRR has become (NRR).</summary>
    public Ratio NetRevenueRetention { get; init; }

    /// <summary>Gains over losses.</summary>
    public Ratio QuickRatio { get; init; }

    /// <summary>Closing MRR over closing customers.</summary>
    public AverageMoney Arpa { get; init; }

    /// <summary>New MRR over new customers.</summary>
    public AverageMoney AverageSalePrice { get; init; }

    /// <summary>Closing less opening MRR, out of opening MRR.</summary>
    public Ratio GrowthRate { get; init; }

    /// <summary>Expansion out of new, reactivation and expansion.</summary>
    public Ratio ExpansionShare { get; init; }

    /// <summary>The figures by the names they have in every export: <c>churnMrr</c>, <c>customerChurnRate</c>; an undefined rate is <see langword="null"/>.</summary>
    public IReadOnlyDictionary<string, decimal?> Figures => KnownFigure.ByName(All, this);

    /// <summary>Compares a roll-forward with what is known.</summary>
    /// <param name="found">The roll-forward of the same period and policy.</param>
    /// <returns>A line for each figure that differs; none where all agree, amounts to the millionth and rates in both their parts.</returns>
    /// <exception cref="ArgumentException">It is of another period or currency.</exception>
    public IReadOnlyList<string> Differences(RollForwardRow found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Period.Start == Period.Start && found.Period.End == Period.End && found.Currency == Currency
            ? KnownFigure.Differences(All, this, found)
            : throw new ArgumentException(FormattableString.Invariant($"The row is of {found.Period.Name} in {found.Currency}; the figures are known of {Period} in {Currency}."), nameof(found));
    }

    /// <summary>The period and, where it is not the default, what differs in the policy.</summary>
    public override string ToString() => KnownFigure.Title(Period, Policy, AsKnownAt);

    private RecurringRevenue Mrr(decimal amount) => RecurringRevenue.PerMonth(Currency.Amount(amount));

    /// <summary>The amount of a figure in money a month, by its name; 0 where none is written down for it.</summary>
    private static Func<KnownRollForward, object?> Amount(string figure)
    {
        PropertyInfo? known = typeof(KnownRollForward).GetProperty($"{char.ToUpperInvariant(figure[0])}{figure[1..]}");
        return row => row.Mrr((decimal?)known?.GetValue(row) ?? 0m);
    }
}
