namespace Retention.Metrics;

/// <summary>What a cohort of buyers ordered in one period: amounts, and their shares of the base and of the column before.</summary>
/// <remarks>
/// The base is the cohort right after each member's first order. The column before column 0 is the base itself, so the shares of previous
/// columns multiply up to the share of the base.
/// </remarks>
public sealed class OrderCohortCell : IEquatable<OrderCohortCell>
{
    private readonly CohortCell<OrderCohortSums> sums;

    internal OrderCohortCell(int column, ReportingPeriod? period, Currency currency, in CohortCell<OrderCohortSums> sums)
    {
        Column = column;
        Period = period;
        Currency = currency;
        this.sums = sums;
    }

    /// <summary>How many periods after the cohort's own; 0 is its own.</summary>
    public int Column { get; }

    /// <summary>The period of the orders; <see langword="null"/> where cohorts are pooled.</summary>
    public ReportingPeriod? Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>Members with at least one order in the period.</summary>
    public long Customers => sums.Now.Customers;

    /// <summary>Their orders in it.</summary>
    public long Orders => sums.Now.Orders;

    /// <summary>What those brought, exact.</summary>
    public Money Revenue => OrderMetrics.Amount(sums.Now.Revenue, Currency);

    /// <summary>What the members brought from their first order up to the end of the period, exact.</summary>
    public Money RevenueToDate => OrderMetrics.Amount(sums.Now.RevenueToDate, Currency);

    /// <summary>Members with an order in the period or later, as far as is known: who is not among them has not come back.</summary>
    public long CustomersOnOrAfter => sums.Now.CustomersOnOrAfter;

    /// <summary>Members who ordered in the period, out of all members.</summary>
    public Ratio CustomerRetention => Ratio.Of(sums.Now.Customers, sums.Base.Customers);

    /// <summary>Members who ordered in the period or later, out of all members: never rises from column to column.</summary>
    public Ratio CustomerRetentionOnOrAfter => Ratio.Of(sums.Now.CustomersOnOrAfter, sums.Base.Customers);

    /// <summary>Orders out of the members' first orders.</summary>
    public Ratio OrdersOfInitial => Ratio.Of(sums.Now.Orders, sums.Base.Orders);

    /// <summary>Revenue out of that of the members' first orders.</summary>
    public Ratio RevenueOfInitial => Share(sums.Now.Revenue, sums.Base.Revenue);

    /// <summary>Members who ordered in the period, out of those who did in the column before.</summary>
    public Ratio CustomersVsPrevious => Ratio.Of(sums.Now.Customers, sums.Previous.Customers);

    /// <summary>Orders out of those of the column before.</summary>
    public Ratio OrdersVsPrevious => Ratio.Of(sums.Now.Orders, sums.Previous.Orders);

    /// <summary>Revenue out of that of the column before.</summary>
    public Ratio RevenueVsPrevious => Share(sums.Now.Revenue, sums.Previous.Revenue);

    /// <summary>Realized revenue per cohort member: what a member brought up to the end of the period, whether still buying or not.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>Σ revenue of columns 0 to k / size</c>.</para>
    /// <para><b>Unit:</b> money a member.</para>
    /// <para><b>Undefined:</b> for an empty cohort.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the historic lifetime value of a cohort; it is what was paid, not a forecast.</para>
    /// </remarks>
    public Ratio RevenuePerMember => Share(sums.Now.RevenueToDate, (Int128)sums.Base.Customers * RecurringRevenue.MillionthsPerUnit);

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(OrderCohortCell? left, OrderCohortCell? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(OrderCohortCell? left, OrderCohortCell? right) => !Equals(left, right);

    /// <summary>Whether column, period and all figures are equal.</summary>
    public bool Equals(OrderCohortCell? other) => other is not null && Column == other.Column && Period == other.Period && Currency == other.Currency && sums == other.sums;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrderCohortCell);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, sums);

    /// <summary>Customers, orders and revenue.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customers} customers, {Orders} orders, {Revenue}");

    private Ratio Share(Int128 part, Int128 whole) => Ratio.Of(OrderMetrics.Amount(part, Currency).Amount, OrderMetrics.Amount(whole, Currency).Amount);
}
