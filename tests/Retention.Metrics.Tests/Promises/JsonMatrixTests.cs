namespace Retention.Metrics.Tests.Promises;

public sealed partial class JsonMatrixTests
{
    private const string Columns = "data in columns: its history is the JSON form";
    private const string Computes = "computes answers, and is not one";
    private const string Catalog = "names a figure of rows, which write it";

    /// <summary>Types that are not written, and why.</summary>
    private static readonly Dictionary<string, string> NotWritten = new(StringComparer.Ordinal)
    {
        ["RevenueTimeline"] = Columns,
        ["OrderTimeline"] = Columns,
        ["MultiCurrencyTimeline"] = Columns,
        ["ProductTimeline"] = Columns,
        ["AppendableHistory"] = Columns,
        ["AppendableTimeline`2"] = Columns,
        ["RevenueTimelineBuilder`2"] = Columns,
        ["OrderTimelineBuilder`1"] = Columns,
        ["ActivityTimeline"] = Columns,
        ["ActivityTimelineBuilder`1"] = Columns,
        ["SurveyTimeline"] = "data in columns: its responses are the JSON form",
        ["SurveyTimelineBuilder`1"] = "data in columns: its responses are the JSON form",
        ["SubscriptionHistoryBuilder`2"] = Columns,
        ["OrderHistoryBuilder`1"] = Columns,
        ["Segmented`1"] = Columns,
        ["Segmentation"] = Columns,
        ["ExchangeRateTable"] = "a source of rates: those it is made of are the JSON form",
        ["ChurnAnalysis"] = Computes,
        ["RenewalCalendar"] = Computes,
        ["ReportingCalendar"] = Computes,
        ["FirstPeriod"] = Computes,
        ["LifetimeValuation"] = "holds a function",
        ["Signal"] = "holds a function or columns",
        ["SignalValue"] = "what a function returns: values are written in the answers",
        ["CustomerFacts"] = Columns,
        ["ExecutionOptions"] = "holds a cancellation and a progress",
        ["InvoiceRevenueOptions"] = "options of a call",
        ["Figure`1"] = Catalog,
        ["RollForwardFigure"] = Catalog,
        ["TrailingRetentionFigure"] = Catalog,
        ["OrderMetricsFigure"] = Catalog,
        ["ProductFigure"] = Catalog,
        ["DaysBetweenOrdersFigure"] = Catalog,
        ["ActivityMetricsFigure"] = Catalog,
        ["PeriodAnswer`2"] = "written as the answer that derives from it",
        ["RevenueAnswer`2"] = "written as the answer that derives from it",
        ["CohortTable`4"] = "written as the table that derives from it",
        ["Cohort`2"] = "written as the cohort that derives from it",
        ["CohortCell`2"] = "written as the cell that derives from it",
    };
}
