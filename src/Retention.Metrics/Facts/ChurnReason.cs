namespace Retention.Metrics;

/// <summary>Who stopped the revenue: the customer, a failed payment, nobody said, or no subscription ended at all.</summary>
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
/// without an end, the reason is <see cref="Paused"/> or <see cref="Free"/>.
/// </remarks>
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

    /// <summary>The reason of a code: the five above by their names, anything else as a code of your own.</summary>
    /// <param name="code">A text that is not empty.</param>
    /// <param name="kind">Who ended it, for a code of your own.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is null, empty or white space.</exception>
    public static ChurnReason Of(string code, ChurnKind kind = ChurnKind.Unknown)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return code switch
        {
            "unknown" => Unknown,
            "voluntary" => Voluntary,
            "involuntary" => Involuntary,
            "paused" => Paused,
            "free" => Free,
            _ => new ChurnReason(code, kind),
        };
    }

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
