using System.Collections.Concurrent;
using System.Globalization;

namespace Retention.Metrics.Mutants;

internal enum Verdict
{
    Killed,
    Crashed,
    Timeout,
    Survived,
    NoCoverage,
}

/// <summary>Decides for each mutant whether a test fails.</summary>
/// <param name="coverage">Which tests reach a mutant.</param>
/// <param name="cases">On how many cases laws are tried.</param>
/// <param name="asksAll">Whether all tests are asked about a mutant that few reach: they may be those that happened to fill a table for all.</param>
internal sealed class Judge(Coverage coverage, int cases, bool asksAll) : IDisposable
{
    private const int Few = 3;

    /// <summary>How many mutants a test has killed: those that kill most are asked first.</summary>
    private static readonly ConcurrentDictionary<(string File, int Test), int> Kills = new();

    /// <summary>After so many mutants a process has kept too much of its tests.</summary>
    private const int MostOfOneWorker = 150;

    private WorkerProcess? worker;
    private int judged;

    public Verdict Of(Mutant mutant)
    {
        if (coverage.RunsOnce(mutant))
        {
            return Alone(mutant, coverage.AllTests);
        }

        Verdict verdict = Among(mutant, InOrder(mutant, coverage.TestsOf(mutant)));
        if (verdict >= Verdict.Survived && coverage.TestsAfter(mutant) is { Count: > 0 } after)
        {
            verdict = Alone(mutant, after);
        }

        return verdict >= Verdict.Survived && asksAll && coverage.TestsOf(mutant).Count <= Few ? Alone(mutant, coverage.AllTests) : verdict;
    }

    public void Dispose() => worker?.Dispose();

    /// <summary>In a process of its own, where it is active from the start.</summary>
    private Verdict Alone(Mutant mutant, IReadOnlyCollection<int> tests)
    {
        using var own = new WorkerProcess(cases, mutant.Id);
        return Ask(own, mutant, InOrder(mutant, tests)).Verdict;
    }

    /// <summary>In a process that other mutants have been through.</summary>
    private Verdict Among(Mutant mutant, int[] tests)
    {
        if (tests.Length == 0)
        {
            return Verdict.NoCoverage;
        }

        bool fresh = worker is null;
        (Verdict verdict, bool spoilt) = Ask(worker ??= new WorkerProcess(cases), mutant, tests);
        if (spoilt || verdict is Verdict.Crashed or Verdict.Timeout || ++judged == MostOfOneWorker)
        {
            worker.Dispose();
            worker = null;
            judged = 0;
        }

        // A failure that stays without the mutant may be the doing of one before it.
        return spoilt && !fresh ? Among(mutant, tests) : verdict;
    }

    private int[] InOrder(Mutant mutant, IReadOnlyCollection<int> tests) =>
        [.. tests.OrderByDescending(test => Kills.GetValueOrDefault((mutant.File, test))).ThenBy(coverage.Milliseconds)];

    private (Verdict Verdict, bool Spoilt) Ask(WorkerProcess asked, Mutant mutant, int[] tests)
    {
        string each = string.Join(' ', tests.Select(test => string.Create(CultureInfo.InvariantCulture, $"{test}:{MostMilliseconds(coverage.Milliseconds(test))}")));
        asked.Ask(string.Create(CultureInfo.InvariantCulture, $"{mutant.Id} {15_000 + (5 * tests.Sum(coverage.Milliseconds))} {each}"));
        switch (asked.Answer()?.Split(' '))
        {
            case ["killed", string test, string left]:
                Kills.AddOrUpdate((mutant.File, int.Parse(test, CultureInfo.InvariantCulture)), 1, (_, kills) => kills + 1);
                return (Verdict.Killed, left == "spoilt");
            case ["timeout"]:
                return (Verdict.Timeout, false);
            case ["survived"]:
                return (Verdict.Survived, false);
            default:
                return (Verdict.Crashed, false);
        }
    }

    /// <summary>The time limit of a test: more than it needs on many cases, with a slow mutant and a busy machine.</summary>
    private static int MostMilliseconds(int measured) => 3_000 + (8 * measured);
}
