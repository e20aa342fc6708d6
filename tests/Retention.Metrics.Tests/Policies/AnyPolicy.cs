using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Policies;

/// <summary>Policies of which the naive reference knows every setting: it has no terms that could be up for renewal.</summary>
internal static class AnyPolicy
{
    public static Arbitrary<MetricPolicy> Any { get; } = Testing.Any.MetricPolicy.Filter(policy => policy.ChurnDenominator != ChurnDenominator.UpForRenewal);
}
