namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>What is noted of rows while they are partitioned by subscription: whether instants rise, and other customers than the first.</summary>
public sealed class RowFactsTests
{
    private const string Header = "subscription_id,customer_id,event,at,mrr\n";

    /// <summary>The rows of a are at one instant, those of b an instant apart; only equal instants can be of equal rows.</summary>
    [Fact]
    public void ARowAtTheInstantOfTheOneBefore_IsComparedWithIt()
    {
        SubscriptionImport import = CsvText.Subscriptions(Header + "b,bo,start,2026-01-01,5\na,ada,start,2026-01-01,5\nb,bo,upgrade,2026-01-02,6\na,ada,start,2026-01-01,5\n");

        Assert.True(import.IsValid, import.ToString());
        Assert.Equal([new CsvRepeatedRow(5, 3)], import.RepeatedRows);
        Assert.Equal((3, 1), (import.Rows.Used, import.Rows.Repeated));
    }

    /// <summary>The second and the third row of a are of other customers than its first; the subscription is left out whole, and b is not.</summary>
    [Fact]
    public void ARowOfAnotherCustomerThanTheFirst_IsAFinding()
    {
        SubscriptionImport import = CsvText.Subscriptions(Header + "a,ada,start,2026-01-01,5\nb,bo,start,2026-01-01,5\na,cy,upgrade,2026-01-02,6\na,dee,end,2026-01-03,\n");

        Assert.Equal(["lines 2, 4: MovedToAnotherCustomer: subscription a belongs to customer ada and to cy"], import.Findings.Select(finding => finding.ToString()));
        Assert.Equal(["bo"], import.History.Select(one => one.Customer.Value));
    }
}
