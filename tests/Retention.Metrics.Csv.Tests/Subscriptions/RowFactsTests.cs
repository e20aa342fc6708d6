using NodaTime.Text;

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

    /// <summary>Of rows that repeat others and of subscriptions with a refused row no facts are left, and what is noted of the facts behind them stays theirs.</summary>
    [Fact]
    public void RowsThatAreLeftOut_TakeNothingFromThoseBehindThem()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            "subscription_id,customer_id,event,at,mrr,recorded_at,event_id\n"
            + "a,ada,start,2026-01-01,5,2026-01-02,e1\n"
            + "b,bo,start,2026-01-01T00:00:00.123456789Z,7,2026-01-03,e2\n"
            + "a,ada,start,2026-01-01,5,2026-01-02,e1\n"
            + "c,cy,start,2026-02-30,5,2026-01-04,e3\n"
            + "c,cy,upgrade,2026-02-01,9,2026-01-05,e4\n"
            + "b,bo,upgrade,2026-02-01,8,2026-02-06,e5\n");

        Assert.Equal((3, 1, 2), (import.Rows.Used, import.Rows.Repeated, import.Rows.Refused));
        Assert.Equal(
            ["a e1 2026-01-01T00:00:00Z 2026-01-02T00:00:00Z", "b e2 2026-01-01T00:00:00.123456789Z 2026-01-03T00:00:00Z", "b e5 2026-02-01T00:00:00Z 2026-02-06T00:00:00Z"],
            import.History.Select(one => $"{one.Subscription} {one.EventId} {InstantPattern.ExtendedIso.Format(one.At)} {InstantPattern.ExtendedIso.Format(one.RecordedAt!.Value)}").Order(StringComparer.Ordinal));
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
