namespace Retention.Metrics;

/// <summary>Figures that are often quoted, with who said so and when. They are shown for orientation; most do not say what they are rates of.</summary>
/// <example><code>
/// foreach (PublishedBenchmark benchmark in PublishedBenchmarks.All)
/// {
///     Console.WriteLine(benchmark);
/// }
/// </code></example>
public static class PublishedBenchmarks
{
    private static readonly BenchmarkSource SurveyMonkey = new("SurveyMonkey", "Customer churn", Year: null);

    private static readonly BenchmarkSource Cobloom = new(
        "Cobloom", "SaaS Churn Rates: How High is Too High?, as passed on by Stripe", Year: 2023, new Uri("https://www.cobloom.com/blog/churn-rate-how-high-is-too-high"));

    private static readonly BenchmarkSource ChartMogul = new(
        "ChartMogul", "SaaS Benchmarks Report", Year: 2023, new Uri("https://chartmogul.com/reports/saas-benchmarks-report/2023/"));

    /// <summary>Customer churn of 2 % to 8 %, called acceptable in most industries. No period stated.</summary>
    public static PublishedBenchmark AcceptableChurn { get; } =
        new(BenchmarkFigure.CustomerChurnRate, "churn called acceptable in most industries", 0.02m, 0.08m, period: null, SurveyMonkey);

    /// <summary>Customer churn above 22 %, reported of online retail. No period stated.</summary>
    public static PublishedBenchmark OnlineRetailChurn { get; } =
        new(BenchmarkFigure.CustomerChurnRate, "churn reported of online retail", 0.22m, to: null, period: null, SurveyMonkey);

    /// <summary>Customer churn of 5 %, called unrealistic for most companies, above all SaaS and start-ups. No period stated as it is passed on.</summary>
    public static PublishedBenchmark UnrealisticChurn { get; } =
        new(BenchmarkFigure.CustomerChurnRate, "churn called unrealistic for most companies, above all SaaS and start-ups", 0.05m, 0.05m, period: null, Cobloom);

    /// <summary>28.8 % of the ARR that SaaS companies gained in 2020 came from expansion.</summary>
    public static PublishedBenchmark ExpansionShare2020 { get; } =
        new(BenchmarkFigure.ExpansionShare, "share of ARR gained from expansion, 2,100 SaaS companies, in 2020", 0.288m, 0.288m, BenchmarkPeriod.Year, ChartMogul);

    /// <summary>32.3 % of the ARR that SaaS companies gained came from expansion in 2023: "now", says the report, and not over which period.</summary>
    public static PublishedBenchmark ExpansionShare2023 { get; } =
        new(BenchmarkFigure.ExpansionShare, "share of ARR gained from expansion, 2,100 SaaS companies, in 2023", 0.323m, 0.323m, period: null, ChartMogul);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PublishedBenchmark> All { get; } = [AcceptableChurn, OnlineRetailChurn, UnrealisticChurn, ExpansionShare2020, ExpansionShare2023];
}
