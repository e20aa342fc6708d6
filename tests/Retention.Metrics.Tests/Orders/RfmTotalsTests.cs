using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Orders;

/// <summary>Tables from totals and from parts: what is refused, with the customer, the row and the value, and the keys of the rows.</summary>
public sealed class RfmTotalsTests
{
    private static readonly LocalDate End = new(2026, 1, 31);

    // Bought on 5, 7 and 9 January.
    private static readonly RfmTotals Ada = new() { Frequency = 2, RecencyDays = 4, AgeDays = 26, FirstRevenue = 40_000_000, RepeatRevenue = 50_000_000 };
    private static readonly RfmTotals Bo = new() { AgeDays = 1, FirstRevenue = 10_000_000 };

    [Fact]
    public void Totals_BecomeRows()
    {
        var table = RfmTable.FromTotals(End, Currency.Eur, ["ada", "bo"], [Ada, Bo]);

        Assert.Equal((End, Currency.Eur, 2), (table.End, table.Currency, table.Count));
        Assert.Equal([new("ada", 2, 4, 26, Eur(40), Eur(50)), new RfmRow("bo", 0, 0, 1, Eur(10), Eur(0))], table);
        Assert.Equal(25m, table[0].MeanRepeatRevenue.Value);
        Assert.Null(table[1].MeanRepeatRevenue.Value);
        Assert.Contains("2 rows", Assert.Throws<ArgumentOutOfRangeException>(() => table[2]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[-1]);
    }

    [Fact]
    public void Totals_AreCopied()
    {
        string[] customers = ["ada"];
        RfmTotals[] totals = [Ada];
        var table = RfmTable.FromTotals<string>(End, Currency.Eur, customers, totals);

        (customers[0], totals[0]) = ("bo", Bo);

        Assert.Equal(new RfmRow("ada", 2, 4, 26, Eur(40), Eur(50)), table[0]);
    }

    [Fact]
    public void Rows_InAnotherOrder_AreTheSameTable()
    {
        var table = RfmTable.FromTotals(End, Currency.Eur, ["ada", "bo"], [Ada, Bo]);

        Assert.True(table == RfmTable.FromTotals(End, Currency.Eur, ["bo", "ada"], [Bo, Ada]));
        Assert.True(table != RfmTable.FromTotals(End, Currency.Eur, ["bo", "ada"], [Ada, Bo]));
        Assert.True(table != RfmTable.FromTotals(End, Currency.Eur, ["ada", "bo"], [Ada, Bo with { FirstRevenue = 0 }]));
        Assert.True(table != RfmTable.FromTotals(End, Currency.Eur, ["ada", "cy"], [Ada, Bo]));
    }

    [Fact]
    public void Keys_OfAnotherType_AreTheSameCustomers() =>
        Assert.True(RfmTable.FromTotals(End, Currency.Eur, [1, 2], [Ada, Bo]) == RfmTable.FromTotals(End, Currency.Eur, ["1", "2"], [Ada, Bo]));

    [Fact]
    public void Customers_MustHaveOneEach() =>
        Refused("There are totals of 1 customers, but 2 customers; expected one for each customer.", () => RfmTable.FromTotals(End, Currency.Eur, ["ada", "bo"], [Ada]));

    [Fact]
    public void ACustomer_OccursOnce() =>
        Refused("Customer ada is in rows 0 and 2; expected one row for each customer.", () => RfmTable.FromTotals(End, Currency.Eur, ["ada", "bo", "ada"], [Ada, Bo, Ada]));

    [Fact]
    public void ACustomer_IsNotBlank()
    {
        Refused("Row 1 has no customer;", () => RfmTable.FromTotals(End, Currency.Eur, ["ada", " "], [Ada, Bo]));
        Refused("Row 1 has no customer;", () => RfmTable.FromTotals(End, Currency.Eur, ["ada", null!], [Ada, Bo]));
        Refused("Row 0 has no customer;", () => RfmTable.FromTotals<CustomerId>(End, Currency.Eur, [default], [Ada]));
    }

    [Fact]
    public void Frequency_MustNotBeNegative() => RefusedBo(Bo with { Frequency = -1 }, "Frequency is -1; it must be 0 or more.");

    [Fact]
    public void Recency_MustNotBeNegative() => RefusedBo(Bo with { RecencyDays = -1 }, "RecencyDays is -1; it must be 0 or more.");

    [Fact]
    public void Age_MustNotBeNegative() => RefusedBo(Bo with { AgeDays = -1 }, "AgeDays is -1; it must be 0 or more.");

    [Fact]
    public void FirstRevenue_MustNotBeNegative() => RefusedBo(Bo with { FirstRevenue = -1 }, "FirstRevenue is -1; it must be 0 or more.");

    [Fact]
    public void RepeatRevenue_MustNotBeNegative() => RefusedBo(Bo with { RepeatRevenue = -1 }, "RepeatRevenue is -1; it must be 0 or more.");

    [Fact]
    public void TheLastPurchase_IsBeforeTheEnd() => RefusedBo(Ada with { AgeDays = 3 }, "RecencyDays is 4; it must be at most AgeDays, 3.");

    [Fact]
    public void EachRepeatPurchase_HasItsDay() => RefusedBo(Ada with { Frequency = 5 }, "Frequency is 5; it must be at most RecencyDays, 4:");

    [Fact]
    public void WithoutRepeatPurchases_TheLastIsTheFirst() => RefusedBo(Bo with { RecencyDays = 1 }, "RecencyDays is 1; without repeat purchases it must be 0.");

    [Fact]
    public void WithoutRepeatPurchases_ThereIsNoRepeatRevenue() => RefusedBo(Bo with { RepeatRevenue = 1 }, "RepeatRevenue is 1; without repeat purchases it must be 0.");

    [Fact]
    public void Parts_MergeWhenEndAndCurrencyAgree()
    {
        var ada = RfmTable.FromTotals(End, Currency.Eur, ["ada"], [Ada]);

        Assert.True(RfmTable.FromTotals(End, Currency.Eur, ["bo", "ada"], [Bo, Ada]) == ada.Merge(RfmTable.FromTotals(End, Currency.Eur, ["bo"], [Bo])));
        Assert.True(ada == RfmTable.FromTotals<string>(End, Currency.None, [], []).Merge(ada));
        Refused("currency: EUR here, USD in the other part", () => ada.Merge(RfmTable.FromTotals(End, Currency.Usd, ["bo"], [Bo])));
        Refused("end: ", () => ada.Merge(RfmTable.FromTotals(End.PlusDays(1), Currency.Eur, ["bo"], [Bo])));
    }

    [Fact]
    public void Parts_ShareNoCustomer()
    {
        var ada = RfmTable.FromTotals(End, Currency.Eur, ["ada"], [Ada]);
        var both = RfmTable.FromTotals(End, Currency.Eur, ["ada", "bo"], [Ada, Bo]);

        Refused("Customer ada is in both parts;", () => ada.Merge(both));
        Refused("Customer ada is in both parts;", () => both.Merge(ada));
    }

    [Fact]
    public void Customers_AreUnderTheCallersKeys()
    {
        // Customer 0 is a number without an order, customer 2 has none yet.
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [3, 2, 1, 3], [Utc("2026-01-05"), Utc("2026-02-05"), Utc("2026-01-06"), Utc("2026-01-07")], [100, 100, 100, 100]);
        RfmTable table = orders.Rfm(DateTimeZone.Utc, End);

        AssertKeys([1, 3], table);
        Assert.Contains("Int64", Assert.Throws<ArgumentException>(() => table.CopyCustomersTo<long>(new long[2])).Message, StringComparison.Ordinal);
        Assert.Contains("room for 1", Assert.Throws<ArgumentException>(() => table.CopyCustomersTo<int>(new int[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Customers_OfMergedParts_AreUnderTheCallersKeys()
    {
        RfmTable engine = OrderTimeline.FromColumns<int>(Currency.Eur, [3, 2, 1], [Utc("2026-01-05"), Utc("2026-02-05"), Utc("2026-01-06")], [100, 100, 100]).Rfm(DateTimeZone.Utc, End);
        var totals = RfmTable.FromTotals(End, Currency.Eur, [9, 7, 8], [Ada, Bo, Ada]);
        var none = RfmTable.FromTotals<string>(End, Currency.Eur, [], []);
        var texts = RfmTable.FromTotals(End, Currency.Eur, ["x"], [Ada]);

        AssertKeys([1, 3, 9, 7, 8], engine.Merge(none).Merge(totals));
        AssertKeys([9, 7, 8, 1, 3], none.Merge(totals.Merge(engine)));
        Assert.Throws<ArgumentException>(() => totals.Merge(texts).CopyCustomersTo<int>(new int[4]));
        Assert.Equal(["9", "7", "8", "x"], totals.Merge(texts).Select(row => row.Customer.Value));
    }

    private static void AssertKeys(int[] expected, RfmTable table)
    {
        int[] keys = new int[table.Count + 1];
        var ids = new CustomerId[table.Count];

        table.CopyCustomersTo<int>(keys);
        table.CopyCustomersTo<CustomerId>(ids);

        Assert.Equal([.. expected, 0], keys);
        Assert.Equal(table.Select(row => row.Customer), ids);
        Assert.Equal(expected.Select(key => $"{key}"), ids.Select(id => id.Value));
    }

    private static void RefusedBo(RfmTotals totals, string message) =>
        Refused($"Totals of customer bo in row 1: {message}", () => RfmTable.FromTotals(End, Currency.Eur, ["ada", "bo"], [Ada, totals]));

    private static void Refused(string message, Func<object> make) => Assert.Contains(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
}
