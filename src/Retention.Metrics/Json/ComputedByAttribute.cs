namespace Retention.Metrics.Json;

/// <summary>States what makes the instances of a type that JSON is not read into.</summary>
/// <param name="door">The member to call, for a message.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
internal sealed class ComputedByAttribute(string door) : Attribute
{
    public string Door { get; } = door;
}
