using System.Text;
using NodaTime;
using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Events;

/// <summary>What the events of webhooks say, in any order and more than once.</summary>
public sealed class EventTests
{
    private const string Created = "customer.subscription.created", Updated = "customer.subscription.updated", Deleted = "customer.subscription.deleted";

    private static readonly string One = Subscription(Item(Price())), Three = Subscription(Item(Price(), quantity: 3));

    [Fact]
    public void AChange_CountsWhenItsEventWasCreated()
    {
        StripeSubscriptionImport import = Events(Event("evt_1", Created, "2026-01-05T09:12", One), Event("evt_2", Updated, "2026-02-10T10:00", Three, Quantity(1)));

        Assert.Equal((20m, 60m), (import.MrrAt("2026-02-10T10:00"), import.MrrAt("2026-02-10T10:01")));
        SubscriptionEvent change = import.History.OfType<SubscriptionEvent.PriceChanged>().Single();
        Assert.Equal(("evt_2", Utc("2026-02-10T10:00")), (change.EventId, change.RecordedAt));
        Assert.Empty(import.Notes);
    }

    [Fact]
    public void TwiceAndOutOfOrder_IsHarmless()
    {
        string[] events =
        [
            Event("evt_1", Created, "2026-01-05T09:12", One),
            Event("evt_2", Updated, "2026-02-10T10:00", Three, Quantity(1)),
            Event("evt_3", Deleted, "2026-03-05T09:12", Ended(Three, "2026-03-05T09:12")),
        ];
        StripeSubscriptionImport straight = Events(events), shuffled = Events(events[2], events[1], events[0], events[1], events[2]);

        Assert.Equal(straight.History, shuffled.History);
        Assert.Equal((3L, 2L), (shuffled.Objects.Used, shuffled.Objects.Repeated));
        Assert.Equal((60m, 0m), (shuffled.MrrAt("2026-03-05"), shuffled.MrrAt("2026-03-06")));
    }

    [Fact]
    public void TheFirstPayment_MakesASubscription()
    {
        StripeSubscriptionImport import = Events(
            Event("evt_1", Created, "2026-01-05T09:12", Status(One, "incomplete")),
            Event("evt_2", Updated, "2026-01-05T09:12", One, "{\"status\":\"incomplete\"}"));

        Assert.Equal((20m, 2L), (import.MrrAt("2026-02-01"), import.Objects.Used));
    }

    [Fact]
    public void EventsOfOneSecond_AreOrderedByTheStateThatTheyFollow()
    {
        string two = Subscription(Item(Price(), quantity: 2));
        string created = Event("evt_z", Created, "2026-01-05T09:12", One), first = Event("evt_y", Updated, "2026-02-10T10:00", two, Quantity(1)), second = Event("evt_x", Updated, "2026-02-10T10:00", Three, Quantity(2));

        foreach (StripeSubscriptionImport import in new[] { Events(created, first, second), Events(second, first, created) })
        {
            Assert.Equal((20m, 60m), (import.MrrAt("2026-02-10"), import.MrrAt("2026-02-11")));
            Assert.Empty(import.Notes);
        }
    }

    [Fact]
    public void AMissingEvent_IsNoted()
    {
        StripeSubscriptionImport import = Events(Event("evt_1", Created, "2026-01-05T09:12", One), Event("evt_3", Updated, "2026-02-10T10:00", Three, Quantity(2)));

        Assert.Equal(["sub_1"], import.NotedAs(StripeNoteKind.EventsMissing));
    }

    [Fact]
    public void AnEventWithoutItsPredecessors_SaysWhatThePriceWasBefore()
    {
        StripeSubscriptionImport import = Events(Event("evt_2", Updated, "2026-02-10T10:00", Three, Quantity(1)));

        Assert.Equal((20m, 60m), (import.MrrAt("2026-02-10"), import.MrrAt("2026-02-11")));
    }

    [Fact]
    public void ItemsAddedRemovedAndMoved_AreChangesOfOneSubscription()
    {
        string both = Subscription($"{Item(Price())},{Item(Price("price_2", "4000"), id: "si_2")}"), moved = Subscription(Item(Price("price_3", "9900"), id: "si_2"));

        StripeSubscriptionImport import = Events(Event("evt_1", Created, "2026-01-05T09:12", One), Event("evt_2", Updated, "2026-02-10", both), Event("evt_3", Updated, "2026-03-10", moved));

        Assert.Equal((20m, 60m, 99m), (import.MrrAt("2026-02-01"), import.MrrAt("2026-03-01"), import.MrrAt("2026-04-01")));
        RollForwardRow march = March(import);
        Assert.Equal((39m, 0m, 0m), (march.ExpansionMrr.Monthly.Amount, march.ChurnMrr.Monthly.Amount, march.NewMrr.Monthly.Amount));
    }

    [Fact]
    public void AMoveToAYearlyPrice_IsAChange_AndAYearlyItemBesideIt_APart()
    {
        string yearly = Subscription(Item(Price("price_y", "12000", "year"))), both = Subscription($"{Item(Price())},{Item(Price("price_y", "12000", "year"), id: "si_2")}");

        StripeSubscriptionImport import = Events(
            Event("evt_1", Created, "2026-01-05T09:12", yearly), Event("evt_2", Updated, "2026-02-10", both), Event("evt_3", Updated, "2026-03-10", yearly), Event("evt_4", Deleted, "2026-04-10", Ended(yearly, "2026-04-10")));

        Assert.Equal((10m, 30m, 10m, 0m), (import.MrrAt("2026-02-01"), import.MrrAt("2026-03-01"), import.MrrAt("2026-04-01"), import.MrrAt("2026-05-01")));
        Assert.Equal((20m, 0m), (March(import).ContractionMrr.Monthly.Amount, March(import).ChurnMrr.Monthly.Amount));
    }

    [Fact]
    public void PastDue_IsAFailedPayment_Unpaid_AnEnd_AndAPaymentAfterThat_AReturn()
    {
        StripeSubscriptionImport import = Events(
            Event("evt_1", Created, "2026-01-05T09:12", One),
            Event("evt_2", Updated, "2026-02-05T10:00", Status(One, "past_due"), "{\"status\":\"active\"}"),
            Event("evt_3", Updated, "2026-02-26T10:00", Status(One, "unpaid"), "{\"status\":\"past_due\"}"),
            Event("evt_4", Updated, "2026-04-02T10:00", One, "{\"status\":\"unpaid\"}"));

        Assert.Equal((20m, 0m, 20m), (import.MrrAt("2026-02-26"), import.MrrAt("2026-03-01"), import.MrrAt("2026-05-01")));
        Assert.Equal(Utc("2026-02-05T10:00"), import.History.OfType<SubscriptionEvent.PaymentFailed>().Single().At);
        Assert.Equal(ChurnReason.Involuntary, import.History.OfType<SubscriptionEvent.Ended>().Single().Reason);
    }

    [Fact]
    public void AnExtendedTrial_PaysFromItsNewEnd()
    {
        string Trial(string end, string status) => Subscription(Item(Price()), status: status, more: $",\"trial_start\":{Number("2026-01-05T09:12")},\"trial_end\":{Number(end)}");

        StripeSubscriptionImport import = Events(
            Event("evt_1", Created, "2026-01-05T09:12", Trial("2026-01-19T09:12", "trialing")),
            Event("evt_2", Updated, "2026-01-18T10:00", Trial("2026-02-02T09:12", "trialing"), $"{{\"trial_end\":{Number("2026-01-19T09:12")}}}"),
            Event("evt_3", Updated, "2026-02-02T09:15", Trial("2026-02-02T09:12", "active"), "{\"status\":\"trialing\"}"));

        Assert.Equal((0m, 20m), (import.MrrAt("2026-02-02T09:12"), import.MrrAt("2026-02-02T09:13")));
        Assert.Empty(import.Notes);
    }

    [Fact]
    public void ACancellation_CanBeRevoked()
    {
        string scheduled = One.Replace("\"items\"", $"\"cancel_at\":{Number("2026-04-05T09:12")},\"canceled_at\":{Number("2026-02-10T10:00")},\"items\"", StringComparison.Ordinal);
        string first = Event("evt_1", Created, "2026-01-05T09:12", One), asked = Event("evt_2", Updated, "2026-02-10T10:00", scheduled, "{\"cancel_at\":null,\"canceled_at\":null}");

        Assert.Equal((20m, 0m), (Events(first, asked).MrrAt("2026-04-05"), Events(first, asked).MrrAt("2026-04-06")));
        StripeSubscriptionImport revoked = Events(first, asked, Event("evt_3", Updated, "2026-03-01", One, $"{{\"cancel_at\":{Number("2026-04-05T09:12")},\"canceled_at\":{Number("2026-02-10T10:00")}}}"));
        Assert.Equal(20m, revoked.MrrAt("2026-05-01"));
        Assert.Empty(revoked.Notes);
    }

    [Fact]
    public void APause_AndItsEnd()
    {
        StripeSubscriptionImport import = Events(
            Event("evt_1", Created, "2026-01-05T09:12", One),
            Event("evt_2", "customer.subscription.paused", "2026-02-10", Status(One, "paused")),
            Event("evt_3", "customer.subscription.resumed", "2026-04-10", One));

        Assert.Equal((0m, 20m), (import.MrrAt("2026-03-01"), import.MrrAt("2026-05-01")));
    }

    [Fact]
    public void ACouponForOneInvoice_StaysForItsInterval_ThoughTheInvoiceTakesItOff()
    {
        string with = Subscription(Item(Price()), more: $",\"discounts\":[{Discount(Coupon(duration: "once"), start: "2026-01-05T09:12")}]");

        StripeSubscriptionImport import = Events(Event("evt_1", Created, "2026-01-05T09:12", with), Event("evt_2", Updated, "2026-01-05T09:13", One));

        Assert.Equal((10m, 20m), (import.MrrAt("2026-02-05"), import.MrrAt("2026-02-06")));
    }

    [Fact]
    public void ADiscountById_IsThatOfItsOwnEvent()
    {
        string with = Subscription(Item(Price()), more: ",\"discounts\":[\"di_1\"]");
        string discount = Discount(Coupon()).Replace("\"start\"", "\"subscription\":\"sub_1\",\"start\"", StringComparison.Ordinal);

        StripeSubscriptionImport import = Events(Event("evt_1", Created, "2026-01-05T09:12", One), Event("evt_2", Updated, "2026-02-10", with), Event("evt_3", "customer.discount.created", "2026-02-10", discount));

        Assert.Equal((20m, 10m), (import.MrrAt("2026-02-10"), import.MrrAt("2026-02-11")));
        Assert.Equal(3, import.Objects.Used);
    }

    [Fact]
    public void ADiscountOfACustomer_EndsWithItsDeletion()
    {
        string discount = Discount(Coupon(), start: "2026-01-05T09:12").Replace("\"start\"", "\"customer\":\"cus_ada\",\"start\"", StringComparison.Ordinal);

        StripeSubscriptionImport import = Events(
            Event("evt_1", Created, "2026-01-05T09:12", One), Event("evt_2", "customer.discount.created", "2026-01-05T09:12", discount), Event("evt_3", "customer.discount.deleted", "2026-03-01", discount));

        Assert.Equal((10m, 20m), (import.MrrAt("2026-03-01"), import.MrrAt("2026-03-02")));
        Assert.Equal((2L, 1L), (import.Objects.Used, import.Objects.Superseded));
    }

    [Fact]
    public void AnObjectBesideItsEvents_IsSuperseded_UnlessItEnded()
    {
        string[] events = [Event("evt_1", Created, "2026-01-05T09:12", One), Event("evt_2", Updated, "2026-02-10", Three, Quantity(1))];

        StripeSubscriptionImport live = Events([.. events, Three]), ended = Events([.. events, Ended(Three, "2026-03-05")]);
        Assert.Equal((60m, 1L), (live.MrrAt("2026-06-01"), live.Objects.Superseded));
        Assert.Equal((0m, 3L), (ended.MrrAt("2026-06-01"), ended.Objects.Used));
    }

    [Fact]
    public async Task EventsOfAnAsynchronousSequence_AreRead()
    {
        StripeSubscriptionImport import = await StripeImport.EventsAsync(Deliveries(), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(60m, import.MrrAt("2026-06-01"));

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Deliveries()
        {
            foreach (string one in new[] { Event("evt_1", Created, "2026-01-05T09:12", One), Event("evt_2", Updated, "2026-02-10", Three) })
            {
                await Task.Yield();
                yield return Encoding.UTF8.GetBytes(one);
            }
        }
    }

    [Fact]
    public void AReader_IsEmptyAgain_AfterItsHistoryWasMade()
    {
        var reader = new StripeEventReader();
        reader.Add(Event("evt_1", Created, "2026-01-05T09:12", One));

        Assert.NotEmpty(reader.Complete().History);
        Assert.Equal((0, 0L), (reader.Complete().History.Count, reader.Complete().Objects.Read));
    }

    private static RollForwardRow March(StripeSubscriptionImport import) =>
        RevenueTimeline.FromHistory(import.RequireValid().History).RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 3)).To(new YearMonth(2026, 3)))[0];

    private static StripeSubscriptionImport Events(params string[] events)
    {
        var reader = new StripeEventReader();
        foreach (string one in events)
        {
            reader.Add(one);
        }

        StripeSubscriptionImport import = reader.Complete();
        import.AddsUp();
        return import;
    }

    private static string Quantity(long before) => $"{{\"items\":{{\"data\":[{Item(Price(), before)}]}}}}";

    private static string Status(string subscription, string status) => subscription.Replace("\"active\"", $"\"{status}\"", StringComparison.Ordinal);

    private static string Ended(string subscription, string at) => Status(subscription, "canceled").Replace("\"items\"", $"\"ended_at\":{Number(at)},\"items\"", StringComparison.Ordinal);
}
