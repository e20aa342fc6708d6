using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Json;

/// <summary>What is written to JSON with default options reads back as the same value, and nothing else reads as one.</summary>
public sealed class ValueJsonLaws
{
    private static readonly JsonSerializerOptions FromSource = new() { TypeInfoResolver = FactContext.Default };
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    [Fact]
    public void Currencies_ComeBack() => ComesBack(Any.Currency);

    [Fact]
    public void Amounts_ComeBack() =>
        ComesBack(Arb.From(Gen.OneOf(Any.Money.Generator, from amount in AnyDecimal from currency in Any.Currency.Generator select currency.Amount(amount))));

    [Fact]
    public void Revenues_ComeBack() =>
        ComesBack(Arb.From(
            from currency in Any.Currency.Generator
            from high in Gen.Choose(int.MinValue, int.MaxValue)
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            from shift in Gen.Choose(0, 95)
            select new RecurringRevenue(unchecked((((Int128)high << 96) | (uint)low) >> shift), currency)));

    [Fact]
    public void Rates_ComeBack() =>
        ComesBack(Arb.From(
            from numerator in Gen.OneOf(AnyDecimal, Gen.Choose(-50, 50).Select(part => (decimal)part))
            from denominator in Gen.OneOf(AnyDecimal, Gen.Choose(0, 50).Select(part => (decimal)part))
            from twelfths in Gen.Elements(1m, 12m)
            select Ratio.Of(numerator / twelfths, denominator / twelfths)));

    [Fact]
    public void Averages_ComeBack() =>
        ComesBack(Arb.From(
            from numerator in Gen.OneOf(AnyDecimal, Gen.Choose(-50, 50).Select(part => part / 12m))
            from denominator in Gen.OneOf(AnyDecimal, Gen.Choose(0, 50).Select(part => (decimal)part))
            from currency in Any.Currency.Generator
            select AverageMoney.Of(currency.Amount(numerator), denominator)));

    [Fact]
    public void Ids_ComeBack_AlsoAsKeys()
    {
        Gen<string> names = Any.Customer.Generator.Select(customer => customer.Id.Value);
        ComesBack(Arb.From(names.Select(name => new CustomerId(name))), isKey: true);
        ComesBack(Arb.From(names.Select(name => new SubscriptionId(name))), isKey: true);
        ComesBack(Arb.From(names.Select(name => new OrderId(name))), isKey: true);
        ComesBack(Any.Currency, isKey: true);
    }

    [Fact]
    public void Segments_ComeBack() => ComesBack(Arb.From(from values in Gen.Elements("pro", "DE", "unknown", "a / b", "[\"x\"]").NonEmptyListOf() select new Segment([.. values])));

    [Fact]
    public void Prices_ComeBack()
    {
        ComesBack(Any.BillingInterval);
        ComesBack(Any.RecurringPrice);
        ComesBack(Any.Discount);
        ComesBack(Arb.From(Gen.OneOf(Any.ChurnReason.Generator, Gen.Elements(ChurnReason.Paused, ChurnReason.Free, ChurnReason.Of("paused"), ChurnReason.Of("free", ChurnKind.Voluntary)))));
    }

    [Fact]
    public void Facts_ComeBack()
    {
        ComesBack(Any.Customer);
        ComesBack(Any.Order);
        ComesBack(Any.SubscriptionEvent);
        ComesBack(AnyEvent.Started);
        ComesBack(AnyEvent.CancellationScheduled);
        ComesBack(Arb.From(Any.SubscriptionEvent.Generator.Select(one => new Subscription(one.Subscription, one.Customer))));
    }

    [Fact]
    public void Policies_ComeBack() => ComesBack(Any.MetricPolicy);

    /// <summary>With every fact: also those that tell what was known before.</summary>
    [Fact]
    public void SubscriptionHistories_ComeBack_AsTheyWereKnownAtAnyInstant() =>
        Laws.Check(Any.SubscriptionScenario, scenario =>
        {
            SubscriptionEvent[] first = [.. scenario.History.Select((one, index) => one with { EventId = FormattableString.Invariant($"e{index}"), RecordedAt = one.RecordedAt ?? one.At })];
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> superseded = SubscriptionHistory.Check([.. first, .. first.Select(one => one with { RecordedAt = one.RecordedAt + Duration.FromDays(40) })]);
            SubscriptionHistory[] histories = superseded.Findings.Count == 0 ? [scenario.History, superseded.History] : [scenario.History];
            foreach (SubscriptionHistory history in histories)
            {
                SubscriptionHistory read = RoundTrip(history);

                Assert.Equal<SubscriptionEvent>(history, read);
                Assert.All(history.Select(one => one.At).Take(5), instant => Assert.Equal<SubscriptionEvent>(history.AsKnownAt(instant).History, read.AsKnownAt(instant).History));
            }
        });

    /// <summary>What a check refused is not written: it could not be read.</summary>
    [Fact]
    public void HistoriesWithFindings_ComeBack_WithoutWhatWasRefused() =>
        Laws.Check(Any.SubscriptionScenario, scenario =>
        {
            SubscriptionEvent[] invalid = [.. scenario.History, .. scenario.History.Take(2).Select(one => one with { EventId = null, RecordedAt = null, At = one.At - Duration.FromDays(1) })];
            SubscriptionHistory history = SubscriptionHistory.Check(invalid).History;

            Assert.Equal<SubscriptionEvent>(history, RoundTrip(history));
        });

    [Fact]
    public void OrderHistories_ComeBack_AsTheyWereKnownAtAnyInstant() =>
        Laws.Check(Any.OrderHistory, orders =>
        {
            Order[] first = [.. orders.Select(order => order with { RecordedAt = order.RecordedAt ?? order.OrderedAt })];
            OrderHistory history = OrderHistory.Create([.. first, .. first.Where(order => order.Id is not null).Select(order => order with { RecordedAt = order.RecordedAt + Duration.FromDays(90), Amount = order.Amount * 2m })]);
            OrderHistory read = RoundTrip(history);

            Assert.Equal<Order>(history, read);
            Assert.All(history.Select(order => order.OrderedAt), instant => Assert.Equal<Order>(history.AsKnownAt(instant).History, read.AsKnownAt(instant).History));
        });

    [Fact]
    public void Values_AreWrittenAsDocumented()
    {
        Written("\"EUR\"", Currency.Eur);
        Written("\"XXX\"", Currency.None);
        Written("\"ada\"", new CustomerId("ada"));
        Written("""{"amount":12.50,"currency":"EUR"}""", Eur(12.5m));
        Written("""{"amount":12.345678,"currency":"EUR"}""", Eur(12.3456780m));
        Written("""{"amount":1250,"currency":"JPY"}""", Currency.Jpy.Amount(1250m));
        Written("""{"monthly":8.33,"annual":100.00,"currency":"EUR"}""", RecurringRevenue.PerYear(Eur(100m)));
        Written("""{"value":0.07,"numerator":7,"denominator":100}""", Ratio.Of(7, 100));
        Written("""{"value":null,"numerator":5,"denominator":0}""", Ratio.Of(5, 0));
        Written("""{"value":0.333333333333,"numerator":8.333333333333333333333333333,"denominator":25}""", Ratio.Of(RecurringRevenue.PerYear(Eur(100)), RecurringRevenue.PerYear(Eur(300))));
        Written("""{"value":62.5,"numerator":250,"denominator":4,"currency":"EUR"}""", EurEach(250, 4));
        Written("""{"value":null,"numerator":0,"denominator":0,"currency":"JPY"}""", AverageMoney.Undefined(Currency.Jpy));
        Written("""{"value":1.58456325029E+29,"numerator":79228162514264337593543950335,"denominator":0.5}""", Ratio.Of(decimal.MaxValue, 0.5m));
        Written("""["pro","DE"]""", new Segment("pro", "DE"));
        Written("""{"percentOff":10,"until":"2026-07-01T00:00:00Z"}""", Discount.Percent(10m, Utc("2026-07-01")));
        Written("""{"code":"voluntary","kind":"voluntary"}""", ChurnReason.Voluntary);
        Written("""{"id":"ada","attributes":{"country":"DE","plan":"pro"}}""", new Customer("ada", [new("plan", "pro"), new("country", "DE")]));
        Written(
            """{"kind":"started","subscription":"s1","customer":"ada","at":"2026-01-05T00:00:00Z","price":{"amount":{"amount":49.00,"currency":"EUR"},"interval":{"unit":"month","count":1},"quantity":2},"eventId":"e1"}""",
            new SubscriptionEvent.Started("s1", "ada", Utc("2026-01-05"), RecurringPrice.Monthly(49m, Currency.Eur, 2)) { EventId = "e1" });
        Written(
            """{"id":"o1","customer":"ada","orderedAt":"2026-01-05T09:30:00Z","amount":{"amount":30.00,"currency":"EUR"},"status":"refunded","refunded":{"amount":10.00,"currency":"EUR"}}""",
            new Order("ada", Utc("2026-01-05T09:30"), Eur(30m)) { Id = "o1", Status = OrderStatus.Refunded, Refunded = Eur(10m) });
        Written("""{"EUR":1,"JPY":2}""", new Dictionary<Currency, int> { [Currency.Eur] = 1, [Currency.Jpy] = 2 });
    }

    [Fact]
    public void InstantsWithAnOffset_AndShortForms_AreRead()
    {
        Assert.Equal(
            new SubscriptionEvent.Ended("s1", "ada", Utc("2026-01-05"), ChurnReason.Voluntary),
            JsonSerializer.Deserialize<SubscriptionEvent>("""{"at":"2026-01-05T01:00:00+01:00","reason":"voluntary","customer":"ada","subscription":"s1","kind":"ended","recordedAt":null}"""));
        Assert.Equal(BillingInterval.Monthly, JsonSerializer.Deserialize<BillingInterval>("""{"unit":"month"}"""));
        Assert.Equal(Ratio.Of(1, 3), JsonSerializer.Deserialize<Ratio>("""{"numerator":1,"denominator":3,"value":0.33333333333333333}"""));
        Assert.Null(JsonSerializer.Deserialize<Customer>("null"));
    }

    [Theory]
    [InlineData(typeof(Currency), "\"EURO\"", "EURO")]
    [InlineData(typeof(Currency), "978", "978")]
    [InlineData(typeof(Currency), "null", "null")]
    [InlineData(typeof(CustomerId), "\"\"", "empty")]
    [InlineData(typeof(CustomerId), "\"\\ud800\"", "")]
    [InlineData(typeof(Dictionary<CustomerId, int>), "{\" \":1}", "empty string")]
    [InlineData(typeof(Dictionary<CustomerId, int>), "{\"\\ud800\":1}", "")]
    [InlineData(typeof(Money), "12.5", "amount, currency")]
    [InlineData(typeof(Money), """{"amount":12.5}""", "'currency'")]
    [InlineData(typeof(Money), """{"amount":"12.5","currency":"EUR"}""", "\"12.5\"")]
    [InlineData(typeof(Money), """{"amount":1e40,"currency":"EUR"}""", "1e40")]
    [InlineData(typeof(Money), """{"amount":1,"amount":2,"currency":"EUR"}""", "twice")]
    [InlineData(typeof(Money), """{"amount":1,"currency":"EUR","vat":2}""", "'vat'")]
    [InlineData(typeof(RecurringRevenue), """{"monthly":8.34,"annual":100,"currency":"EUR"}""", "8.33")]
    [InlineData(typeof(RecurringRevenue), """{"annual":1.0000001,"currency":"EUR"}""", "six decimals")]
    [InlineData(typeof(RecurringRevenue), """{"annual":1e3,"currency":"EUR"}""", "plain digits")]
    [InlineData(typeof(Ratio), """{"value":0.08,"numerator":7,"denominator":100}""", "0.07")]
    [InlineData(typeof(Ratio), """{"value":0,"numerator":7,"denominator":0}""", "null")]
    [InlineData(typeof(Ratio), """{"numerator":1,"denominator":2,"annual":{"numerator":12,"denominator":24}}""", "'annual'")]
    [InlineData(typeof(AverageMoney), """{"value":0.08,"numerator":7,"denominator":100,"currency":"EUR"}""", "0.07")]
    [InlineData(typeof(AverageMoney), """{"numerator":7,"denominator":100}""", "'currency'")]
    [InlineData(typeof(AverageMoney), """{"numerator":7,"denominator":100,"currency":"EURO"}""", "EURO")]
    [InlineData(typeof(Segment), "[]", "at least one")]
    [InlineData(typeof(Segment), "\"pro\"", "array")]
    [InlineData(typeof(BillingInterval), """{"unit":"month","count":0}""", "0")]
    [InlineData(typeof(BillingInterval), """{"unit":"Month"}""", "day, week, month")]
    [InlineData(typeof(Discount), """{"percentOff":101}""", "101")]
    [InlineData(typeof(Discount), """{"percentOff":1,"amountOff":{"amount":1,"currency":"EUR"}}""", "not both")]
    [InlineData(typeof(ChurnReason), """{"code":"voluntary","kind":"involuntary"}""", "voluntary")]
    [InlineData(typeof(Customer), """{"id":"ada","attributes":{"plan":"a","plan":"b"}}""", "plan")]
    [InlineData(typeof(Customer), """{"id":"ada","attributes":{"plan":null}}""", "plan")]
    [InlineData(typeof(Order), """{"customer":"ada","orderedAt":"2026-01-05","amount":{"amount":1,"currency":"EUR"}}""", "2026-01-05T09:30:00Z")]
    [InlineData(typeof(SubscriptionEvent), """{"kind":"begun","subscription":"s","customer":"c","at":"2026-01-05T00:00:00Z"}""", "trialStarted, started")]
    [InlineData(typeof(SubscriptionEvent), """{"kind":"started","subscription":"s","customer":"c","at":"2026-01-05T00:00:00Z"}""", "'price'")]
    [InlineData(typeof(SubscriptionEvent), """{"kind":"paused","subscription":"s","customer":"c","at":"2026-01-05T00:00:00Z","reason":"x"}""", "'reason'")]
    [InlineData(typeof(SubscriptionEvent.Ended), """{"kind":"paused","subscription":"s","customer":"c","at":"2026-01-05T00:00:00Z"}""", "Ended")]
    [InlineData(typeof(SubscriptionHistory), """{"events":[]}""", "array")]
    [InlineData(typeof(SubscriptionHistory), """[{"kind":"resumed","subscription":"s","customer":"c","at":"2026-01-05T00:00:00Z"}]""", "finding")]
    [InlineData(typeof(OrderHistory), """[{"customer":"c","orderedAt":"2026-01-05T00:00:00Z","amount":{"amount":-1,"currency":"EUR"}}]""", "finding")]
    [InlineData(typeof(MetricPolicy), """{"nettings":"perDay"}""", "'nettings'")]
    public void WhatIsNoSuchValue_IsRefused_AndSaysWhatIsWrong(Type type, string json, string says) =>
        Assert.Contains(says, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, type)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatJsonCannotHold_IsNotWritten()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(default(CustomerId)));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new CustomerId("\ud800")));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new Dictionary<OrderId, int> { [default] = 1 }));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new SubscriptionEvent.Started("s", "c", default, null!)));
    }

    private static readonly Gen<decimal> AnyDecimal =
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from wide in Gen.Elements(0, 1, int.MaxValue, -1)
        from scale in Gen.Choose(0, 28)
        from isNegative in Gen.Elements(false, true)
        select new decimal(low, high, wide, isNegative, (byte)scale);

    private static void ComesBack<T>(Arbitrary<T> values, bool isKey = false)
        where T : notnull =>
        Laws.Check(
            values,
            value =>
            {
                Assert.Equal(value, RoundTrip(value));
                if (isKey)
                {
                    Assert.Equal([value], JsonSerializer.Deserialize<Dictionary<T, int>>(JsonSerializer.Serialize(new Dictionary<T, int> { [value] = 1 }))!.Keys);
                }
            },
            times: 200,
            typeof(T).Name);

    /// <summary>With default options, those of web applications and contexts generated from source.</summary>
    private static T RoundTrip<T>(T value)
    {
        string json = JsonSerializer.Serialize(value);

        Assert.Equal(json, JsonSerializer.Serialize(value, Web));
        Assert.Equal(json, JsonSerializer.Serialize(value, FromSource));
        Assert.Equal(value, JsonSerializer.Deserialize<T>(json, Web));
        Assert.Equal(value, JsonSerializer.Deserialize<T>(json, FromSource));
        return JsonSerializer.Deserialize<T>(json)!;
    }

    private static void Written<T>(string json, T value)
    {
        Assert.Equal(json, JsonSerializer.Serialize(value));
        Assert.Equal(value, JsonSerializer.Deserialize<T>(json));
    }
}

[JsonSerializable(typeof(Currency))]
[JsonSerializable(typeof(Money))]
[JsonSerializable(typeof(RecurringRevenue))]
[JsonSerializable(typeof(Ratio))]
[JsonSerializable(typeof(AverageMoney))]
[JsonSerializable(typeof(CustomerId))]
[JsonSerializable(typeof(SubscriptionId))]
[JsonSerializable(typeof(OrderId))]
[JsonSerializable(typeof(Segment))]
[JsonSerializable(typeof(BillingInterval))]
[JsonSerializable(typeof(RecurringPrice))]
[JsonSerializable(typeof(Discount))]
[JsonSerializable(typeof(ChurnReason))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(SubscriptionEvent))]
[JsonSerializable(typeof(SubscriptionEvent.Started))]
[JsonSerializable(typeof(SubscriptionEvent.CancellationScheduled))]
[JsonSerializable(typeof(SubscriptionHistory))]
[JsonSerializable(typeof(OrderHistory))]
[JsonSerializable(typeof(MetricPolicy))]
internal sealed partial class FactContext : JsonSerializerContext;
