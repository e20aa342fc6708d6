using System.Text;
using Retention.Metrics.Stripe.Collecting;
using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe;

/// <summary>Takes Stripe's events one by one, as a webhook endpoint receives them, and makes a history of them.</summary>
/// <remarks>
/// <para>Events may come twice and in any order. Each call adds one JSON document: an event, an object such as a coupon that events refer to by id, or a list of them.
/// What cannot be read is a refusal with its place, and never an exception.</para>
/// <para>The facts carry the id of their event and its instant of creation as the recorded instant. Further facts of one event have its id with a number: <c>evt_1#2</c>. Of
/// events of one second each is recorded 100 nanoseconds after the one before.</para>
/// <para><b>Cost:</b> linear in the events; a state of the subscription is kept for each, of about a kilobyte.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
/// <example><code>
/// var events = new StripeEventReader();
/// foreach (string json in File.ReadLines("stripe-events.jsonl"))
/// {
///     events.Add(json);
/// }
///
/// StripeSubscriptionImport import = events.Complete();
/// RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
/// </code></example>
public sealed class StripeEventReader
{
    private readonly StripeImportOptions options;
    private Collector collector;
    private long documents;

    /// <summary>A reader without events.</summary>
    /// <param name="options">Choices that the events leave; the defaults if left out.</param>
    public StripeEventReader(StripeImportOptions? options = null)
    {
        this.options = options ?? StripeImportOptions.Default;
        collector = new Collector(this.options);
    }

    /// <summary>Adds a JSON document in UTF-8.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="InvalidDataException">There are more objects than the options allow.</exception>
    public void Add(ReadOnlySpan<byte> json) => DocumentReader.AddOne(json, collector, options, new Place(++documents, 1));

    /// <summary>Adds a JSON document.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="InvalidDataException">There are more objects than the options allow.</exception>
    public void Add(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Add(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Makes a history of the events, and lets go of them: the reader is empty again.</summary>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    public StripeSubscriptionImport Complete(ExecutionOptions? execution = null)
    {
        Collector taken = collector;
        collector = new Collector(options);
        documents = 0;
        return Completion.Of(taken, options, execution);
    }

    /// <summary>How many documents were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{documents} documents");

    /// <summary>Adds all documents of a stream.</summary>
    internal void Add(Stream stream, ExecutionOptions execution) => StreamDocuments.AddAll(stream, collector, options, execution);
}
