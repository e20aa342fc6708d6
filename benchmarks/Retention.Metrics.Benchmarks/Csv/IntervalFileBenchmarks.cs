using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Benchmarks.Csv;

/// <summary>From a file of subscription intervals to the MRR at an instant, against the lines one would write without a library.</summary>
/// <remarks>
/// The baseline cuts lines at commas and sums what is live. It checks nothing: no quotes, no overlaps, no repeats, no history; its answer is
/// the same only because the file has none of these.
/// </remarks>
[MemoryDiagnoser]
public class IntervalFileBenchmarks
{
    private static readonly DateOnly Day = new(2025, 6, 1);

    private string path = "";

    [Params(100_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        path = Path.GetTempFileName();
        var random = new Random(20260101);
        using (var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            file.Write("subscription_id,customer_id,start_date,end_date,monthly_amount\n");
            for (int row = 0; row < Rows; row++)
            {
                DateOnly start = new DateOnly(2023, 1, 1).AddDays(random.Next(900));
                string end = random.Next(2) == 0 ? "" : start.AddDays(1 + random.Next(500)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                file.Write(string.Create(CultureInfo.InvariantCulture, $"sub_{row:x8},cus_{random.Next(Rows / 2):x8},{start:yyyy-MM-dd},{end},{random.Next(500, 50_000) / 100m:0.00}\n"));
            }
        }

        if (SplitLines() != Import())
        {
            throw new InvalidOperationException("The two roads do not give the same answer.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(path);

    [Benchmark(Baseline = true)]
    public decimal SplitLines()
    {
        decimal mrr = 0m;
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            string[] cells = line.Split(',');
            DateOnly start = DateOnly.ParseExact(cells[2], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            DateOnly? end = cells[3].Length == 0 ? null : DateOnly.ParseExact(cells[3], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            decimal amount = decimal.Parse(cells[4], CultureInfo.InvariantCulture);

            // The state at a day is the state before what happens at its start.
            mrr += start < Day && (end is null || end >= Day) ? amount : 0m;
        }

        return mrr;
    }

    [Benchmark]
    public decimal Import()
    {
        SubscriptionImport import = CsvImport.Subscriptions(path).RequireValid();
        return RevenueTimeline.FromHistory(import.History).MrrAt(Instant.FromUtc(Day.Year, Day.Month, Day.Day, 0, 0)).Monthly.Amount;
    }

    [Benchmark]
    public int ReadOnly() => CsvImport.Subscriptions(path).History.Count;
}
