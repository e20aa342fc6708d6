namespace Retention.Metrics.Tool;

/// <summary>The command line asks for what cannot be done; the message says what can.</summary>
internal sealed class UsageException(string message) : Exception(message);
