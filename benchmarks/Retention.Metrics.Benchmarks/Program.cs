using System.Globalization;
using BenchmarkDotNet.Running;
using Retention.Metrics.Benchmarks.Growth;

// growth [MOST]  how time and memory grow from 10,000 events up to MOST (50,000,000); anything else is for BenchmarkDotNet
if (args is ["growth", .. var rest])
{
    int most = rest is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 50_000_000;
    var all = new List<Measurement>();
    foreach (int size in GrowthRun.Sizes(most))
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size:#,0} events"));
        all.AddRange(GrowthRun.Of(size));
    }

    foreach (string line in GrowthReport.Lines(all))
    {
        Console.WriteLine(line);
    }

    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
