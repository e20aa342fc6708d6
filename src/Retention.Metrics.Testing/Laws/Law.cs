using System.Runtime.CompilerServices;
using FsCheck;

namespace Retention.Metrics.Testing;

/// <summary>A law: what holds for every case. It is tried on random ones, and the smallest that breaks it is shown as code.</summary>
/// <remarks>
/// No test framework is needed: a law that breaks is a <see cref="LawBrokenException"/>, whatever the body of the law threw.
/// </remarks>
public static class Law
{
    /// <summary>Tries a law that throws where it does not hold, with the assertions of any test framework.</summary>
    /// <example><code>
    /// Law.ForAll(Any.SubscriptionScenario, scenario =&gt;
    /// {
    ///     RollForward rows = scenario.Timeline().RollForward(scenario.Periods);
    ///
    ///     Assert.Equal(scenario.Timeline().MrrAt(scenario.Periods.End), rows[^1].ClosingMrr);
    /// });
    /// </code></example>
    /// <typeparam name="T">The kind of case.</typeparam>
    /// <param name="cases">Where cases come from: one of <see cref="Any"/>, <see cref="AnyEvent"/>, <see cref="Invalid"/>, or one of your own.</param>
    /// <param name="law">What holds for a case.</param>
    /// <param name="settings">How many cases, and which; the default settings if left out.</param>
    /// <param name="name">What the law is called; the name of the calling test if left out.</param>
    /// <exception cref="LawBrokenException">There is a case for which the law throws.</exception>
    public static void ForAll<T>(Arbitrary<T> cases, Action<T> law, LawSettings? settings = null, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(law);
        LawTrial.Run(name, cases, one => Contradiction.OfThrowing(() => law(one)), one => CaseCode.Of(one), settings);
    }

    /// <summary>Tries a law that is true or false.</summary>
    /// <typeparam name="T">The kind of case.</typeparam>
    /// <param name="cases">Where cases come from: one of <see cref="Any"/>, <see cref="AnyEvent"/>, <see cref="Invalid"/>, or one of your own.</param>
    /// <param name="law">Whether it holds for a case.</param>
    /// <param name="settings">How many cases, and which; the default settings if left out.</param>
    /// <param name="name">What the law is called; the name of the calling test if left out.</param>
    /// <exception cref="LawBrokenException">There is a case for which the law is false or throws.</exception>
    public static void ForAll<T>(Arbitrary<T> cases, Func<T, bool> law, LawSettings? settings = null, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(law);
        LawTrial.Run(name, cases, one => law(one) ? null : new Contradiction("It is false."), one => CaseCode.Of(one), settings);
    }
}
