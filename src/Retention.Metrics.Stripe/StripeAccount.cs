using System.Globalization;
using System.Text.Json.Serialization;
using Retention.Metrics.Json;

namespace Retention.Metrics.Stripe;

/// <summary>How many objects and events were read and what became of them: read = used + repeated + superseded + left out + refused.</summary>
/// <param name="Read">Objects and events: the elements of lists and arrays, or the document itself.</param>
/// <param name="Used">Those with facts in the history, and those that facts refer to.</param>
/// <param name="Repeated">Those that came again with the same content.</param>
/// <param name="Superseded">Those of which a later state is known: a subscription beside its events, an older state of a coupon.</param>
/// <param name="LeftOut">Those left out by a rule; <see cref="StripeSubscriptionImport.LeftOut"/> counts them by rule.</param>
/// <param name="Refused">Those that cannot be read, those with a finding, and the others of their subscriptions.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("StripeImport")]
public readonly record struct StripeObjectCounts(long Read, long Used, long Repeated, long Superseded, long LeftOut, long Refused) : IJsonAnswer
{
    /// <summary>The counts, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(StripeObjectCounts), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json) => WriteTo(json);

    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("objectsRead", Read);
        json.Add("objectsUsed", Used);
        json.Add("objectsRepeated", Repeated);
        json.Add("objectsSuperseded", Superseded);
        json.Add("objectsLeftOut", LeftOut);
        json.Add("objectsRefused", Refused);
    }
}

/// <summary>The rules by which objects are left out.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<StripeRule>))]
public enum StripeRule
{
    /// <summary>It is of test mode; <see cref="StripeImportOptions.TestMode"/> takes it.</summary>
    TestMode,

    /// <summary>The first payment of the subscription was never made: <c>incomplete</c> or <c>incomplete_expired</c>.</summary>
    NeverPaid,

    /// <summary>The subscription charges usage alone, which does not recur.</summary>
    MeteredOnly,

    /// <summary>Its kind, or the kind of its event, says nothing about recurring revenue.</summary>
    OtherKind,

    /// <summary>No subscription that is read refers to it.</summary>
    NotReferenced,

    /// <summary>The invoice is a draft or was voided.</summary>
    NotFinalInvoice,

    /// <summary>The schedule has no subscription yet.</summary>
    ScheduleWithoutSubscription,
}

/// <summary>How many objects a rule has left out.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Count">How many objects.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("StripeImport")]
public readonly record struct StripeLeftOut(StripeRule Rule, long Count) : IJsonAnswer
{
    /// <summary>The rule and the number, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(StripeLeftOut), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("rule", Rule);
        json.Add("objects", Count);
    }
}

/// <summary>An object that cannot be read, and why.</summary>
/// <param name="Document">The number of the JSON document; the first is 1.</param>
/// <param name="Line">The line on which the document starts; the first is 1.</param>
/// <param name="Path">The place in the document as a JSON path: <c>$.data[3].items.data[0].price</c>.</param>
/// <param name="Value">The value found, shortened if it is long; empty where it is missing.</param>
/// <param name="Reason">What is wrong with it and what would be right.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("StripeImport")]
public sealed record StripeRefusal(long Document, long Line, string Path, string Value, string Reason) : IJsonAnswer
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"document {Document}, line {Line}: {Path}{(string.IsNullOrEmpty(Value) ? "" : $" {Value}")}: {Reason}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("document", Document);
        json.Add("line", Line);
        json.Add("path", Path);
        json.Add("value", Value);
        json.Add("reason", Reason);
    }
}

/// <summary>Facts of a subscription that cannot be true together, and why.</summary>
/// <param name="Subscription">The id of the Stripe subscription.</param>
/// <param name="Kind">The kind of trouble.</param>
/// <param name="Message">What is wrong, with instants and values.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("StripeImport")]
public sealed record StripeFinding(string Subscription, FindingKind Kind, string Message) : IJsonAnswer
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{Subscription}: {Kind}: {Message}";

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("subscription", Subscription);
        json.Add("kind", Kind);
        json.Add("message", Message);
    }
}

/// <summary>The kinds of note.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<StripeNoteKind>))]
public enum StripeNoteKind
{
    /// <summary>A list of subscriptions holds none that ended, so there is no churn in it.</summary>
    NoEndedSubscriptions,

    /// <summary>Items charge usage, and are left out of the price of their subscription.</summary>
    MeteredItems,

    /// <summary>The subscription is older than its price or than all of its items: what it cost before is not known.</summary>
    EarlierPriceUnknown,

    /// <summary>The subscription is known from its object alone: today's price is taken for all of its life.</summary>
    TodaysPriceAlone,

    /// <summary>The status changed at an instant that the object does not state; the start of its current period is taken.</summary>
    EndEstimated,

    /// <summary>A payment is overdue, and the object does not say since when: no failed payment is among the facts.</summary>
    PastDueSinceUnknown,

    /// <summary>Payment is not collected for the time being.</summary>
    CollectionPaused,

    /// <summary>Between two events others are missing: their states do not follow each other.</summary>
    EventsMissing,
}

/// <summary>What is not wrong and worth knowing about some subscriptions.</summary>
/// <param name="Kind">The kind of note.</param>
/// <param name="Message">What it means for the figures.</param>
/// <param name="Subscriptions">The ids of the Stripe subscriptions, in order; empty where the note is about all.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("StripeImport")]
public sealed record StripeNote(StripeNoteKind Kind, string Message, IReadOnlyList<string> Subscriptions) : IJsonAnswer
{
    /// <summary>All of it in one line, with the first subscriptions.</summary>
    public override string ToString()
    {
        const int Shown = 5;
        IReadOnlyList<string> all = Subscriptions ?? [];
        string more = all.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - Shown} more") : "";
        return all.Count == 0 ? Message : $"{Message}: {string.Join(", ", all.Take(Shown))}{more}";
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("kind", Kind);
        json.Add("message", Message);
        json.AddAll("subscriptions", Subscriptions ?? []);
    }
}
