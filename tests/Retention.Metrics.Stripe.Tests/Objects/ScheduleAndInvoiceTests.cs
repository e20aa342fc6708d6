using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Objects;

/// <summary>What schedules say of the time to come and before, and invoices of the time before.</summary>
public sealed class ScheduleAndInvoiceTests
{
    private static readonly string Today = Subscription(Item(Price()));

    [Fact]
    public void PhasesToCome_AreChangesToCome()
    {
        StripeSubscriptionImport import = Lines(Today, Schedule("release", Phase("2026-01-05T09:12", "2026-04-01", "price_1"), Phase("2026-04-01", "2027-04-01", "price_2", 2)), Price("price_2", "3000"));

        Assert.Equal((20m, 60m), (import.MrrAt("2026-04-01"), import.MrrAt("2026-04-02")));
        Assert.Equal((3L, 60m), (import.Objects.Used, import.MrrAt("2027-06-01")));
        import.AddsUp();
    }

    [Fact]
    public void AScheduleThatEndsTheSubscription_EndsItWithItsLastPhase()
    {
        StripeSubscriptionImport import = Lines(Today, Schedule("cancel", Phase("2026-01-05T09:12", "2026-04-01", "price_1")));

        Assert.Equal((20m, 0m), (import.MrrAt("2026-04-01"), import.MrrAt("2026-04-02")));
    }

    [Fact]
    public void PhasesThatHavePassed_SayWhatItCostBefore()
    {
        string schedule = Schedule("release", Phase("2026-01-05T09:12", "2026-03-01", "price_0"), Phase("2026-03-01", "2027-01-01", "price_1")).Replace("\"current_phase\":{\"start_date\":1767604320}", $"\"current_phase\":{{\"start_date\":{Number("2026-03-01")}}}", StringComparison.Ordinal);

        StripeSubscriptionImport import = Lines(Today, schedule, Price("price_0", "1000"));

        Assert.Equal((10m, 20m), (import.MrrAt("2026-03-01"), import.MrrAt("2026-03-02")));
        Assert.Null(import.NotedAs(StripeNoteKind.TodaysPriceAlone));
    }

    [Fact]
    public void APhaseWithAPriceThatNothingStates_RefusesTheSchedule_NotTheSubscription()
    {
        StripeSubscriptionImport import = Lines(Today, Schedule("release", Phase("2026-01-05T09:12", "2026-04-01", "price_1"), Phase("2026-04-01", "2027-04-01", "price_2")));

        Assert.Contains("a price of a phase is not stated", import.OnlyRefusal().Reason, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (import.Objects.Used, import.Objects.Refused));
    }

    [Fact]
    public void AnAmountOffAPhase_IsInTheCurrencyOfTheSubscription()
    {
        string Later(string coupon) => Schedule("release", Phase("2026-01-05T09:12", "2026-04-01", "price_1"), Phase("2026-04-01", "2027-04-01", "price_1").Replace("\"items\"", $"\"discounts\":[{{\"coupon\":{coupon}}}],\"items\"", StringComparison.Ordinal));
        string euros = Coupon("FIVE", "\"amount_off\":500,\"currency\":\"eur\""), both = Coupon("FIVE", "\"amount_off\":500,\"currency\":\"eur\"", more: ",\"currency_options\":{\"usd\":{\"amount_off\":600} }");

        Assert.Equal((20m, 14m), (Lines(Today, Later(both)).MrrAt("2026-04-01"), Lines(Today, Later(both)).MrrAt("2026-04-02")));
        StripeSubscriptionImport refused = Lines(Today, Later(euros));
        StripeRefusal refusal = refused.OnlyRefusal();
        Assert.Equal((2L, "$.phases[1].discounts[0]", "FIVE in EUR"), (refusal.Document, refusal.Path, refusal.Value));
        Assert.Equal((1L, 1L), (refused.Objects.Used, refused.Objects.Refused));
    }

    [Fact]
    public void AScheduleWithoutASubscription_IsLeftOut() =>
        Assert.Equal(1, Lines(Today, Schedule("release", Phase("2026-06-05", "2027-04-01", "price_1")).Replace("\"sub_1\"", "null", StringComparison.Ordinal)).LeftOutBy(StripeRule.ScheduleWithoutSubscription));

    [Fact]
    public void Invoices_SayWhatItCostBefore()
    {
        StripeSubscriptionImport import = Lines(
            Subscription(Item(Price(more: $",\"created\":{Number("2026-03-01")}"))),
            Invoice("in_1", Line("2026-01-05T09:12", "2026-02-05T09:12", 1500)),
            Invoice("in_2", Line("2026-02-05T09:12", "2026-03-05T09:12", 1500, ",\"discount_amounts\":[{\"amount\":500,\"discount\":\"di_1\"}]")),
            Invoice("in_3", Line("2026-03-05T09:12", "2026-04-05T09:12", 2000)));

        Assert.Equal((15m, 10m, 20m), (import.MrrAt("2026-02-05"), import.MrrAt("2026-03-05"), import.MrrAt("2026-03-06")));
        Assert.Equal((20m, 4L), (import.MrrAt("2026-06-01"), import.Objects.Used));
        Assert.Empty(import.Notes);
    }

    [Fact]
    public void AProration_DatesTheChangeSinceTheLastInvoice()
    {
        StripeSubscriptionImport import = Lines(
            Subscription(Item(Price(), quantity: 2)),
            Invoice("in_1", Line("2026-01-05T09:12", "2026-02-05T09:12", 2000)),
            Invoice("in_2", $"{Line("2026-01-20", "2026-02-05T09:12", -1100, ",\"proration\":true")},{Line("2026-01-20", "2026-02-05T09:12", 2200, ",\"proration\":true")}"));

        Assert.Equal((20m, 40m), (import.MrrAt("2026-01-20"), import.MrrAt("2026-01-21")));
    }

    [Fact]
    public void DraftsAndVoidedInvoices_AreLeftOut_AndOneWithMissingLines_Refused()
    {
        string draft = Invoice("in_1", Line("2026-01-05T09:12", "2026-02-05T09:12", 1500)).Replace("\"paid\"", "\"draft\"", StringComparison.Ordinal), partial = Invoice("in_2", Line("2026-01-05T09:12", "2026-02-05T09:12", 1500)).Replace("\"has_more\":false", "\"has_more\":true", StringComparison.Ordinal);

        Assert.Equal((1L, 20m), (Lines(Today, draft).LeftOutBy(StripeRule.NotFinalInvoice), Lines(Today, draft).MrrAt("2026-02-01")));
        Assert.Equal("$.lines.has_more", Lines(Today, partial).OnlyRefusal().Path);
    }

    [Fact]
    public void LinesOfNewerVersions_NameTheirSubscriptionInTheParent()
    {
        string line = $"{{\"id\":\"il_1\",\"object\":\"line_item\",\"amount\":1100,\"currency\":\"usd\",\"period\":{{\"start\":{Number("2026-01-05T09:12")},\"end\":{Number("2026-02-05T09:12")}}},\"taxes\":[{{\"amount\":100,\"tax_behavior\":\"inclusive\"}}],\"parent\":{{\"type\":\"subscription_item_details\",\"subscription_item_details\":{{\"subscription\":\"sub_1\",\"subscription_item\":\"si_1\",\"proration\":false}}}}}}";

        Assert.Equal(10m, Lines(Today, Invoice("in_1", line)).MrrAt("2026-02-01"));
    }

    private static string Phase(string start, string end, string price, long quantity = 1) =>
        $"{{\"start_date\":{Number(start)},\"end_date\":{Number(end)},\"items\":[{{\"price\":\"{price}\",\"quantity\":{quantity}}}]}}";

    private static string Schedule(string end, params string[] phases) =>
        $"{{\"id\":\"sub_sched_1\",\"object\":\"subscription_schedule\",\"subscription\":\"sub_1\",\"customer\":\"cus_ada\",\"status\":\"active\",\"created\":{Number("2026-01-05T09:12")},\"current_phase\":{{\"start_date\":{Number("2026-01-05T09:12")}}},\"end_behavior\":\"{end}\",\"phases\":[{string.Join(',', phases)}]}}";

    private static string Line(string start, string end, long amount, string more = "") =>
        $"{{\"id\":\"il_1\",\"object\":\"line_item\",\"type\":\"subscription\",\"amount\":{amount},\"currency\":\"usd\",\"subscription\":\"sub_1\",\"period\":{{\"start\":{Number(start)},\"end\":{Number(end)}}}{more}}}";

    private static string Invoice(string id, string lines) =>
        $"{{\"id\":\"{id}\",\"object\":\"invoice\",\"customer\":\"cus_ada\",\"status\":\"paid\",\"lines\":{{\"object\":\"list\",\"data\":[{lines}],\"has_more\":false}}}}";
}
