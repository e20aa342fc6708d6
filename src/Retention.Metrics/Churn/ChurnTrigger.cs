using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What kind of thing came before a churn.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<ChurnTriggerKind>))]
public enum ChurnTriggerKind
{
    /// <summary>Nothing of the other kinds.</summary>
    None,

    /// <summary>One unit of a subscription got dearer: another price, or the end of a discount.</summary>
    PriceRise,

    /// <summary>A trial ended, paid or not.</summary>
    TrialEnd,

    /// <summary>A payment failed.</summary>
    FailedPayment,

    /// <summary>A term of a subscription came to its end.</summary>
    Renewal,

    /// <summary>An instant marked by the caller: a release, an outage, a letter.</summary>
    Marked,
}

/// <summary>What came before a churn. That it came before does not make it the cause.</summary>
/// <remarks><see langword="default"/> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(ChurnTriggerJsonConverter))]
public readonly record struct ChurnTrigger : IComparable<ChurnTrigger>
{
    private readonly string? mark;

    internal ChurnTrigger(ChurnTriggerKind kind, string? mark = null)
    {
        Kind = kind;
        this.mark = mark;
    }

    /// <summary>Nothing came before that is looked for.</summary>
    public static ChurnTrigger None => default;

    /// <summary>One unit of a subscription got dearer.</summary>
    public static ChurnTrigger PriceRise => new(ChurnTriggerKind.PriceRise);

    /// <summary>A trial ended.</summary>
    public static ChurnTrigger TrialEnd => new(ChurnTriggerKind.TrialEnd);

    /// <summary>A payment failed.</summary>
    public static ChurnTrigger FailedPayment => new(ChurnTriggerKind.FailedPayment);

    /// <summary>A term came to its end.</summary>
    public static ChurnTrigger Renewal => new(ChurnTriggerKind.Renewal);

    /// <summary>The kind.</summary>
    public ChurnTriggerKind Kind { get; }

    /// <summary><c>none</c>, <c>price rise</c>, <c>trial end</c>, <c>failed payment</c>, <c>renewal</c> or the name of the mark.</summary>
    public string Name => mark ?? Kind switch
    {
        ChurnTriggerKind.PriceRise => "price rise",
        ChurnTriggerKind.TrialEnd => "trial end",
        ChurnTriggerKind.FailedPayment => "failed payment",
        ChurnTriggerKind.Renewal => "renewal",
        _ => "none",
    };

    /// <summary>An instant marked by the caller, by its name.</summary>
    /// <param name="name">A text that is not empty.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space.</exception>
    public static ChurnTrigger Marked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new ChurnTrigger(ChurnTriggerKind.Marked, name);
    }

    /// <summary>By kind, then by name.</summary>
    public int CompareTo(ChurnTrigger other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Name, other.Name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
