namespace Retention.Metrics.Stripe;

/// <summary>Reads Stripe's objects and events as JSON, in every shape the API has published, and accounts for every object.</summary>
/// <remarks>
/// <para>What is read: pages of lists, arrays, single objects, and JSON lines of any of them. Subscriptions make the history; coupons, discounts, prices and customers
/// are found where a subscription refers to them by id; schedules say what is to come; invoices say what a subscription cost before. Events of webhooks are read too.</para>
/// <para>No version of Stripe's library is needed: objects of it are written by their method <c>ToJson()</c>.</para>
/// </remarks>
/// <example><code>
/// StripeSubscriptionImport import = StripeImport.Subscriptions("stripe-subscriptions.json");
/// RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
/// </code></example>
public static class StripeImport
{
    /// <summary>Reads objects and events from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Choices that the objects leave; the defaults if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="InvalidDataException">The file is empty, holds no JSON, or is larger than the options allow.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StripeSubscriptionImport Subscriptions(string path, StripeImportOptions? options = null, ExecutionOptions? execution = null)
    {
        using FileStream file = File.OpenRead(path);
        return Subscriptions(file, options, execution);
    }

    /// <summary>Reads objects and events from a stream, which stays open.</summary>
    /// <inheritdoc cref="Subscriptions(string, StripeImportOptions?, ExecutionOptions?)"/>
    public static StripeSubscriptionImport Subscriptions(Stream stream, StripeImportOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var reader = new StripeEventReader(options);
        reader.Add(stream, execution ?? ExecutionOptions.Default);
        return reader.Complete(execution);
    }

    /// <summary>Reads events as they come, from a queue or a table of webhook deliveries.</summary>
    /// <param name="events">The events, each a JSON document in UTF-8.</param>
    /// <param name="options">Choices that the events leave; the defaults if left out.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InvalidDataException">There are more objects than the options allow.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<StripeSubscriptionImport> EventsAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> events, StripeImportOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var reader = new StripeEventReader(options);
        await foreach (ReadOnlyMemory<byte> one in events.WithCancellation(cancellation).ConfigureAwait(false))
        {
            reader.Add(one.Span);
        }

        return reader.Complete(ExecutionOptions.Default with { Cancellation = cancellation });
    }
}
