using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class BenchmarkExamples
{
    [Fact]
    public void PublishedBenchmark_Type()
    {
        #region xml: PublishedBenchmark
        PublishedBenchmark churn = PublishedBenchmarks.AcceptableChurn;
        Show(churn.CompareTo(Ratio.Of(5, 100), BenchmarkPeriod.Month).Position); // null
        Show(churn.CompareTo(Ratio.Of(5, 100), BenchmarkPeriod.Month).Reason);   // SurveyMonkey does not say for which period 2 % to 8 % holds.
        #endregion
    }

    [Fact]
    public void PublishedBenchmark_CompareTo()
    {
        RollForwardRow march = FiveCustomers.March;

        #region xml: PublishedBenchmark.CompareTo a rate
        Show(PublishedBenchmarks.ExpansionShare2020.CompareTo(Ratio.Of(30, 100), BenchmarkPeriod.Year).Position); // Above
        #endregion

        #region xml: PublishedBenchmark.CompareTo a row
        Show(PublishedBenchmarks.ExpansionShare2020.CompareTo(march).Reason); // 28.8 % is of a year, the rate of a month.
        #endregion
    }

    [Fact]
    public void PublishedBenchmarks_All()
    {
        #region xml: PublishedBenchmarks
        foreach (PublishedBenchmark benchmark in PublishedBenchmarks.All)
        {
            Console.WriteLine(benchmark);
        }
        #endregion

        Assert.Equal(5, Console.Printed.Count);
    }

    /// <summary>The example prints a list without saying what is in it.</summary>
    private static class Console
    {
        public static List<string> Printed { get; } = [];

        public static void WriteLine(object value) => Printed.Add($"{value}");
    }
}
