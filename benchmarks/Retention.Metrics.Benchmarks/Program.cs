using System.Globalization;
using BenchmarkDotNet.Running;
using Retention.Metrics.Benchmarks.Growth;

// How time and memory grow is a command of its own; all else is for BenchmarkDotNet.
if (args is not ["growth", ..])
{
    _ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}

if (!GrowthOptions.TryParse(args.AsSpan(1), out GrowthOptions? options))
{
    Console.Error.WriteLine(GrowthOptions.Usage);
    return 1;
}

var run = new GrowthRun(options);
var all = new List<Measurement>();
foreach (int size in run.Sizes)
{
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size:#,0} events"));
    all.AddRange(run.Of(size));
}

foreach (string line in GrowthReport.Lines(all))
{
    Console.WriteLine(line);
}

return 0;
