using Retention.Metrics;
using Retention.Metrics.Stripe;

namespace DocumentedCode.XmlExamples;

public sealed class StripeExamples
{
    [Fact]
    public void StripeImport_Subscriptions()
    {
        #region xml: StripeImport
        StripeSubscriptionImport import = StripeImport.Subscriptions("stripe-subscriptions.json");
        RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
        #endregion

        Assert.Equal(4, timeline.CustomerCount);
    }

    [Fact]
    public void StripeEventReader_Add()
    {
        #region xml: StripeEventReader
        var events = new StripeEventReader();
        foreach (string json in File.ReadLines("stripe-events.jsonl"))
        {
            events.Add(json);
        }

        StripeSubscriptionImport import = events.Complete();
        RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
        #endregion

        Assert.Equal(2, timeline.CustomerCount);
    }

    [Fact]
    public void StripeImportOptions_All()
    {
        #region xml: StripeImportOptions
        var options = new StripeImportOptions { TestMode = StripeTestMode.Used, CollectionPause = StripeCollectionPause.Paused };
        #endregion

        Assert.Equal(StripeTestMode.Used, options.TestMode);
    }
}
