#region stripe-async
using System.Text;
using Retention.Metrics.Stripe;
#endregion

namespace DocumentedCode;

public sealed class StripeAsync
{
    [Fact]
    public async Task Events()
    {
        #region stripe-async
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        StripeSubscriptionImport import = await StripeImport.EventsAsync(Deliveries(), cancellation: patience.Token);
        Console.WriteLine(import.RequireValid().Objects.Used);  // 5

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Deliveries()
        {
            await foreach (string json in File.ReadLinesAsync("stripe-events.jsonl", patience.Token))
            {
                yield return Encoding.UTF8.GetBytes(json);
            }
        }
        #endregion
    }
}
