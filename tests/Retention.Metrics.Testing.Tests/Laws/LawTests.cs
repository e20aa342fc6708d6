using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Testing.Tests.Snippets;

namespace Retention.Metrics.Testing.Tests.Laws;

public sealed class LawTests
{
    [Fact]
    public void ALawThatHolds_SaysNothing()
    {
        Law.ForAll(Any.SubscriptionHistory, history => Assert.Equal(history, SubscriptionHistory.Create(history.Reverse())));
        Law.ForAll(Any.OrderHistory, history => history.All(order => order.Amount.Amount >= 0m));
    }

    [Fact]
    public void ALawThatBreaks_ShowsTheSmallestPortfolio_AsCodeThatBreaksItToo()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() => Law.ForAll(Any.SubscriptionHistory, NobodyEverPauses));

        SubscriptionHistory smallest = Assert.Single(CompiledSnippets.Values<SubscriptionHistory>("history", [broken.Code]));
        Assert.Equal([typeof(SubscriptionEvent.Started), typeof(SubscriptionEvent.Paused)], smallest.Select(one => one.GetType()));
        Assert.Throws<InvalidOperationException>(() => NobodyEverPauses(smallest));
        Assert.Contains(broken.Code, broken.Message, StringComparison.Ordinal);
        Assert.Contains($"{nameof(ALawThatBreaks_ShowsTheSmallestPortfolio_AsCodeThatBreaksItToo)} does not hold. It throws InvalidOperationException: There is a pause.", broken.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(broken.InnerException);

        static void NobodyEverPauses(SubscriptionHistory history)
        {
            if (history.OfType<SubscriptionEvent.Paused>().Any())
            {
                throw new InvalidOperationException("There is a pause.");
            }
        }
    }

    [Fact]
    public void TheReplay_FindsTheSameCaseAtOnce()
    {
        int tried = 0;
        LawBrokenException first = Broken(LawSettings.Default);
        tried = 0;
        LawBrokenException again = Broken(new LawSettings { Replay = first.Replay });

        Assert.Equal((first.Code, first.Replay), (again.Code, again.Replay));
        Assert.Contains("Found in case 1,", again.Message, StringComparison.Ordinal);
        Assert.Contains($"Replay = \"{first.Replay}\"", first.Message, StringComparison.Ordinal);

        LawBrokenException Broken(LawSettings settings) => Assert.Throws<LawBrokenException>(() => Law.ForAll(
            Any.OrderScenario,
            shop =>
            {
                tried++;
                return shop.Orders.All(order => order.Status != OrderStatus.Cancelled);
            },
            settings));
    }

    [Fact]
    public void Cases_AreAsManyAsAskedFor()
    {
        int tried = 0;
        Law.ForAll(Any.Instant, _ => { tried++; }, new LawSettings { Cases = 17 });

        Assert.Equal(17, tried);
    }

    [Fact]
    public void ALawThatHoldsTheSecondTime_IsToldSo()
    {
        int tried = 0;
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() => Law.ForAll(Any.Currency, _ => tried++ > 0, new LawSettings { Cases = 1 }));

        Assert.Contains("It held when it was tried again", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CasesOfSeveralThings_AreShownOneAfterAnother()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() => Law.ForAll(Arb.Zip(Any.RevenueTimeline, Any.MetricPolicy), _ => false));

        RevenueTimeline timeline = Assert.Single(CompiledSnippets.Values<RevenueTimeline>("timeline", [broken.Code]));
        Assert.Equal(0, timeline.CustomerCount);
        Assert.Equal(MetricPolicy.Default, Assert.Single(CompiledSnippets.Values<MetricPolicy>("policy", [broken.Code])));
    }

    [Fact]
    public void ABook_IsShownAsItsOrders() =>
        Assert.Equal(
            Currency.Eur.Amount(20m),
            Assert.Single(Assert.Single(CompiledSnippets.Values<OrderHistory>("orders", [Assert.Throws<LawBrokenException>(() => Law.ForAll(Any.OrderTimeline, orders => orders.OrderCount == 0)).Code]))).Amount);

    [Fact]
    public void WhatHasNoCode_IsShownAsText() =>
        Assert.Equal("0.5", Assert.Throws<LawBrokenException>(() => Law.ForAll(Gen.Constant(0.5m).ToArbitrary(), _ => false)).Code);

    [Theory]
    [InlineData("")]
    [InlineData("1,2")]
    [InlineData("1,2,x")]
    [InlineData("-1,2,3")]
    public void ASeedThatIsNone_IsRefused(string replay) =>
        Assert.Contains("three numbers", Assert.Throws<ArgumentException>(() => Law.ForAll(Any.Currency, _ => true, new LawSettings { Replay = replay })).Message, StringComparison.Ordinal);

    [Fact]
    public void NoCasesAtAll_AreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new LawSettings { Cases = 0 });
}
