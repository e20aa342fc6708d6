using Harbour.Billing.Books;
using Harbour.Billing.Figures;
#region billing-story
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Testing;
using Xunit;
#endregion

namespace Harbour.Billing.Tests;

/// <summary>What the testing package does for an application: a story to compare with, figures known from elsewhere, laws for figures of our own.</summary>
public sealed class WithTheTestingPackageTests
{
    [Fact]
    public async Task Books_ComeToWhatTheSameStoryComesTo()
    {
        #region billing-story
        Portfolio told = Portfolio
            .With("A-1").WithSubscription("A-1-1").Starts(2026, 1, 5, monthly: 10, quantity: 10).ChangesQuantityTo(12).On(2026, 2, 10)
            .And("A-2").WithSubscription("A-2-1").Starts(2025, 3, 15, yearly: 2400).SchedulesCancellation(2026, 2, 20).For(2026, 3, 15)
            .And("A-4").WithSubscription("A-4-1").Starts(2026, 3, 9, monthly: 20, quantity: 4);
        #endregion
        using TemporaryBooks books = await TemporaryBooks.OfAsync([.. Marinas.Quarter().Where(marina => marina.Number != "A-3")]);
        await using BillingBooks reading = books.Open();

        MonthReport march = await MonthReport.OfAsync(reading, new YearMonth(2026, 3), TestContext.Current.CancellationToken);
        RollForwardRow expected = told.Timeline(OurDefinition.Policy).RollForward(OurDefinition.Months.Containing(new LocalDate(2026, 3, 1)))[0];

        Assert.Equal(expected.ChurnMrr, march.Revenue.ChurnMrr);
        Assert.Equal(expected.ClosingMrr, march.Revenue.ClosingMrr);
        Assert.Equal(expected.CustomerChurnRate, march.Revenue.CustomerChurnRate);
    }

    [Fact]
    public void Messages_ComeToFiguresThatAreKnown()
    {
        #region billing-known
        KnownPortfolio known = KnownPortfolios.OneLostOfTen;
        var feed = new ContractFeed();
        foreach (SubscriptionEvent one in known.Portfolio.Events)
        {
            feed.Handle(Message(one));
        }

        KnownRollForward month = known.RollForwards[0];
        RollForwardRow found = RevenueTimeline.FromHistory(feed.Check().History).RollForward(month.Period)[0];
        Assert.Empty(month.Differences(found));
        #endregion
    }

    [Fact]
    public void LeaverSize_ObeysTheLawsOfARateInMoney()
    {
        #region billing-laws
        MetricLaws.OfTimeline(LeaverSize.Of)
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .ScalesWithCurrency()
            .PoolsOverCustomers();
        #endregion
    }

    private static ContractMessage Message(SubscriptionEvent one)
    {
        (string contract, string account, DateTimeOffset at) = (one.Subscription.Value, one.Customer.Value, one.At.ToDateTimeOffset());
        return one switch
        {
            SubscriptionEvent.Started started => new ContractMessage.Signed(Guid.NewGuid(), contract, account, at, at, started.Price.Quantity, started.Price.Amount.Amount),
            SubscriptionEvent.PriceChanged changed => new ContractMessage.BerthsChanged(Guid.NewGuid(), contract, account, at, at, changed.Price.Quantity, changed.Price.Amount.Amount),
            SubscriptionEvent.Ended => new ContractMessage.Terminated(Guid.NewGuid(), contract, account, at, at),
            _ => throw new InvalidOperationException($"The contract service publishes nothing of the kind {one}."),
        };
    }
}
