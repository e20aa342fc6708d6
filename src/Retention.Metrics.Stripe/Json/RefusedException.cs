namespace Retention.Metrics.Stripe.Json;

/// <summary>A value that cannot be read; the object that holds it becomes a refusal.</summary>
internal sealed class RefusedException : Exception
{
    /// <summary>A value that cannot be read.</summary>
    public RefusedException(JsonPath path, string value, string reason)
        : base(reason)
    {
        Path = path;
        Value = value;
    }

    /// <summary>Where the value is.</summary>
    public JsonPath Path { get; }

    /// <summary>The value, shortened if it is long.</summary>
    public string Value { get; }
}
