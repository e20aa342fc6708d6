using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Csv.Tests.Columnar;

/// <summary>A book straight from a file is the book of the file's history.</summary>
public sealed class OrderTimelineFileTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(500)).WithQuietOnSuccess(true);

    private static readonly Gen<string> Row =
        from order in Gen.Elements("", "", "1", "2", "3", "o4")
        from customer in Gen.Frequency((15, Gen.Elements("ada", "bo", "7", "007")), (1, Gen.Constant("")))
        from at in Gen.Frequency((15, Gen.Elements("2025-01-01", "2025-01-01 12:00:00", "2025-02-03")), (1, Gen.Constant("yesterday")))
        from amount in Gen.Frequency((15, Gen.Elements("10", "10.00", "0", "7.5")), (1, Gen.Elements("-1", "1e3", "0.1234567", "")))
        from item in Gen.Elements("", "", "x", "y")
        select $"{order},{customer},{at},{amount},{item}";

    private static ReportingPeriods Months => ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2025, 1)).To(new YearMonth(2025, 3));

    [Fact]
    public void ABook_StraightFromAFile_IsThatOfItsHistory_OnAnyThreads() =>
        Prop.ForAll(Arb.From(Row.ListOf()), Arb.From(Gen.Elements(true, false)), Arb.From(Gen.Elements(OrderLines.Refuse, OrderLines.Refuse, OrderLines.Sum, OrderLines.First)), (rows, withIds, lines) =>
        {
            string text = withIds
                ? string.Join('\n', rows.Prepend("order_id,customer_id,ordered_at,amount,item"))
                : string.Join('\n', rows.Select(row => row[(row.IndexOf(',', StringComparison.Ordinal) + 1)..]).Prepend("customer_id,ordered_at,amount,item"));
            OrderImport expected = CsvText.Orders(text, new CsvImportOptions { OrderLines = lines });
            foreach (int threads in new[] { 1, 2, 3 })
            {
                OrderTimelineImport import = Read(text, threads, lines);

                import.AddsUp();
                Assert.Equal(expected.RepeatedRows, import.RepeatedRows);
                Assert.Equal(expected.Rows, import.Rows);
                Assert.Equal(expected.Refusals, import.Refusals);
                Assert.Equal(expected.Findings.Select(Place).Order(), import.Findings.Select(Place).Order());
                Assert.Equal(Impossible(expected), Impossible(import));
                Assert.Equal(BookOf(expected).Metrics(Months), import.Timeline.Metrics(Months));
            }
        }).Check(Settings);

    [Fact]
    public void Ids_ThatComeAgain_AreRepeatedOrAFinding()
    {
        OrderTimelineImport import = Read("order_id,customer_id,ordered_at,amount\n1,ada,2025-01-01,5\n1,ada,2025-01-01,5.00\n2,ada,2025-01-01,6\n2,bo,2025-01-01,6\n,cy,2025-01-01,1\n,cy,2025-01-01,1\n");

        Assert.Equal(new CsvRowCounts(6, 3, 1, 0, 2), import.Rows);
        Assert.Equal((FindingKind.ConflictingDuplicate, 4L, 5L), (import.Findings[0].Kind, import.Findings[0].Lines[0], import.Findings[0].Lines[1]));
        Assert.Equal(7m, import.Timeline.Metrics(Months)[0].Revenue.Amount);
        Assert.Throws<InvalidDataException>(() => import.RequireValid());
    }

    [Fact]
    public void AConflict_TellsHowManyContentsThereAre_NotHowManyRows()
    {
        const string Text = "order_id,customer_id,ordered_at,amount\n1,ada,2025-01-01,5\n1,ada,2025-01-01,5\n1,ada,2025-01-01,6\n";

        Assert.All([Read(Text).Findings, CsvText.Orders(Text).Findings], findings =>
        {
            Assert.Contains("order 1 comes with 2 contents", Assert.Single(findings).Message, StringComparison.Ordinal);
            Assert.Equal([2L, 3L, 4L], findings[0].Lines);
        });
    }

    [Theory]
    [InlineData("status")]
    [InlineData("refunded")]
    [InlineData("recorded_at")]
    public void WhatBecameOfAnOrder_NeedsAHistory(string column) =>
        Assert.Contains(column, Assert.Throws<InvalidDataException>(() => Read($"customer_id,ordered_at,amount,{column}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Progress_OfALedger_RisesToOne_WhereItMustBeginAgain()
    {
        var heard = new List<double>();
        string text = "subscription_id,customer_id,at,mrr\n" + string.Concat(Enumerable.Range(0, 30_000).Select(row => FormattableString.Invariant($"s{row / 2},c{row / 3},2025-01-01,5\n")));

        TimelineImport import = CsvImport.Levels(CsvText.Utf8(text), execution: new ExecutionOptions { Threads = 2, Progress = new Listener(heard) });

        Assert.NotEmpty(import.Findings);
        Assert.Equal(heard.Order(), heard);
        Assert.Equal(1, heard[^1]);
    }

    [Fact]
    public void Progress_RisesToOne()
    {
        var heard = new List<double>();
        string text = "customer_id,ordered_at,amount\n" + string.Concat(Enumerable.Range(0, 30_000).Select(row => FormattableString.Invariant($"c{row},2025-01-01,5\n")));

        _ = CsvImport.OrderTimeline(CsvText.Utf8(text), execution: new ExecutionOptions { Threads = 2, Progress = new Listener(heard) });

        Assert.Equal(heard.Order(), heard);
        Assert.Equal(1, heard[^1]);
        Assert.InRange(heard[0], 0, 0.7);
    }

    [Fact]
    public void Cdnow_ComesToItsPublishedCohorts()
    {
        string path = SharedData.Path("data", "cdnow-master-transactions.csv");
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("data", "expected", "cohorts-cdnow.json")));
        var options = new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["ordered_at"] = "date" }, Currency = Currency.Usd };
        OrderTimelineImport import = CsvImport.OrderTimeline(path, options).RequireValid();
        OrderCohortTable cohorts = import.Timeline.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(1997, 1)).To(new YearMonth(1998, 6)));

        Assert.Equal(new CsvRowCounts(69_659, 69_659, 0, 0, 0), import.Rows);
        Assert.Equal(23_570, import.Timeline.CustomerCount);
        foreach ((int row, JsonElement cohort) in expected.RootElement.GetProperty("cohorts").EnumerateArray().Index())
        {
            Assert.Equal(cohort.GetProperty("size").GetInt64(), cohorts[row].Size);
            Assert.Equal(Counts(cohort, "active"), cohorts[row].OfType<OrderCohortCell>().Select(cell => cell.Customers));
            Assert.Equal(Counts(cohort, "transactions"), cohorts[row].OfType<OrderCohortCell>().Select(cell => cell.Orders));
        }

        static IEnumerable<long> Counts(JsonElement cohort, string name) => cohort.GetProperty(name).EnumerateArray().Where(count => count.ValueKind == JsonValueKind.Number).Select(count => count.GetInt64());
    }

    private static (FindingKind Kind, string Lines) Place(CsvFinding finding) => (finding.Kind, string.Join(' ', finding.Lines));

    /// <summary>What is said of orders that are impossible by themselves.</summary>
    private static IEnumerable<string> Impossible(CsvImportResult import) =>
        import.Findings.Where(finding => finding.Kind != FindingKind.ConflictingDuplicate).Select(finding => finding.Message).Order(StringComparer.Ordinal);

    private static OrderTimelineImport Read(string text, int threads = 2, OrderLines lines = OrderLines.Refuse) => CsvImport.OrderTimeline(CsvText.Utf8(text), new CsvImportOptions { OrderLines = lines }, new ExecutionOptions { Threads = threads });

    private static OrderTimeline BookOf(OrderImport import) => OrderTimeline.FromHistory(import.History);

    private sealed class Listener(List<double> heard) : IProgress<double>
    {
        public void Report(double value) => heard.Add(value);
    }
}
