namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>A row without an id says its line, its column, its value and what is allowed.</summary>
public sealed class EmptyIdTests
{
    private const string Allowed = "it is empty; expected an id: a text that is not blank";

    private static readonly CsvImportOptions Euro = new() { Currency = Currency.Eur };

    [Theory]
    [InlineData("subscription_id,customer_id,start_date,end_date,mrr\ns1,ada,2026-01-01,,5\n,bo,2026-01-01,,5\n", "subscription_id", "")]
    [InlineData("subscription_id,customer_id,start_date,end_date,mrr\ns1,ada,2026-01-01,,5\ns2,\"  \",2026-01-01,,5\n", "customer_id", "  ")]
    [InlineData("subscription_id,customer_id,event,at,mrr\ns1,ada,started,2026-01-01,5\n,bo,started,2026-01-01,5\n", "subscription_id", "")]
    [InlineData("customer_id,at,mrr\nada,2026-01-01,5\n,2026-01-01,5\n", "customer_id", "")]
    public void ASubscriptionWithoutAnId_SaysWhatIsAllowed(string file, string column, string value) =>
        Assert.Equal(new CsvRefusal(3, column, value, Allowed), CsvText.Subscriptions(file, Euro).OnlyRefusal());

    [Fact]
    public void AnOrderWithoutACustomer_SaysWhatIsAllowed() =>
        Assert.Equal(new CsvRefusal(3, "customer_id", "", Allowed), CsvText.Orders("order_id,customer_id,ordered_at,amount\no1,ada,2026-01-01,5\no2,,2026-01-02,5\n", Euro).OnlyRefusal());
}
