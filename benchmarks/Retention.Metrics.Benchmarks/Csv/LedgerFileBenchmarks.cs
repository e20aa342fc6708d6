using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Benchmarks.Csv;

/// <summary>From a file with a row for each level to the MRR in the end, against lines cut at commas, which checks nothing.</summary>
public class LedgerFileBenchmarks : SubscriptionBenchmarks
{
    private string numbered = "";
    private string named = "";

    [Benchmark(Baseline = true)]
    public decimal Linq() => File.ReadLines(numbered).Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(cells => cells[0])
        .Sum(own => decimal.Parse(own.MaxBy(cells => DateTime.Parse(cells[1], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal))![2], CultureInfo.InvariantCulture));

    [Benchmark]
    public decimal Ledger() => ClosingMrrOf(numbered, ExecutionOptions.Default);

    [Benchmark]
    public decimal OnOneThread() => ClosingMrrOf(numbered, ExecutionOptions.Sequential);

    [Benchmark]
    public decimal UnderTexts() => ClosingMrrOf(named, ExecutionOptions.Default);

    [GlobalCleanup]
    public void Cleanup()
    {
        File.Delete(numbered);
        File.Delete(named);
    }

    protected override void Prepare()
    {
        base.Prepare();
        numbered = Write(customer => customer.ToString(CultureInfo.InvariantCulture));
        named = Write(customer => string.Create(CultureInfo.InvariantCulture, $"cus_{customer:x8}"));
    }

    protected override void Check()
    {
        foreach (Func<decimal> way in new[] { Ledger, OnOneThread, UnderTexts }.Concat(HasLinq ? [Linq] : []))
        {
            Answers.MustAgree(way.Method.Name, Log.ClosingMrr, way());
        }
    }

    private static decimal ClosingMrrOf(string path, ExecutionOptions execution) =>
        CsvImport.Levels(path, new CsvImportOptions { Currency = Currency.Eur }, execution).RequireValid().Timeline.RollForward(Months.Periods)[^1].ClosingMrr.Monthly.Amount;

    private string Write(Func<int, string> idOf)
    {
        string path = Path.GetTempFileName();
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        file.Write("customer_id,at,mrr\n");
        for (int row = 0; row < Events; row++)
        {
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{idOf(Log.Customers[row])},{Log.At[row].ToDateTimeUtc():yyyy-MM-dd HH:mm:ss},{Log.Cents[row] / 100m:0.00}\n"));
        }

        return path;
    }
}
