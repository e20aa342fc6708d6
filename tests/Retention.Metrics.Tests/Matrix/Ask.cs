using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Retention.Metrics.Tests.Matrix;

/// <summary>How an answer is asked for in one column of the matrix: a call that is made by the laws and shown in the docs, or the reason why there is none.</summary>
internal sealed class Ask<TResult>
{
    public Func<MatrixWorld, TResult>? Call { get; init; }

    /// <summary>The call as code.</summary>
    public string? Code { get; init; }

    /// <summary>Why there is no call, in one sentence.</summary>
    public string? Reason { get; init; }

    public static implicit operator Ask<TResult>(Not not) => new() { Reason = not.Reason };
}

/// <summary>No call, and why.</summary>
internal sealed record Not(string Reason);

internal static partial class Ask
{
    /// <summary>A call on the facts and timelines of a world; the text of the lambda is what the docs show.</summary>
    public static Ask<TResult> By<TResult>(Func<MatrixWorld, TResult> call, [CallerArgumentExpression(nameof(call))] string code = "") =>
        new() { Call = call, Code = Property().Replace(Space().Replace(code[(code.IndexOf("=>", StringComparison.Ordinal) + 2)..].Trim(), " "), found => char.ToLowerInvariant(found.Groups["first"].Value[0]).ToString()) };

    [GeneratedRegex(@"\bw\.(?<first>[A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Property();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
