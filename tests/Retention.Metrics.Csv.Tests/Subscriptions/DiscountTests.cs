namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>A discount of a price, in columns of its own.</summary>
public sealed class DiscountTests
{
    private const string Header = "customer_id,start_date,end_date,amount,interval,currency,percent_off,amount_off,discount_ends_at";

    [Fact]
    public void PercentAndAmountOff_UntilAnInstantOrForEver()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}\nada,2026-01-01,,100,month,EUR,25,,\nbo,2026-01-01,,120,year,EUR,,12,2026-03-01\ncy,2026-01-01,,10,month,EUR,,,\n").RequireValid();

        Assert.Equal(75m + 9m + 10m, import.MrrAt(2026, 3, 1));
        Assert.Equal(75m + 10m + 10m, import.MrrAt(2026, 3, 2));
    }

    [Fact]
    public void AnEvent_HasADiscountToo()
    {
        SubscriptionImport import = CsvText.Subscriptions("customer_id,event,at,amount,interval,percent_off\nada,start,2026-01-01,100,month,50\nada,change,2026-02-01,100,month,\n").RequireValid();

        Assert.Equal((50m, 100m), (import.MrrAt(2026, 1, 2), import.MrrAt(2026, 2, 2)));
    }

    [Fact]
    public void MinorUnits_AreThoseOfTheAmountOff()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}\nada,2026-01-01,,10000,month,EUR,,2500,\nbo,2026-01-01,,10000,month,EUR,12.5,,\n", new CsvImportOptions { MinorUnits = true }).RequireValid();

        Assert.Equal(75m + 87.5m, import.MrrAt(2026, 1, 2));
    }

    [Theory]
    [InlineData("101,,", "percent_off")]
    [InlineData("-1,,", "percent_off")]
    [InlineData("25%,,", "percent_off")]
    [InlineData("5,5,", "amount_off")]
    [InlineData(",five,", "amount_off")]
    [InlineData("5,,soon", "discount_ends_at")]
    public void ADiscountThatCannotBe_IsRefused(string cells, string column) =>
        Assert.Equal(column, CsvText.Subscriptions($"{Header}\nada,2026-01-01,,100,month,EUR,{cells}\n").OnlyRefusal().Column);

    [Fact]
    public void AnAmountOffBelowZero_IsAFinding() =>
        Assert.Equal(FindingKind.NegativePrice, Assert.Single(CsvText.Subscriptions($"{Header}\nada,2026-01-01,,100,month,EUR,,-5,\n").Findings).Kind);

    [Fact]
    public void BesideAMonthlyAmount_ADiscountIsReadWhereItIsMapped()
    {
        const string Text = "customer_id,start_date,end_date,mrr,percent_off\nada,2026-01-01,,100,25\n";

        Assert.Contains("percent_off", Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(Text)).Message, StringComparison.Ordinal);
        Assert.Equal(75m, CsvText.Subscriptions(Text, Mapping("percent_off", "percent_off")).MrrAt(2026, 1, 2));
        Assert.Equal(100m, CsvText.Subscriptions(Text, Mapping("discount", "")).MrrAt(2026, 1, 2));
    }

    [Fact]
    public void AColumnOfAnotherName_IsMapped() =>
        Assert.Equal(75m, CsvText.Subscriptions("customer_id,start_date,end_date,amount,interval,Coupon Percent\nada,2026-01-01,,100,month,25\n", Mapping("percent_off", "Coupon Percent")).MrrAt(2026, 1, 2));

    private static CsvImportOptions Mapping(string ours, string theirs) => new() { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { [ours] = theirs } };
}
