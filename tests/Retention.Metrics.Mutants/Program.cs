using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Retention.Metrics.Mutants;

if (args is ["--worker"])
{
    return await Worker.Run(Console.In, Console.Out);
}

if (args is not [string report, string mutated, .. string[] places])
{
    Console.Error.WriteLine("Retention.Metrics.Mutants <Stryker's mutation-report.json> <the Retention.Metrics.dll it built> [folder or file of the core …]");
    return 2;
}

Mutant[] all = File.Exists(report) ? [.. Mutant.Read(report).Where(mutant => places.Length == 0 || Array.Exists(places, place => mutant.File.StartsWith(place, StringComparison.Ordinal)))] : [];
if (all.Length == 0 || !File.Exists(mutated))
{
    Console.Error.WriteLine(all.Length > 0 ? $"There is no file {mutated}." : $"{report} names no mutants{(places.Length > 0 ? " in " + string.Join(", ", places) : "")}.");
    return 2;
}

// Most mutants fail a law on its first cases; who survives those is asked again.
const int CoverageCases = 15, FewCases = 5, ManyCases = 40;

File.Copy(mutated, Path.Combine(AppContext.BaseDirectory, "Retention.Metrics.dll"), overwrite: true);
long started = Stopwatch.GetTimestamp();
if (Coverage.Measure(CoverageCases) is not { } coverage)
{
    Console.Error.WriteLine($"The tests did not finish with {mutated}; expected the assembly with all mutants that Stryker built.");
    return 1;
}

Tell($"{coverage.AllTests.Count} tests");
var verdicts = new ConcurrentDictionary<Mutant, Verdict>();
Ask(all.Where(mutant => mutant.Status is not ("CompileError" or "Ignored")), FewCases);
Ask(verdicts.Where(one => one.Value == Verdict.Survived).Select(one => one.Key), ManyCases);

foreach ((Mutant mutant, Verdict verdict) in verdicts.Where(one => one.Value is not Verdict.Killed).OrderBy(one => one.Key.File, StringComparer.Ordinal).ThenBy(one => one.Key.Line).ThenBy(one => one.Key.Id))
{
    Console.WriteLine(Line(mutant, verdict));
}

Console.WriteLine();
Console.WriteLine("| | tested | killed | crashed | timeout | survived | no coverage | not compiled | score |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (IGrouping<string, Mutant> folder in all.GroupBy(mutant => mutant.Folder).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    Row(folder.Key, folder);
}

Row("together", all);
return 0;

void Ask(IEnumerable<Mutant> mutants, int cases)
{
    var queue = new ConcurrentQueue<Mutant>(mutants);
    int asked = queue.Count, done = 0;
    Parallel.For(0, Environment.ProcessorCount, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _ =>
    {
        using var judge = new Judge(coverage, cases, asksAll: cases == FewCases);
        while (queue.TryDequeue(out Mutant? mutant))
        {
            Verdict verdict = verdicts[mutant] = judge.Of(mutant);
            if (verdict is not Verdict.Killed)
            {
                Tell(Line(mutant, verdict));
            }

            if (Interlocked.Increment(ref done) is var sofar && sofar % 100 == 0)
            {
                Tell($"{sofar} of {asked}, {cases} cases");
            }
        }
    });
}

string Line(Mutant mutant, Verdict verdict) =>
    string.Create(CultureInfo.InvariantCulture, $"{verdict} {mutant.Id} {mutant.File}:{mutant.Line} {mutant.Mutator}: {mutant.Replacement.ReplaceLineEndings(" ")}");

void Tell(string what) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s: {what}"));

void Row(string name, IEnumerable<Mutant> mutants)
{
    int[] counts = [.. Enum.GetValues<Verdict>().Select(verdict => mutants.Count(mutant => verdicts.TryGetValue(mutant, out Verdict found) && found == verdict))];
    int tested = counts.Sum();
    int noticed = counts[(int)Verdict.Killed] + counts[(int)Verdict.Crashed] + counts[(int)Verdict.Timeout];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {tested} | {string.Join(" | ", counts)} | {mutants.Count(mutant => mutant.Status == "CompileError")} | {(tested == 0 ? 0 : 100.0 * noticed / tested):F1} % |"));
}
