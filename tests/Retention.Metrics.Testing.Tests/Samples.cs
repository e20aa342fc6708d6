using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing.Tests;

/// <summary>The same cases in every run, so that what a sample reaches is a fact and not a chance.</summary>
internal static class Samples
{
    public static T[] Of<T>(Arbitrary<T> cases, int count, ulong seed = 20_260_101) => cases.Generator.Sample(count, new Rnd(seed), 50);
}
