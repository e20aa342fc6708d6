using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests;

/// <summary>How laws are checked: on random cases, quietly, with the smallest failing case and its seed when one fails.</summary>
internal static class Laws
{
    public static void Check<TCase>(Arbitrary<TCase> cases, Action<TCase> law, int times = 300) =>
        Prop.ForAll(cases, law).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true));
}
