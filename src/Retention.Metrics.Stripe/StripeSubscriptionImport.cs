using System.Globalization;
using System.Text.Json.Serialization;
using Retention.Metrics.Json;

namespace Retention.Metrics.Stripe;

/// <summary>What came out of Stripe's objects and events: the history of all that is valid, and an account of the rest.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("StripeImport")]
public sealed class StripeSubscriptionImport : IJsonAnswer
{
    internal StripeSubscriptionImport(
        SubscriptionHistory history,
        StripeObjectCounts objects,
        IReadOnlyList<StripeLeftOut> leftOut,
        IReadOnlyList<StripeRefusal> refusals,
        IReadOnlyList<StripeFinding> findings,
        IReadOnlyList<StripeNote> notes,
        IReadOnlyList<Customer> customers)
    {
        History = history;
        Objects = objects;
        LeftOut = leftOut;
        Refusals = refusals;
        Findings = findings;
        Notes = notes;
        Customers = customers;
    }

    /// <summary>The history of every subscription of which all objects and events are valid.</summary>
    /// <remarks>
    /// A Stripe subscription is one subscription under its own id. Where its items recur at several intervals, the shortest is under that id, and each other one is
    /// a subscription of the same customer with the interval behind the id: <c>sub_1:1-year</c>.
    /// </remarks>
    public SubscriptionHistory History { get; }

    /// <summary>What became of the objects and events.</summary>
    public StripeObjectCounts Objects { get; }

    /// <summary>How many objects each rule has left out; rules that left out none are not listed.</summary>
    public IReadOnlyList<StripeLeftOut> LeftOut { get; }

    /// <summary>Every object that cannot be read.</summary>
    public IReadOnlyList<StripeRefusal> Refusals { get; }

    /// <summary>Everything that cannot be true.</summary>
    public IReadOnlyList<StripeFinding> Findings { get; }

    /// <summary>What the objects do not say, and what was made of it.</summary>
    public IReadOnlyList<StripeNote> Notes { get; }

    /// <summary>The customers of the history, with interval, product and price of their subscription and the metadata of both.</summary>
    /// <remarks>Of several values the one of the subscription that was created last counts.</remarks>
    public IReadOnlyList<Customer> Customers { get; }

    /// <summary>Whether there is nothing wrong: no refusal and no finding.</summary>
    public bool IsValid => Refusals.Count == 0 && Findings.Count == 0;

    /// <summary>This, if every object and event is valid.</summary>
    /// <exception cref="InvalidDataException">There are refusals or findings; the message lists them.</exception>
    public StripeSubscriptionImport RequireValid() => IsValid ? this : throw Invalid();

    /// <summary>The account: how many objects were used, and how much is wrong.</summary>
    public override string ToString() => FormattableString.Invariant($"{Objects.Used} of {Objects.Read} objects used, {Refusals.Count} refusals, {Findings.Count} findings, {Notes.Count} notes");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Objects.WriteTo(json);
        json.AddAll("leftOut", LeftOut);
        json.AddAll("refusals", Refusals);
        json.AddAll("findings", Findings);
        json.AddAll("notes", Notes);
    }

    private InvalidDataException Invalid()
    {
        string[] all = [.. Refusals.Select(refusal => refusal.ToString()), .. Findings.Select(finding => finding.ToString())];
        const int Shown = 20;
        string more = all.Length > Shown ? string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}  and {all.Length - Shown} more") : "";
        return new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{Objects.Refused} of {Objects.Read} objects are not valid:{string.Concat(all.Take(Shown).Select(one => $"{Environment.NewLine}  {one}"))}{more}"));
    }
}
