namespace Retention.Metrics.Stripe.Collecting;

/// <summary>The document that an object was read from.</summary>
/// <param name="Document">Its number; the first is 1.</param>
/// <param name="Line">The line on which it starts; the first is 1.</param>
internal readonly record struct Place(long Document, long Line)
{
    /// <summary>The place in all documents of one that was counted from a later one.</summary>
    /// <param name="before">How many documents and lines come before.</param>
    public Place After(Place before) => new(before.Document + Document, before.Line + Line);
}
