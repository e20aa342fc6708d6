namespace Retention.Metrics.Tool;

/// <summary>The exit codes of the tool.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done as asked.</summary>
    public const int Done = 0;

    /// <summary>The data has findings or refused rows.</summary>
    public const int Invalid = 1;

    /// <summary>Wrong usage, or a file that is missing, empty or unreadable.</summary>
    public const int Failed = 2;

    /// <summary>A figure meets a condition of <c>--fail-if</c>.</summary>
    public const int ConditionMet = 3;

    /// <summary>A fault of the tool.</summary>
    public const int Unexpected = 4;

    /// <summary>The answer could not be written whole, such as on a full disk.</summary>
    public const int NotWritten = 5;

    /// <summary>What reads the output has ended: 128 and the number of SIGPIPE, as of a process that the signal ends.</summary>
    public const int ClosedPipe = 141;

    /// <summary>128 and the number of the signal.</summary>
    public const int Interrupted = 130, Terminated = 143;
}
