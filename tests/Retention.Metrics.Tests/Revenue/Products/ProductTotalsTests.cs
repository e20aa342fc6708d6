using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue.Products;

/// <summary>Totals of products that contradict each other, or the totals of all customers, are refused; the message names product, period and values.</summary>
public sealed class ProductTotalsTests
{
    private static readonly ReportingPeriods TwoMonths = Months("2026-01", "2026-02");

    /// <summary>A customer of 100 a year joins, and moves 40 from one product to the other.</summary>
    private static readonly RollForward Total = RollForward.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur,
    [
        new() { NewMrr = 100, ClosingMrr = 100, NewCustomers = 1, ClosingCustomers = 1 },
        new() { OpeningMrr = 100, ClosingMrr = 100, OpeningCustomers = 1, ClosingCustomers = 1, CustomersAtRisk = 1 },
    ]);

    private static readonly ProductTotals Joins = new() { NewMrr = 100, ClosingMrr = 100, JoinedCustomers = 1, ClosingCustomers = 1 };

    private static readonly ProductTotals Leaves = new() { OpeningMrr = 100, TransferOutMrr = 40, ClosingMrr = 60, LostMrr = 40, HolderMrr = 100, OpeningCustomers = 1, ClosingCustomers = 1 };

    private static readonly ProductTotals Enters = new() { TransferInMrr = 40, ClosingMrr = 40, JoinedCustomers = 1, ClosingCustomers = 1 };

    public static TheoryData<string> Members => [.. typeof(ProductTotals).GetProperties().Select(total => total.Name)];

    [Fact]
    public void TotalsThatAgree_AreAccepted()
    {
        RollForwardByProduct made = Make(Leaves, Enters);

        Assert.Equal(["a", "b"], made.Products);
        Assert.Equal("2 products, in all RollForward of 2026-01 … 2026-02", made.ToString());
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void ANegativeTotal_IsRefused(string name)
    {
        object negative = Leaves;
        System.Reflection.PropertyInfo member = typeof(ProductTotals).GetProperty(name)!;
        member.SetValue(negative, member.PropertyType == typeof(long) ? -1L : (object)(Int128)(-1));
        AssertRefused($"Totals of product 'a' in period 2026-02: {name} is -1; it must be between 0 and", () => Make((ProductTotals)negative, Enters));
    }

    [Fact]
    public void TotalsOfAProduct_ThatContradictEachOther_AreRefused()
    {
        const string Start = "Totals of product 'a' in period 2026-02: ";
        AssertRefused(Start + "ClosingMrr is 61, but opening, movements and transfers add up to 60; they must be equal", () => Make(Leaves with { ClosingMrr = 61 }, Enters));
        AssertRefused(Start + "ClosingCustomers is 2, but opening + joined - left is 1; they must be equal", () => Make(Leaves with { ClosingCustomers = 2 }, Enters));
        AssertRefused(Start + "LostMrr is 101; it must be at most OpeningMrr, 100", () => Make(Leaves with { LostMrr = 101 }, Enters));
        AssertRefused(Start + "OpeningMrr is 100; it must be at most HolderMrr, 99", () => Make(Leaves with { HolderMrr = 99 }, Enters));
        AssertRefused(Start + "HolderLostMrr is 101; it must be at most HolderMrr, 100", () => Make(Leaves with { HolderLostMrr = 101 }, Enters));
        AssertRefused(Start + "LeftCustomers is 2; it must be at most OpeningCustomers, 1", () => Make(Leaves with { LeftCustomers = 2, JoinedCustomers = 2 }, Enters));
        AssertRefused(Start + "LostCustomers is 1; it must be at most LeftCustomers, 0", () => Make(Leaves with { LostCustomers = 1 }, Enters));
        AssertRefused(Start + "ChurnedCustomers is 1; it must be at most LostCustomers, 0", () => Make(Leaves with { ChurnedCustomers = 1 }, Enters));
        AssertRefused(Start + "it opens with 99 and 1 customers, but the period before closes with 100 and 1; they must be equal", () => Make(Leaves with { OpeningMrr = 99, ClosingMrr = 59 }, Enters));
        AssertRefused(Start + "it opens with 100 and 2 customers, but the period before closes with 100 and 1; they must be equal", () => Make(Leaves with { OpeningCustomers = 2, ClosingCustomers = 2 }, Enters));
    }

    [Fact]
    public void TotalsOverAllProducts_ThatDifferFromThoseOfAllCustomers_AreRefused()
    {
        const string Start = "Totals of period 2026-02: over all products ";
        AssertRefused(Start + "transferInMrr is 41, but transferOutMrr is 40; they must be equal", () => Make(Leaves, Enters with { TransferInMrr = 41, ClosingMrr = 41 }));
        AssertRefused(Start + "expansionMrr is 1, but that of all customers is 0; they must be equal", () => Make(Leaves, Enters with { ExpansionMrr = 1, ClosingMrr = 41 }));
        AssertRefused("Totals of period 2026-02: a product has 1 customers with 101 in all at the start; these must be at most all customers, 1, with 100", () => Make(Leaves with { HolderMrr = 101 }, Enters));
        AssertRefused("Totals of period 2026-01: over all products newMrr is 0, but that of all customers is 100; they must be equal", () => RollForwardByProduct.FromTotals(Total, []));
    }

    [Fact]
    public void AProduct_WithoutAName_Twice_OrOfOtherPeriods_IsRefused()
    {
        AssertRefused("The product ' ' is blank or given twice", () => RollForwardByProduct.FromTotals(Total, [new(" ", [Joins, Leaves])]));
        AssertRefused("The product 'a' is blank or given twice", () => RollForwardByProduct.FromTotals(Total, [new("a", [Joins, Leaves]), new("a", [default, Enters])]));
        AssertRefused("There are totals of 1 periods, but 2 periods; expected one for each period.", () => RollForwardByProduct.FromTotals(Total, [new("a", [Joins])]));
    }

    private static RollForwardByProduct Make(ProductTotals leaves, ProductTotals enters) =>
        RollForwardByProduct.FromTotals(Total, [new("b", [default, enters]), new("a", [Joins, leaves])]);

    private static void AssertRefused(string message, Action make) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
}
