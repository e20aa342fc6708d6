#region stripe-events
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Stripe;
#endregion

namespace DocumentedCode;

public sealed class StripeEvents
{
    [Fact]
    public void Events()
    {
        #region stripe-events
        var events = new StripeEventReader();
        foreach (string json in File.ReadLines("stripe-events.jsonl"))
        {
            events.Add(json);
        }

        StripeSubscriptionImport import = events.Complete().RequireValid();
        RevenueTimeline timeline = RevenueTimeline.FromHistory(import.History);
        Console.WriteLine(timeline.MrrAt(Instant.FromUtc(2026, 2, 1, 0, 0)).Monthly);  // 70.00 USD
        Console.WriteLine(timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly);  // 90.00 USD
        Console.WriteLine(import.Objects.Repeated);                                    // 1
        #endregion
    }
}
