using Acme.Billing.Data;
using Acme.Billing.Reporting;
#region billing-story
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Testing;
using Xunit;
#endregion

namespace Acme.Billing.Tests;

/// <summary>The testing package in an application: a story to compare with, a portfolio of known figures, laws for a metric of our own.</summary>
public sealed class WithTheTestingPackageTests
{
    [Fact]
    public async Task Database_AgreesWithTheSameStory()
    {
        #region billing-story
        Portfolio story = Portfolio
            .With("C-1").WithSubscription("S-1").Starts(2026, 1, 5, monthly: 10, quantity: 10).ChangesQuantityTo(12).On(2026, 2, 10)
            .And("C-2").WithSubscription("S-2").Starts(2025, 3, 15, yearly: 2400).SchedulesCancellation(2026, 2, 20).For(2026, 3, 15)
            .And("C-4").WithSubscription("S-4").Starts(2026, 3, 9, monthly: 20, quantity: 4);
        #endregion
        using TemporaryDatabase temporary = await TemporaryDatabase.CreateAsync([.. SampleCustomers.FirstQuarter().Where(customer => customer.Number != "C-3")]);
        await using BillingDbContext database = temporary.Open();

        MonthReport march = await MonthReport.CreateAsync(database, new YearMonth(2026, 3), TestContext.Current.CancellationToken);
        RollForwardRow expected = story.Timeline(MetricSettings.Policy).RollForward(MetricSettings.Months.Containing(new LocalDate(2026, 3, 1)))[0];

        Assert.Equal(expected.ChurnMrr, march.Revenue.ChurnMrr);
        Assert.Equal(expected.ClosingMrr, march.Revenue.ClosingMrr);
        Assert.Equal(expected.CustomerChurnRate, march.Revenue.CustomerChurnRate);
    }

    [Fact]
    public void Messages_GiveTheKnownFigures()
    {
        #region billing-known
        KnownPortfolio known = KnownPortfolios.OneLostOfTen;
        var handler = new SubscriptionMessageHandler();
        foreach (SubscriptionEvent one in known.Portfolio.Events)
        {
            handler.Handle(Message(one));
        }

        KnownRollForward month = known.RollForwards[0];
        RollForwardRow found = RevenueTimeline.FromHistory(handler.Check().History).RollForward(month.Period)[0];
        Assert.Empty(month.Differences(found));
        #endregion
    }

    [Fact]
    public void ChurnedMrrPerCustomer_ObeysTheLawsOfARateInMoney()
    {
        #region billing-laws
        MetricLaws.OfTimeline(ChurnedMrrPerCustomer.Of)
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .ScalesWithCurrency()
            .PoolsOverCustomers();
        #endregion
    }

    private static SubscriptionMessage Message(SubscriptionEvent one)
    {
        (string subscription, string customer, DateTimeOffset at) = (one.Subscription.Value, one.Customer.Value, one.At.ToDateTimeOffset());
        return one switch
        {
            SubscriptionEvent.Started started => new SubscriptionMessage.Started(Guid.NewGuid(), subscription, customer, at, at, started.Price.Quantity, started.Price.Amount.Amount),
            SubscriptionEvent.PriceChanged changed => new SubscriptionMessage.SeatsChanged(Guid.NewGuid(), subscription, customer, at, at, changed.Price.Quantity, changed.Price.Amount.Amount),
            SubscriptionEvent.Ended => new SubscriptionMessage.Ended(Guid.NewGuid(), subscription, customer, at, at),
            _ => throw new InvalidOperationException($"The subscription service has no message for {one}."),
        };
    }
}
