using System.Reflection;
using NodaTime;

namespace Retention.Metrics.Tests.Promises;

/// <summary>What takes no null says so at once, by the parameter's name: no half-done work, no null that surfaces elsewhere.</summary>
public sealed class NullTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void EveryParameterThatIsNotNullable_RefusesNull_ByItsName()
    {
        var samples = new Samples();

        string[] complaints = [.. NotNullable().Select(parameter => Complaint(samples, parameter)).OfType<string>()];

        Assert.True(complaints.Length == 0, string.Join(Environment.NewLine, complaints));
    }

    /// <summary>Reflection passes no spans, so these are called by hand.</summary>
    [Fact]
    public void MembersWithSpans_RefuseNullToo()
    {
        SubscriptionHistory history = SubscriptionHistory.Create();
        ReportingPeriods periods = At.Months("2026-01", "2026-02");

        Assert.Throws<ArgumentNullException>("customers", () => Segmentation.By(null!, "plan"));
        Assert.Throws<ArgumentNullException>("history", () => Segmentation.ByFirstSubscription(null!, _ => null, "plan"));
        Assert.Throws<ArgumentNullException>("attributesOf", () => Segmentation.ByFirstSubscription(history, null!, "plan"));
        Assert.Throws<ArgumentNullException>("history", () => PolicyComparison.Of(null!, periods, PolicyPreset.Named("Default")));
        Assert.Throws<ArgumentNullException>("periods", () => PolicyComparison.Of(history, null!, PolicyPreset.Named("Default")));
        Assert.Throws<ArgumentNullException>("zone", () => ReportingPeriods.Between(null!, Instant.MinValue, Instant.MaxValue));
        Assert.Throws<ArgumentNullException>("name", () => TriggerWindow.OfDays(1).Marking(null!, Instant.MinValue));
    }

    /// <summary>What the compiler would not let be null. Rows of answers are left out, for the library makes them, and events too: a history names the one without a price.</summary>
    private static IEnumerable<ParameterInfo> NotNullable() => Samples.Members()
        .Where(member => !IsRecords(member) && member is not MethodInfo { ReturnType.Name: nameof(SubscriptionEvent) })
        .SelectMany(member => member.GetParameters())
        .Where(parameter => !parameter.ParameterType.IsValueType && Nullability.Create(parameter).WriteState == NullabilityState.NotNull);

    private static bool IsRecords(MethodBase member) => member is ConstructorInfo
        && member.DeclaringType!.GetMethod("<Clone>$") is not null && Array.TrueForAll(member.GetParameters(), parameter => member.DeclaringType.GetProperty(parameter.Name!) is not null);

    private static string? Complaint(Samples samples, ParameterInfo parameter)
    {
        var member = (MethodBase)parameter.Member;
        Exception? thrown = Record.Exception(() => samples.Call(member, nullAt: parameter.Position));

        return thrown is TargetInvocationException { InnerException: ArgumentException refused } && string.Equals(refused.ParamName, parameter.Name, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"{member.DeclaringType!.Name}.{member}, {parameter.Name}: {(thrown?.InnerException ?? thrown)?.Message ?? "accepted"}";
    }
}
