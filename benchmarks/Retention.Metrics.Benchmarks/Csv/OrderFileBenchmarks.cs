using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Benchmarks.Csv;

/// <summary>From a file of orders to what they came to: directly into an order timeline, by way of a history, and by lines cut at commas, which checks nothing.</summary>
public class OrderFileBenchmarks : OrderBenchmarks
{
    private static readonly CsvImportOptions Options = new() { Currency = Currency.Eur };

    private string path = "";

    [Benchmark(Baseline = true)]
    public decimal Linq() => File.ReadLines(path).Skip(1).Sum(line => decimal.Parse(line.Split(',')[2], CultureInfo.InvariantCulture));

    [Benchmark]
    public decimal Straight() => RevenueOf(CsvImport.OrderTimeline(path, Options).RequireValid().Timeline);

    [Benchmark]
    public decimal OnOneThread() => RevenueOf(CsvImport.OrderTimeline(path, Options, ExecutionOptions.Sequential).RequireValid().Timeline);

    [Benchmark]
    [ReadsObjects]
    public decimal ByWayOfAHistory() => RevenueOf(OrderTimeline.FromHistory(CsvImport.Orders(path, Options).RequireValid().History));

    [GlobalCleanup]
    public void Cleanup() => File.Delete(path);

    protected override void Prepare()
    {
        base.Prepare();
        path = Path.GetTempFileName();
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        file.Write("customer_id,ordered_at,amount\n");
        for (int row = 0; row < Events; row++)
        {
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{Log.Customers[row]},{Log.At[row].ToDateTimeUtc():yyyy-MM-dd HH:mm:ss},{Log.Cents[row] / 100m:0.00}\n"));
        }
    }

    protected override void Check()
    {
        foreach (Func<decimal> way in new[] { Straight, OnOneThread }.Concat(HasLinq ? [Linq, ByWayOfAHistory] : []))
        {
            Answers.MustAgree(way.Method.Name, Log.Revenue, way());
        }
    }

    private static decimal RevenueOf(OrderTimeline orders) => orders.Metrics(Months.Periods).Sum(row => row.Revenue.Amount);
}
