using System.Globalization;

namespace Retention.Metrics.Mutants;

/// <summary>Which tests reach a mutant.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<int, HashSet<int>> tests = [];
    private readonly Dictionary<int, HashSet<string>> early = [];
    private readonly HashSet<int> once = [];
    private readonly Dictionary<int, int> milliseconds = [];
    private readonly Dictionary<string, List<int>> testsOfClass = new(StringComparer.Ordinal);

    /// <summary>Runs every test once; <see langword="null"/> where they did not come to their end.</summary>
    public static Coverage? Measure(int cases)
    {
        var coverage = new Coverage();
        using var worker = new WorkerProcess(cases);
        worker.Ask("coverage");
        while (worker.Answer() is { } line)
        {
            if (line == "done")
            {
                return coverage;
            }

            coverage.Add(line.Split(' '));
        }

        return null;
    }

    public IReadOnlyCollection<int> AllTests => milliseconds.Keys;

    /// <summary>Whether the core reaches it while it initializes a type, which happens once in a process.</summary>
    public bool RunsOnce(Mutant mutant) => once.Contains(mutant.Id);

    /// <summary>The tests that reach a mutant.</summary>
    public IReadOnlyCollection<int> TestsOf(Mutant mutant) => tests.GetValueOrDefault(mutant.Id) ?? [];

    /// <summary>The tests of classes that reach it while they are initialized: what they look at was made once in a process.</summary>
    public IReadOnlyCollection<int> TestsAfter(Mutant mutant) =>
        [.. (early.GetValueOrDefault(mutant.Id) ?? []).SelectMany(name => testsOfClass.GetValueOrDefault(name) ?? [])];

    public int Milliseconds(int test) => milliseconds[test];

    private void Add(string[] line)
    {
        switch (line)
        {
            case ["once", string mutants]:
                once.UnionWith(Numbers(mutants));
                return;
            case ["early", string name, string mutants]:
                foreach (int mutant in Numbers(mutants))
                {
                    _ = Of(early, mutant).Add(name);
                }

                return;
            case ["test", string number, string name, string took, string mutants]:
                int test = int.Parse(number, CultureInfo.InvariantCulture);
                milliseconds[test] = int.Parse(took, CultureInfo.InvariantCulture);
                Of(testsOfClass, name).Add(test);
                foreach (int mutant in Numbers(mutants))
                {
                    _ = Of(tests, mutant).Add(test);
                }

                return;
            default:
                throw new InvalidOperationException($"'{string.Join(' ', line)}' is no line of coverage.");
        }
    }

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> dictionary, TKey key)
        where TKey : notnull
        where TValue : new() => dictionary.TryGetValue(key, out TValue? value) ? value : dictionary[key] = new TValue();

    private static IEnumerable<int> Numbers(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture));
}
