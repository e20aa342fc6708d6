using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Who stopped the revenue: the customer, a failed payment, nobody said, or no subscription ended at all.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<ChurnKind>))]
public enum ChurnKind
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>The customer decided.</summary>
    Voluntary,

    /// <summary>A payment failed or the account was closed.</summary>
    Involuntary,

    /// <summary>No subscription ended: the customer pays nothing because of a pause or a price of 0.</summary>
    NotEnded,
}

/// <summary>Why a subscription ended: voluntary, involuntary, unknown, or a code of your own.</summary>
/// <remarks>
/// <see langword="default"/> is <see cref="Unknown"/>: a missing reason is never taken for a decision of the customer. Where revenue stops
/// without an end, the reason is <see cref="Paused"/> or <see cref="Free"/>; an event that says so is refused.
/// </remarks>
[JsonConverter(typeof(ChurnReasonJsonConverter))]
public readonly record struct ChurnReason
{
    private readonly string? code;

    private ChurnReason(string code, ChurnKind kind)
    {
        this.code = code;
        Kind = kind;
    }

    /// <summary>Nobody said.</summary>
    public static ChurnReason Unknown => default;

    /// <summary>The customer decided.</summary>
    public static ChurnReason Voluntary { get; } = new("voluntary", ChurnKind.Voluntary);

    /// <summary>A payment failed or the account was closed.</summary>
    public static ChurnReason Involuntary { get; } = new("involuntary", ChurnKind.Involuntary);

    /// <summary>No subscription ended: the one that paid was put on hold.</summary>
    public static ChurnReason Paused { get; } = new("paused", ChurnKind.NotEnded);

    /// <summary>No subscription ended: the one that paid goes on at a price of 0.</summary>
    public static ChurnReason Free { get; } = new("free", ChurnKind.NotEnded);

    /// <summary>Who ended it.</summary>
    public ChurnKind Kind { get; }

    /// <summary>The code: <c>unknown</c>, <c>voluntary</c>, <c>involuntary</c>, <c>paused</c>, <c>free</c> or your own.</summary>
    public string Code => code ?? "unknown";

    /// <summary>The reason of a code: the first three above by their names, anything else as a code of your own.</summary>
    /// <remarks>
    /// A code of your own that reads <c>paused</c> or <c>free</c> is the reason of an end, and equals neither <see cref="Paused"/> nor <see cref="Free"/>:
    /// its kind is another.
    /// </remarks>
    /// <param name="code">A text that is not empty.</param>
    /// <param name="kind">Who ended it, for a code of your own: unknown, voluntary or involuntary.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is null, empty or white space.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is <see cref="ChurnKind.NotEnded"/>, or not one of the enumeration.</exception>
    public static ChurnReason Of(string code, ChurnKind kind = ChurnKind.Unknown)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        if (kind is not (ChurnKind.Unknown or ChurnKind.Voluntary or ChurnKind.Involuntary))
        {
            throw new ArgumentOutOfRangeException(
                nameof(kind), kind, "The kind of a reason must be Unknown, Voluntary or Involuntary; without an end the reasons are ChurnReason.Paused and ChurnReason.Free.");
        }

        return code switch
        {
            "unknown" => Unknown,
            "voluntary" => Voluntary,
            "involuntary" => Involuntary,
            _ => new ChurnReason(code, kind),
        };
    }

    /// <summary>The reason of an end.</summary>
    /// <exception cref="ArgumentException">The reason says that no subscription ended.</exception>
    internal ChurnReason OfAnEnd(string parameter) => Kind != ChurnKind.NotEnded
        ? this
        : throw new ArgumentException($"ChurnReason.{(this == Paused ? nameof(Paused) : nameof(Free))} says that no subscription ended; the reason of an end must be Unknown, Voluntary, Involuntary or a code of your own (ChurnReason.Of).", parameter);

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
