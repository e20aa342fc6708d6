using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests;

/// <summary>How laws are checked: on random cases, with the smallest failing case as code and its seed when one fails.</summary>
internal static class Laws
{
    public static void Check<TCase>(Arbitrary<TCase> cases, Action<TCase> law, int times = 300, [CallerMemberName] string name = "") =>
        Law.ForAll(LawCases.AreShrunk ? cases : Arb.From(cases.Generator), law, new LawSettings { Cases = LawCases.AtMost(times) }, name);
}
