using System.Globalization;
using System.Text;
using NodaTime;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

public sealed class EventFileTests
{
    private const string Header = "subscription_id,customer_id,event,at,mrr\n";

    [Theory]
    [InlineData("start")]
    [InlineData("Started")]
    [InlineData("NEW")]
    [InlineData("subscribed")]
    [InlineData("reactivate")]
    public void ManyWords_MeanAStart(string word) => Assert.IsType<SubscriptionEvent.Started>(After("", word)[0]);

    [Theory]
    [InlineData("upgrade", "PriceChanged")]
    [InlineData("downgrade", "PriceChanged")]
    [InlineData("change", "PriceChanged")]
    [InlineData("price_changed", "PriceChanged")]
    [InlineData("Price Changed", "PriceChanged")]
    [InlineData("pause", "Paused")]
    [InlineData("PaymentFailed", "PaymentFailed")]
    [InlineData("payment_failed", "PaymentFailed")]
    [InlineData("payment_recovered", "PaymentRecovered")]
    [InlineData("end", "Ended")]
    [InlineData("cancel", "Ended")]
    [InlineData("cancelled", "Ended")]
    [InlineData("Canceled", "Ended")]
    [InlineData("churn", "Ended")]
    public void ManyWords_MeanAnEventOfALiveSubscription(string word, string kind) =>
        Assert.Equal(kind, After("s1,ada,start,2025-01-01,50\n", word)[1].GetType().Name);

    [Fact]
    public void AnUpgrade_MayLowerThePrice() =>
        Assert.Equal(40m, CsvText.Subscriptions($"{Header}s1,ada,start,2025-01-01,50\ns1,ada,upgrade,2025-02-01,40\n").RequireValid().MrrAt(2025, 3, 1));

    [Fact]
    public void AnEvent_NobodyKnows_IsRefused_AndItsSubscriptionLeftOut()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,start,2025-01-01,50\ns1,ada,teleport,2025-02-01,40\ns2,bo,start,2025-01-01,50\n");

        Assert.Equal((3L, "event", "teleport"), (import.OnlyRefusal().Line, import.OnlyRefusal().Column, import.OnlyRefusal().Value));
        Assert.Equal(["s2"], import.History.Select(one => one.Subscription.Value));
        Assert.Equal(new CsvRowCounts(3, 1, 0, 0, 2), import.Rows);
    }

    [Fact]
    public void AnEvent_OfTheCallersOwn_IsMapped()
    {
        var options = new CsvImportOptions { Events = new Dictionary<string, EventKind>(StringComparer.Ordinal) { ["signed-up"] = EventKind.Started, ["cancel"] = EventKind.Paused } };
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,Signed Up,2025-01-01,50\ns1,ada,cancel,2025-02-01,\n", options).RequireValid();

        Assert.Equal(["Started", "Paused"], import.History.Select(one => one.GetType().Name));
    }

    [Fact]
    public void WithoutSubscriptionIds_ACustomerHasOneSubscription()
    {
        SubscriptionImport import = CsvText.Subscriptions("customer_id,event,at,mrr\nada,start,2025-01-01,50\nada,change,2025-02-01,60\nbo,start,2025-01-01,1\n").RequireValid();

        Assert.Equal(["ada", "ada", "bo"], import.History.Select(one => one.Subscription.Value));
    }

    [Fact]
    public void ATrial_APause_AndAReturn_AreRead()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,trial,2025-01-01,\ns1,ada,start,2025-01-15,50\ns1,ada,pause,2025-02-01,0\ns1,ada,resume,2025-03-01,50\ns1,ada,churn,2025-04-01,50\ns1,ada,reactivated,2025-05-01,70\n").RequireValid();

        Assert.Equal((0m, 50m, 0m, 50m, 0m, 70m), (import.MrrAt(2025, 1, 10), import.MrrAt(2025, 2, 1), import.MrrAt(2025, 2, 10), import.MrrAt(2025, 3, 10), import.MrrAt(2025, 4, 10), import.MrrAt(2025, 5, 10)));
        Assert.Equal(new CsvRowCounts(6, 6, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void AResumption_AtAnotherPrice_ChangesThePriceToo()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,start,2025-01-15,50\ns1,ada,pause,2025-02-01,\ns1,ada,resume,2025-03-01,30\n").RequireValid();

        Assert.Equal(30m, import.MrrAt(2025, 3, 10));
        Assert.Equal(new CsvRowCounts(3, 3, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void AResumption_BesideAChangeToTheSamePrice_IsNoRepetition()
    {
        string[] rows = ["s1,ada,start,2025-01-15,50", "s1,ada,pause,2025-02-01,", "s1,ada,change,2025-03-01,30", "s1,ada,resume,2025-03-01,30", "s1,ada,resume,2025-03-01,30"];
        SubscriptionImport import = CsvText.Subscriptions(Header + string.Join('\n', rows)).RequireValid();
        SubscriptionImport reversed = CsvText.Subscriptions(Header + string.Join('\n', rows.Reverse())).RequireValid();

        Assert.Equal(30m, import.MrrAt(2025, 3, 10));
        Assert.Equal(new CsvRowCounts(5, 4, 1, 0, 0), import.Rows);
        Assert.Equal(import.Rows, reversed.Rows);
        Assert.Equal(import.History, reversed.History);
    }

    [Fact]
    public void AScheduledCancellation_EndsTheSubscriptionWhenItTakesEffect()
    {
        const string WithEffect = "customer_id,event,at,mrr,effective_at,reason\nada,start,2025-01-01,50,,\nada,cancellation_scheduled,2025-02-01,,2025-03-01,voluntary\n";
        SubscriptionImport import = CsvText.Subscriptions(WithEffect).RequireValid();

        Assert.Equal((50m, 0m), (import.MrrAt(2025, 3, 1), import.MrrAt(2025, 3, 2)));
        Assert.Equal(ChurnReason.Voluntary, Assert.IsType<SubscriptionEvent.CancellationScheduled>(import.History[1]).Reason);
        Assert.Equal("effective_at", CsvText.Subscriptions(WithEffect.Replace("2025-03-01", "", StringComparison.Ordinal)).OnlyRefusal().Column);
        Assert.Equal("event", CsvText.Subscriptions($"{Header}s1,ada,start,2025-01-01,50\ns1,ada,cancellation_scheduled,2025-02-01,\n").OnlyRefusal().Column);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("upgrade")]
    [InlineData("reactivate")]
    public void AnEvent_ThatNeedsAPrice_IsRefusedWithoutOne(string word) =>
        Assert.Equal("mrr", CsvText.Subscriptions($"{Header}s1,ada,{word},2025-01-01,\n").OnlyRefusal().Column);

    [Fact]
    public void ImpossibleEvents_AreFindingsWithTheirLines()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s2,bo,cancel,2025-02-01,\ns1,ada,start,2025-01-01,50\ns1,ada,start,2025-02-01,60\n");

        Assert.Equal([(2L, FindingKind.EndedWhileNotLive), (4L, FindingKind.StartedWhileLive)], import.Findings.Select(finding => (finding.Lines[0], finding.Kind)));
        Assert.Equal(new CsvRowCounts(3, 0, 0, 0, 3), import.Rows);
    }

    [Fact]
    public void ARow_WithAnId_ThatComesAgain_IsRepeated()
    {
        SubscriptionImport bySubscription = CsvText.Subscriptions($"{Header}s1,ada,start,2025-01-01,50\ns1,ada,start,2025-01-01,50\n").RequireValid();
        SubscriptionImport byEvent = CsvText.Subscriptions("event_id,customer_id,event,at,mrr\ne1,ada,start,2025-01-01,50\ne1,ada,start,2025-01-01,50\n").RequireValid();

        Assert.Equal(new CsvRowCounts(2, 1, 1, 0, 0), bySubscription.Rows);
        Assert.Equal(new CsvRowCounts(2, 1, 1, 0, 0), byEvent.Rows);
    }

    [Fact]
    public void Rows_WithoutIds_AreNeverMerged_HoweverAlike() =>
        Assert.Equal(FindingKind.StartedWhileLive, Assert.Single(CsvText.Subscriptions("customer_id,event,at,mrr\nada,start,2025-01-01,50\nada,start,2025-01-01,50\n").Findings).Kind);

    [Fact]
    public void AnEventId_WithTwoContents_IsAFinding_UnlessOneIsRecordedLater()
    {
        const string Rows = "event_id,customer_id,event,at,mrr,recorded_at\ne1,ada,start,2025-01-01,50,2025-01-01\ne1,ada,start,2025-01-01,60,2025-01-02\n";
        SubscriptionImport corrected = CsvText.Subscriptions(Rows).RequireValid();
        SubscriptionImport contrary = CsvText.Subscriptions(Rows.Replace(",2025-01-02", ",2025-01-01", StringComparison.Ordinal));

        Assert.Equal(60m, corrected.MrrAt(2025, 2, 1));
        Assert.Equal(new CsvRowCounts(2, 1, 0, 1, 0), corrected.Rows);
        Assert.Equal(FindingKind.ConflictingDuplicate, Assert.Single(contrary.Findings).Kind);
        Assert.Equal([2L, 3L], contrary.Findings[0].Lines);
        Assert.Equal(new CsvRowCounts(2, 0, 0, 0, 2), contrary.Rows);
    }

    [Fact]
    public void AnEventIdOfSpaces_IsNone_AndOneOfOtherWhiteSpace_IsRefused()
    {
        const string Rows = "event_id,customer_id,event,at,mrr\n{0},ada,start,2025-01-01,50\n{0},ada,change,2025-02-01,70\n";
        foreach (string none in new[] { "", "  ", "\"  \"" })
        {
            SubscriptionImport import = CsvText.Subscriptions(Rows.Replace("{0}", none, StringComparison.Ordinal)).RequireValid();

            Assert.Equal(2, import.Rows.Used);
            Assert.All(import.History, one => Assert.Null(one.EventId));
        }

        Assert.All(CsvText.Subscriptions(Rows.Replace("{0}", "\u00A0", StringComparison.Ordinal)).Refusals, refusal => Assert.Equal("event_id", refusal.Column));
    }

    [Fact]
    public void AnEventId_ThatReadsAsThatOfAPrice_IsAnotherEvent()
    {
        const string Rows = "event_id,customer_id,event,at,mrr\ne0,ada,start,2025-01-01,50\ne9,ada,pause,2025-02-01,\ne1,ada,resume,2025-03-01,30\n{0},ada,change,2025-04-01,70\n";
        foreach (string id in new[] { "e1 price", "e1\u001Fprice", "e1\u001F\u001Fprice" })
        {
            SubscriptionImport import = CsvText.Subscriptions(Rows.Replace("{0}", id, StringComparison.Ordinal)).RequireValid();

            Assert.Equal((30m, 70m), (import.MrrAt(2025, 3, 10), import.MrrAt(2025, 4, 10)));
            Assert.Equal(new CsvRowCounts(4, 4, 0, 0, 0), import.Rows);
            Assert.Equal(5, import.History.Select(one => one.EventId).Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void AResumption_RecordedAgain_TakesThePriceOfTheEarlierWithIt()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            "event_id,customer_id,event,at,mrr,recorded_at\ne0,ada,start,2025-01-01,50,\ne9,ada,pause,2025-02-01,,\ne1,ada,resume,2025-03-01,30,2025-03-01\ne1,ada,resume,2025-03-05,40,2025-03-06\n").RequireValid();

        Assert.Equal((0m, 40m), (import.MrrAt(2025, 3, 3), import.MrrAt(2025, 3, 10)));
        Assert.Equal(new CsvRowCounts(4, 3, 0, 1, 0), import.Rows);
    }

    private static SubscriptionHistory After(string before, string word) =>
        CsvText.Subscriptions($"{Header}{before}s1,ada,{word},2025-02-01,60\n").RequireValid().History;

    /// <summary>Numbers at which comparing each row with each would take minutes.</summary>
    [Fact]
    [Trait("Kind", "Numbers")]
    public void ManyRowsOfOneSubscriptionAtOneInstant_WithIdsApart_AreEachUsed()
    {
        const int many = 100_000;
        var text = new StringBuilder("subscription_id,customer_id,event,at,mrr,event_id\ns1,ada,start,2025-01-01,50,e\n");
        for (int i = 0; i < many; i++)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"s1,ada,payment_failed,2025-02-01,,e{i}\n");
        }

        Assert.Equal(new CsvRowCounts(many + 1, many + 1, 0, 0, 0), CsvText.Subscriptions(text.ToString()).RequireValid().Rows);
    }

    [Fact]
    public void AnEndSecondsAfterTheScheduledOne_ConfirmsIt()
    {
        SubscriptionImport import = CsvImport.Subscriptions(SharedData.Path("cases", "c36b.csv"), new CsvImportOptions { Currency = Currency.Eur }).RequireValid();
        RollForwardRow april = RevenueTimeline.FromHistory(import.History).RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 4, 1)))[0];

        Assert.Equal(new CsvRowCounts(4, 4, 0, 0, 0), import.Rows);
        Assert.Equal((60m, 30m, 30m), (april.OpeningMrr.Monthly.Amount, april.ChurnMrr.Monthly.Amount, april.ClosingMrr.Monthly.Amount));
    }
}
