namespace Retention.Metrics.Rivals.Outside;

/// <summary>A rival's process ended or answered what it should not.</summary>
internal sealed class RivalFailedException(string message) : Exception(message);
