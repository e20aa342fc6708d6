using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Json;

/// <summary>What an application or another engine hands over comes back from JSON as it was: rows of revenue, lines of invoices, totals, assumptions.</summary>
public sealed class FactJsonLaws
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DictionaryKeyPolicy = JsonNamingPolicy.CamelCase };

    private static readonly Gen<Instant> AnyInstant = Any.SubscriptionEvent.Generator.Select(one => one.At);

    private static readonly Gen<CustomerId> AnyCustomer = Any.Customer.Generator.Select(customer => customer.Id);

    private static readonly Gen<Int128> AnyMillionths =
        from high in Gen.Choose(int.MinValue, int.MaxValue) from low in Gen.Choose(0, int.MaxValue) from shift in Gen.Choose(0, 95) select unchecked((((Int128)high << 96) | (uint)low) >> shift);

    private static readonly Gen<long> AnyCount = Gen.OneOf(Gen.Choose(0, 1000).Select(count => (long)count), Gen.Constant(long.MaxValue));

    private static readonly Gen<decimal> AnyShare = Gen.Choose(0, 1000).Select(thousandths => thousandths / 1000m);

    private static readonly Gen<LocalDate> AnyDay = AnyInstant.Select(instant => instant.InUtc().Date);

    [Fact]
    public void Lines_ComeBack() => ComesBack(
        from customer in AnyCustomer
        from start in AnyInstant
        from amount in Any.Money.Generator
        from kind in Gen.Elements(Enum.GetValues<InvoiceLineKind>())
        from interval in Any.BillingInterval.Generator
        from flags in Gen.Choose(0, 7)
        select new InvoiceLine(customer, "s-1", start, start + Duration.FromDays(30), amount)
        {
            Kind = kind,
            IsProration = (flags & 1) != 0,
            LineId = (flags & 2) != 0 ? "li_1" : null,
            Product = (flags & 4) != 0 ? "pro" : null,
            Interval = flags > 3 ? interval : null,
        });

    [Fact]
    public void Responses_ComeBack() => ComesBack(
        from customer in AnyCustomer
        from at in AnyInstant
        from score in Gen.Choose(-1, 100)
        from flags in Gen.Choose(0, 3)
        select new SurveyResponse(customer, at, "relationship", score) { Touchpoint = (flags & 1) != 0 ? "support" : null, Comment = (flags & 2) != 0 ? "slow, \"but\" kind" : null });

    [Fact]
    public void RowsOfRevenue_ComeBack()
    {
        Gen<RecurringRevenue> revenue = from millionths in AnyMillionths from currency in Any.Currency.Generator select new RecurringRevenue(millionths, currency);
        ComesBack(from customer in AnyCustomer from at in AnyInstant from one in revenue select new RevenueLevel(customer, "s-1", at, one));
        ComesBack(
            from customer in AnyCustomer
            from start in AnyInstant
            from goesOn in Gen.Elements(false, true)
            from one in revenue
            select new RevenueInterval(customer, start, goesOn ? null : start + Duration.FromDays(3), one));
        ComesBack(from customer in AnyCustomer from day in AnyDay from amount in Any.Money.Generator select new StatedMrr(customer, day.ToYearMonth(), amount));
        ComesBack(from day in AnyDay from a in Any.Currency.Generator from b in Any.Currency.Generator from rate in AnyShare select new DatedExchangeRate(day, a, b, rate / 3m));
    }

    [Fact]
    public void Totals_ComeBack()
    {
        ComesBack(
            from one in AnyMillionths
            from other in AnyMillionths
            from count in AnyCount
            select new RollForwardTotals { OpeningMrr = one, NewMrr = other, ReactivationMrr = one, ExpansionMrr = other, ContractionMrr = one, ChurnMrr = other, FxMrr = one, ClosingMrr = other, LostMrr = one, GainedMrr = other, OpeningCustomers = count, NewCustomers = 1, ReactivatedCustomers = count, ExpandedCustomers = 2, ContractedCustomers = 3, ChurnedCustomers = 4, ClosingCustomers = 5, NeverRetainedCustomers = 6, LostCustomers = 7, CustomersAtRisk = count / 2m });
        ComesBack(
            from one in AnyMillionths
            from other in AnyMillionths
            from count in AnyCount
            select new ProductTotals { OpeningMrr = one, NewMrr = other, ReactivationMrr = one, ResumedMrr = other, ExpansionMrr = one, ContractionMrr = other, ChurnMrr = one, PausedMrr = other, TransferInMrr = one, TransferOutMrr = other, ClosingMrr = one, LostMrr = other, GainedMrr = one, HolderMrr = other, HolderLostMrr = one, HolderGainedMrr = other, OpeningCustomers = count, JoinedCustomers = 1, LeftCustomers = 2, ClosingCustomers = 3, LostCustomers = count, ChurnedCustomers = 4 });
        ComesBack(from one in AnyMillionths from count in AnyCount select new TrailingTotals { OpeningMrr = one, KeptMrr = 1, ClosingMrr = 2, LostCustomers = count, CustomersAtRisk = 0.5m });
        ComesBack(from one in AnyMillionths from count in AnyCount select new ActivityTotals { Activities = count, Quantity = one, CustomerDays = 4, RetainedCustomers = 3, NewCustomers = 2, ResurrectedCustomers = 1, DormantCustomers = count });
        ComesBack(from count in AnyCount from rates in Gen.Choose(0, 9).ListOf(3) select new DayRetentionTotals(count, [.. rates.Select(rate => Ratio.Of(rate, 9))]));
        ComesBack(from first in Gen.Choose(0, 9) from last in Gen.Elements<int?>(null, 0, 7) select last is { } days ? DayWindow.Between(first, first + days) : DayWindow.OnOrAfter(first));
        ComesBack(from customer in AnyCustomer from at in AnyInstant from kind in Gen.Elements("login", "a \"b\"", "é") from quantity in AnyCount select new Activity(customer, at, kind, quantity));
        ComesBack(from one in AnyMillionths from count in AnyCount select new OrderTotals { Orders = count, Revenue = one, UniqueCustomers = 3, RepeatCustomers = 2, ReturningCustomers = 1 });
        ComesBack(from count in AnyCount from few in Gen.Choose(0, 9) select new ScoreCounts(SurveyKind.Csat, count, few, 0, 1, 2));
        ComesBack(from count in AnyCount select new ResponseRateTotals { Asked = count, Responders = 2, OtherResponders = 3 });
        ComesBack(from count in AnyCount select new AfterAnswerTotals { Detractors = count, DetractorsLost = 1, DetractorsOpen = 2, Passives = 3, PassivesLost = 4, PassivesOpen = 5, Promoters = 6, PromotersLost = 7, PromotersOpen = 8, Silent = 9, SilentLost = 10, SilentOpen = 11, NotPaying = 12 });
        ComesBack(from count in AnyCount select new RfmTotals { Frequency = 1, RecencyDays = 2, AgeDays = 3, FirstRevenue = count, RepeatRevenue = -count });

        Gen<RevenueCellTotals> subscribers = from one in AnyMillionths from count in AnyCount select new RevenueCellTotals { Customers = count, Mrr = one, GrossMrr = 1 };
        Gen<OrderCellTotals> buyers = from one in AnyMillionths from count in AnyCount select new OrderCellTotals { Customers = count, Orders = 2, Revenue = one, RevenueToDate = 3, CustomersOnOrAfter = 4 };
        Gen<ActivityCellTotals> users = from count in AnyCount select new ActivityCellTotals { Customers = count, Activities = 2 };
        ComesBack(users);
        ComesBack(from initial in users from cells in users.ListOf(3) select new CohortTotals<ActivityCellTotals>(initial, [.. cells]));
        ComesBack(subscribers);
        ComesBack(buyers);
        ComesBack(from initial in subscribers from cells in subscribers.ListOf(3) select new CohortTotals<RevenueCellTotals>(initial, [.. cells]));
        ComesBack(from initial in buyers from cells in buyers.ListOf(3) select new CohortTotals<OrderCellTotals>(initial, [.. cells]));
    }

    [Fact]
    public void Assumptions_ComeBack()
    {
        ComesBack(
            from share in AnyShare
            from currency in Any.Currency.Generator
            select new WhatIf(currency.Amount(1000 * share), share) { CustomerChurn = share, RevenueChurn = share / 3m, Contraction = share, Expansion = 2 * share, AcquiredCustomers = share, AcquiredMrr = currency.Amount(share), PriceChange = -share, MonthsPerPeriod = 1 + share });
        ComesBack(from one in Any.Money.Generator from other in Any.Money.Generator select new InitiativeCost(one, other));
        ComesBack(from churned in AnyCount from kept in Gen.Choose(0, 10) select new ExperimentArm(churned == long.MaxValue ? churned : churned + kept, churned));
        ComesBack(Gen.Elements(ChurnTrigger.None, ChurnTrigger.PriceRise, ChurnTrigger.TrialEnd, ChurnTrigger.FailedPayment, ChurnTrigger.Renewal, ChurnTrigger.Marked("release 5"), ChurnTrigger.Marked("renewal")));
        ComesBack(from days in Gen.Choose(0, 400) from at in AnyInstant from marks in Gen.Choose(0, 2) select marks == 0 ? TriggerWindow.OfDays(days) : TriggerWindow.OfDays(days).Marking("release 5", at).Marking("b", at, at + Duration.FromDays(1)));
    }

    [Fact]
    public void Keys_AreTheIds_WhateverThePolicyOfKeys()
    {
        var byCustomer = new Dictionary<CustomerId, Money> { ["Ada"] = Eur(12.5m) };

        Assert.Equal("""{"Ada":{"amount":12.50,"currency":"EUR"}}""", JsonSerializer.Serialize(byCustomer, Web));
        Assert.Equal("""{"total":{"netting":"perDay"},"perReason":{"involuntary":1}}""", JsonSerializer.Serialize(new { Total = new { Netting = Netting.PerDay }, PerReason = new Dictionary<ChurnKind, int> { [ChurnKind.Involuntary] = 1 } }, Web));
        Assert.Equal(byCustomer, JsonSerializer.Deserialize<Dictionary<CustomerId, Money>>(JsonSerializer.Serialize(byCustomer, Web), Web));
    }

    [Theory]
    [InlineData(typeof(Netting), "\"PerDay\"", "perPeriod, perDay, perEvent")]
    [InlineData(typeof(Netting), "1", "perPeriod, perDay, perEvent")]
    [InlineData(typeof(Dictionary<Netting, int>), """{"daily":1}""", "perPeriod, perDay, perEvent")]
    [InlineData(typeof(Currency), "\"EURO\"", "EURO")]
    [InlineData(typeof(SubscriptionEvent), """{"kind":"paused","subscription":"s","customer":"c","at":"2026-01-01T00:00:00Z","eventId":""}""", "The id of an event is blank")]
    [InlineData(typeof(InvoiceLine), """{"customer":"c","subscription":"s","start":"2026-01-01T00:00:00Z","end":"2026-02-01T00:00:00Z","amount":{"amount":1,"currency":"EUR"},"kind":"fee"}""", "recurring, oneTime, usage, tax")]
    [InlineData(typeof(InvoiceLine), """{"customer":"c","subscription":"s","start":"2026-01-01T00:00:00Z","end":"2026-02-01T00:00:00Z","amount":{"amount":1,"currency":"EUR"},"isProration":1}""", "true or false")]
    [InlineData(typeof(StatedMrr), """{"customer":"c","month":"2026-01-05","mrr":{"amount":1,"currency":"EUR"}}""", "2026-01")]
    [InlineData(typeof(DatedExchangeRate), """{"date":"5.1.2026","from":"USD","to":"EUR","rate":1}""", "2026-01-05")]
    [InlineData(typeof(OrderTotals), """{"orders":1.5,"revenue":"0","uniqueCustomers":1,"repeatCustomers":0,"returningCustomers":0}""", "whole number")]
    [InlineData(typeof(OrderTotals), """{"orders":1,"revenue":"0.5","uniqueCustomers":1,"repeatCustomers":0,"returningCustomers":0}""", "whole millionths")]
    [InlineData(typeof(OrderTotals), """{"orders":1,"revenue":"0","uniqueCustomers":1,"repeatCustomers":0}""", "'returningCustomers'")]
    [InlineData(typeof(DayWindow), "\"seven\"", "a day such as")]
    [InlineData(typeof(Activity), """{"customer":"c","at":"2026-01-01T00:00:00Z","quantity":1.5}""", "whole number")]
    [InlineData(typeof(ChurnTrigger), """{"kind":"renewal","name":"trial end"}""", "renewal")]
    [InlineData(typeof(TriggerWindow), """{"days":5,"marks":"release"}""", "array")]
    [InlineData(typeof(WhatIf), """{"startingMrr":{"amount":1,"currency":"EUR"},"startingCustomers":1,"customerChurn":2}""", "2")]
    [InlineData(typeof(CohortTotals<RevenueCellTotals>), """{"initial":{"customers":1,"mrr":"1","grossMrr":"1"}}""", "cells")]
    public void WhatIsNoSuchValue_IsRefused_AndSaysWhatIsValid(Type type, string json, string says) =>
        Assert.Contains(says, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, type)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatIsLeftOut_IsOneActivityOfTheDefaultKind_AndOneUnitEachInterval()
    {
        Assert.Equal(new Activity("c", Utc("2026-01-01")), JsonSerializer.Deserialize<Activity>("""{"customer":"c","at":"2026-01-01T00:00:00Z"}"""));
        Assert.Equal(1, JsonSerializer.Deserialize<Activity>("""{"customer":"c","at":"2026-01-01T00:00:00Z"}""")!.Quantity);
        Assert.Equal(Monthly(12m), JsonSerializer.Deserialize<RecurringPrice>("""{"amount":{"amount":12,"currency":"EUR"},"interval":{"unit":"month"}}"""));
    }

    [Fact]
    public void AChoiceThatIsNone_IsNotWritten() => Assert.Throws<JsonException>(() => JsonSerializer.Serialize((Netting)42));

    [Fact]
    public void AnAnswer_IsNotRead_AndSaysWhatComputesIt() => Assert.Contains(
        "RollForward is written to JSON but not read from it: its figures are computed. Read the facts or totals, which JSON holds in full, and use RevenueTimeline.RollForward or RollForward.FromTotals.",
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<RollForward>("{}")).Message,
        StringComparison.Ordinal);

    private static void ComesBack<T>(Gen<T> values)
        where T : notnull =>
        Laws.Check(
            Arb.From(values),
            value =>
            {
                string json = JsonSerializer.Serialize(value);

                Assert.Equal(value, JsonSerializer.Deserialize<T>(json));
                Assert.Equal(json, JsonSerializer.Serialize(value, Web));
                Assert.Equal(json, JsonSerializer.Serialize(value, typeof(T), RetentionJsonContext.Default));
                Assert.Equal(value, JsonSerializer.Deserialize(json, typeof(T), RetentionJsonContext.Default));
            },
            times: 200,
            typeof(T).Name);
}
