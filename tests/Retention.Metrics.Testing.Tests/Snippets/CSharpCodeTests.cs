using FsCheck;
using NodaTime;

namespace Retention.Metrics.Testing.Tests.Snippets;

/// <summary>What is printed compiles, and makes what it was printed from.</summary>
public sealed class SnippetTests
{
    private static readonly Subscription Ada = Subscription.Of("ada");

    [Fact]
    public void SubscriptionHistory_ReadsLikeATest()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            Ada.Pauses(Instant.FromUtc(2026, 2, 1, 0, 0, 1).PlusTicks(1)) with { EventId = "e\"1" },
            new Subscription("Bo's 1st", "bo").Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Every(2, BillingUnit.Week, 9.90m, Currency.Of("KWD"), 3), Discount.Percent(50m, Instant.FromUtc(2026, 3, 1, 0, 0))),
        ];

        Assert.Equal(
            """
            var ada = Subscription.Of("ada");
            var subscription2 = new Subscription("Bo\u0027s 1st", "bo");
            SubscriptionHistory history =
            [
                ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
                ada.Pauses(Instant.FromUtc(2026, 2, 1, 0, 0, 1).PlusTicks(1)) with { EventId = "e\"1" },
                subscription2.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Every(2, BillingUnit.Week, 9.90m, Currency.Of("KWD"), 3), Discount.Percent(50m, Instant.FromUtc(2026, 3, 1, 0, 0))),
            ];
            """.Replace("\\u0027", "'", StringComparison.Ordinal).ReplaceLineEndings(),
            CSharpCode.Of(history));
    }

    [Fact]
    public void Nothing_IsAnEmptyHistory() => Assert.Equal(("SubscriptionHistory history = [];", "OrderHistory orders = [];"), (CSharpCode.Of(SubscriptionHistory.Create()), CSharpCode.Of(OrderHistory.Create())));

    [Fact]
    public void SubscriptionHistories_Compile_AndAreEqual()
    {
        SubscriptionHistory[] histories = [.. Samples.Of(Any.SubscriptionHistory, LawCases.ShareOf(300))];

        SubscriptionHistory[] compiled = CompiledSnippets.Values<SubscriptionHistory>("history", Array.ConvertAll(histories, CSharpCode.Of));

        Assert.All(histories.Zip(compiled), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void OrderHistories_Compile_AndAreEqual()
    {
        OrderHistory[] histories = [.. Samples.Of(Any.OrderHistory, LawCases.ShareOf(200))];

        OrderHistory[] compiled = CompiledSnippets.Values<OrderHistory>("orders", Array.ConvertAll(histories, CSharpCode.Of));

        Assert.All(histories.Zip(compiled), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void InvalidFacts_Compile_AndAreEqual()
    {
        InvalidSubscriptions[] subscriptions = [.. Invalid.SubscriptionKinds.SelectMany(kind => Samples.Of(Invalid.Subscriptions(kind), LawCases.ShareOf(10)))];
        InvalidOrders[] orders = [.. Invalid.OrderKinds.SelectMany(kind => Samples.Of(Invalid.Orders(kind), LawCases.ShareOf(10)))];

        Assert.All(subscriptions.Zip(CompiledSnippets.Values<SubscriptionEvent[]>("events", Array.ConvertAll(subscriptions, facts => facts.ToString()))), pair => Assert.Equal(pair.First.Events, pair.Second));
        Assert.All(orders.Zip(CompiledSnippets.Values<Order[]>("orders", Array.ConvertAll(orders, facts => facts.ToString()))), pair => Assert.Equal(pair.First.Orders, pair.Second));
    }

    [Fact]
    public void Events_OfEveryKind_CompileAsExpressions()
    {
        SubscriptionEvent[] events = Samples.Of(Any.SubscriptionEvent, 300);

        Assert.Equal(10, events.Select(one => one.GetType()).Distinct().Count());
        Assert.Equal(events, CompiledSnippets.Values<SubscriptionEvent>(Array.ConvertAll(events, CSharpCode.Of)));
    }

    [Fact]
    public void SmallFacts_CompileAsExpressions()
    {
        Same(Any.Order, CSharpCode.Of);
        Same(Any.Customer, CSharpCode.Of);
        Same(Any.RecurringPrice, Literal.Of);
        Same(Any.Discount, Literal.Of);
        Same(Any.ChurnReason, Literal.Of);
        Same(Any.Instant, Literal.Of);
        Same(Any.Money, Literal.Of);

        static void Same<T>(Arbitrary<T> arbitrary, Func<T, string> code)
        {
            T[] drawn = Samples.Of(arbitrary, LawCases.ShareOf(150));

            Assert.Equal(drawn, CompiledSnippets.Values<T>(Array.ConvertAll(drawn, one => code(one))));
        }
    }

    [Fact]
    public void Periods_OfEveryCalendar_CompileAndAreEqual()
    {
        ReportingPeriods[] drawn = Samples.Of(Any.ReportingPeriods, LawCases.ShareOf(400));

        Assert.Equal(drawn, CompiledSnippets.Values<ReportingPeriods>("periods", Array.ConvertAll(drawn, CSharpCode.Of)));
    }

    [Fact]
    public void Policies_CompileAndAreEqual()
    {
        MetricPolicy[] drawn = [MetricPolicy.Default, .. Samples.Of(Any.MetricPolicy, LawCases.ShareOf(100))];

        Assert.Equal(drawn, CompiledSnippets.Values<MetricPolicy>("policy", Array.ConvertAll(drawn, CSharpCode.Of)));
    }

    [Fact]
    public void Scenes_Compile_AndTheirTimelinesAndBooksAreEqual()
    {
        RevenueScenario[] ledgers = Samples.Of(Any.RevenueScenario, LawCases.ShareOf(100));
        OrderScenario[] shops = Samples.Of(Any.OrderScenario, LawCases.ShareOf(50));

        Assert.All(ledgers.Zip(CompiledSnippets.Values<RevenueTimeline>("timeline", Array.ConvertAll(ledgers, ledger => ledger.ToString()))), pair =>
            Assert.Equal(pair.First.Timeline.RollForward(pair.First.Periods), pair.Second.RollForward(pair.First.Periods)));
        Assert.All(shops.Zip(CompiledSnippets.Values<OrderHistory>("orders", Array.ConvertAll(shops, shop => shop.ToString()))), pair =>
            Assert.Equal(pair.First.History, pair.Second));
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    [InlineData("\r\n\t\0\u0007\u001b")]
    [InlineData("é ı İ ß 日本")]
    [InlineData("\ud83d\ude00\ud800")]
    [InlineData("\u2028\u2029\u0085\u202e\u200b\ufeff")]
    [InlineData("{0} $\"{x}\" // */ #endregion")]
    [InlineData("\\u0041\\x41\\n")]
    public void HostileNames_ComeBackAsTheyAre(string name)
    {
        SubscriptionHistory history = [new Subscription(name, name).TrialStarts(Instant.FromUtc(2026, 1, 1, 0, 0)) with { EventId = name }];

        Assert.Equal(history, Assert.Single(CompiledSnippets.Values<SubscriptionHistory>("history", [CSharpCode.Of(history)])));
        Assert.DoesNotContain(CSharpCode.Of(history), one => char.IsControl(one) && !Environment.NewLine.Contains(one, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("class")]
    [InlineData("history")]
    [InlineData("record")]
    [InlineData("periods")]
    [InlineData("subscription1")]
    [InlineData("é")]
    [InlineData("1")]
    [InlineData("_")]
    public void NamesThatCannotBeVariables_GetAnother(string name)
    {
        SubscriptionHistory history = [Subscription.Of(name).TrialStarts(Instant.FromUtc(2026, 1, 1, 0, 0)), new Subscription("A", "a").TrialStarts(Instant.FromUtc(2026, 1, 1, 0, 0))];

        Assert.Equal(history, Assert.Single(CompiledSnippets.Values<SubscriptionHistory>("history", [CSharpCode.Of(history)])));
    }

    [Fact]
    public void OddInstants_ComeBackToTheNanosecond()
    {
        Instant[] instants = [Instant.MinValue, Instant.MaxValue, Instant.FromUtc(-43, 3, 15, 12, 0), NodaConstants.UnixEpoch.PlusNanoseconds(-1), Instant.FromUtc(2024, 2, 29, 23, 59, 59).PlusNanoseconds(999_999_900)];

        Assert.Equal(instants, CompiledSnippets.Values<Instant>(Array.ConvertAll(instants, Literal.Of)));
    }
}
