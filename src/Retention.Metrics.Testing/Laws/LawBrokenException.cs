namespace Retention.Metrics.Testing;

/// <summary>A law does not hold. The message says which, for which smallest case, and why, with the case as code.</summary>
public sealed class LawBrokenException : Exception
{
    internal LawBrokenException(string message, string law, string code, string replay, Exception? inner)
        : base(message, inner)
    {
        Law = law;
        Code = code;
        Replay = replay;
    }

    /// <summary>The law, as a sentence.</summary>
    public string Law { get; }

    /// <summary>The smallest case found, as C#.</summary>
    public string Code { get; }

    /// <summary>A seed for <see cref="LawSettings.Replay"/>: the first case of it is the one that was found before it became smaller.</summary>
    public string Replay { get; }
}
