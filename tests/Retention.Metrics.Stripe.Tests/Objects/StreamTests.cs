using System.Text;
using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Objects;

/// <summary>Streams that are longer than a piece: the same comes out for any number of threads, and wherever the pieces are cut.</summary>
public sealed class StreamTests
{
    private static readonly string[] Some = [.. Enumerable.Range(0, 6000).Select(i => Event($"evt_{i}", i < 1500 ? "customer.subscription.created" : "customer.subscription.updated", 1767604320 + i, Subscription(Item(Price(), quantity: 1 + (i / 1500)), id: $"sub_{i % 1500}", customer: $"cus_{i % 1500 % 700}")))];

    /// <summary>Over two pieces of lines; the last price of each is four times 20.00.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Lines_ComeToTheSame_ForAnyNumberOfThreads(int threads)
    {
        StripeSubscriptionImport import = Of(string.Join('\n', Some), threads), oneByOne = OneByOne(Some);

        Assert.Equal((120_000m, 6000L), (import.MrrAt("2026-02-01"), import.Objects.Used));
        Assert.Equal(oneByOne.History, import.History);
        Assert.Equal(oneByOne.Objects, import.Objects);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void PlacesOfRefusals_AreThoseOfTheFile(int threads)
    {
        string[] lines = [.. Some];
        lines[1] = "\n" + lines[1].Replace("\"active\"", "\"x\"", StringComparison.Ordinal);
        lines[5000] = lines[5000].Replace("\"active\"", "\"x\"", StringComparison.Ordinal);
        lines[5100] = "{\"id\": oops}";
        lines[5900] = lines[5900].Replace("\"active\"", "\"x\"", StringComparison.Ordinal);

        StripeSubscriptionImport import = Of(string.Join("\r\n", lines), threads);

        Assert.Equal([(2L, 3L, "$.data.object.status"), (5001L, 5002L, "$.data.object.status"), (5101L, 5102L, "$"), (5901L, 5902L, "$.data.object.status")], import.Refusals.Select(one => (one.Document, one.Line, one.Path)));
        import.AddsUp();
    }

    /// <summary>A document on several lines among lines, over the end of a piece: it is read, and so is what follows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ADocumentOnSeveralLines_AmongLines_IsRead(int threads)
    {
        string page = List(Some[3000..4500]).Replace("},{", "},\n{", StringComparison.Ordinal);
        string broken = Some[5000].Replace("\"active\"", "\"x\"", StringComparison.Ordinal);

        StripeSubscriptionImport import = Of($"{string.Join('\n', Some[..3000])}\n{page}\n{string.Join('\n', Some[4500..5000])}\n{broken}\n{string.Join('\n', Some[5001..])}", threads);

        Assert.Equal((6000L, 3502L), (import.Objects.Read, import.OnlyRefusal().Document));
        Assert.Equal(3000 + page.Count(sign => sign == '\n') + 1 + 501, import.Refusals[0].Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void ALargePage_IsRead(string between)
    {
        StripeSubscriptionImport import = Of(List(Some).Replace("},{", "}," + between + "{", StringComparison.Ordinal), 2);

        Assert.Equal((120_000m, 6000L), (import.MrrAt("2026-02-01"), import.Objects.Used));
    }

    [Fact]
    public void TheMostObjects_AreCountedOverAllPieces()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', Some));

        Assert.Equal(6000, StripeImport.Subscriptions(new MemoryStream(bytes), new StripeImportOptions { MaximumObjects = 6000 }).Objects.Read);
        Assert.Contains("more than 5999 objects", Assert.Throws<InvalidDataException>(() => StripeImport.Subscriptions(new MemoryStream(bytes), new StripeImportOptions { MaximumObjects = 5999 })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Reading_CanBeCancelled(int threads)
    {
        using var source = new CancellationTokenSource();
        using var stream = new CancellingStream(Encoding.UTF8.GetBytes(string.Join('\n', Some)), source);

        Assert.ThrowsAny<OperationCanceledException>(() => StripeImport.Subscriptions(stream, execution: new ExecutionOptions { Threads = threads, Cancellation = source.Token }));
        Assert.True(stream.Position < stream.Length);
    }

    [Fact]
    public async Task EventsThatAreAwaited_AreRead_AndCanBeCancelled()
    {
        StripeSubscriptionImport import = await StripeImport.EventsAsync(Awaited(Some, cancelAfter: -1, source: null), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(OneByOne(Some).History, import.History);
        using var source = new CancellationTokenSource();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StripeImport.EventsAsync(Awaited(Some, cancelAfter: 10, source), cancellation: source.Token));
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Awaited(string[] events, int cancelAfter, CancellationTokenSource? source)
    {
        for (int i = 0; i < events.Length; i++)
        {
            await Task.Yield();
            if (i == cancelAfter)
            {
                await source!.CancelAsync();
            }

            yield return Encoding.UTF8.GetBytes(events[i]);
        }
    }

    private static StripeSubscriptionImport OneByOne(IEnumerable<string> documents)
    {
        var reader = new StripeEventReader();
        foreach (string one in documents)
        {
            reader.Add(Encoding.UTF8.GetBytes(one).AsSpan());
        }

        return reader.Complete();
    }

    private static StripeSubscriptionImport Of(string text, int threads) =>
        StripeImport.Subscriptions(new MemoryStream(Encoding.UTF8.GetBytes(text)), execution: new ExecutionOptions { Threads = threads });

    private sealed class CancellingStream(byte[] bytes, CancellationTokenSource source) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer)
        {
            source.Cancel();
            return base.Read(buffer[..Math.Min(buffer.Length, 100_000)]);
        }
    }
}
