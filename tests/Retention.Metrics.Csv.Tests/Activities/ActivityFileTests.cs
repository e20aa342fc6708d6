using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Csv.Tests.Activities;

/// <summary>Activities from files.</summary>
public sealed class ActivityFileTests
{
    private const string Header = "event_id,customer_id,event,at,quantity\n";

    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(500)).WithQuietOnSuccess(true);

    [Fact]
    public void AnActivity_IsReadWithItsKindAndQuantity()
    {
        ActivityTimeline timeline = Read($"{Header}e1,ada,login,2026-01-05T09:30:00Z,\ne2,bo,export,2026-01-06,1200\ne3,ada,login,2026-01-07,3.0\n").RequireValid().Timeline;

        Assert.Equal((3, 2), (timeline.ActivityCount, timeline.CustomerCount));
        Assert.Equal(["export", "login"], timeline.Kinds);
        Assert.Equal(Instant.FromUtc(2026, 1, 5, 9, 30), timeline.FirstActivity);
        Assert.Equal([1L, 3L, 1200L], Enumerable.Range(0, 3).Select(timeline.Columns.QuantityOf).Order());
    }

    [Theory]
    [InlineData("user_id,event,timestamp")]
    [InlineData("distinct_id,name,time")]
    [InlineData("User ID,event_type,event_time")]
    [InlineData("customer,event_name,occurred_at")]
    [InlineData("customer_id,kind,at")]
    public void AnEventExport_IsReadUnderItsOwnNames(string header)
    {
        ActivityTimeline timeline = Read($"{header}\nada,login,2026-01-05\nbo,export,2026-01-06\n").RequireValid().Timeline;

        Assert.Equal(["export", "login"], timeline.Kinds);
        Assert.Equal(2, timeline.CustomerCount);
    }

    [Fact]
    public void TwoColumnsOfOneMeaning_AreRefused_UntilOneIsMapped()
    {
        const string Both = "user_id,distinct_id,event,time\nada,d1,login,2026-01-05\n";

        Assert.Contains("user_id and distinct_id, each of which may be customer_id; map one of them (--map \"customer_id=user_id\")", Assert.Throws<InvalidDataException>(() => Read(Both)).Message, StringComparison.Ordinal);
        Assert.Equal("d1", Read(Both, new CsvImportOptions { Columns = new Dictionary<string, string> { ["customer_id"] = "distinct_id" } }).RequireValid().Timeline.Customers[0].Value);
        Assert.Equal("ada", Read("customer_id,user_id,at\nada,u1,2026-01-05\n").RequireValid().Timeline.Customers[0].Value);
    }

    [Fact]
    public void AMissingColumn_IsNamed_WithTheNamesItMayHave() =>
        Assert.Contains("no column customer_id (or user_id, distinct_id, user, customer) and no at (or time,", Assert.Throws<InvalidDataException>(() => Read("who,when\nada,2026-01-05\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("e1,,login,2026-01-05,1", "customer_id")]
    [InlineData("e1,ada,,2026-01-05,1", "event")]
    [InlineData("e1,ada,login,yesterday,1", "at")]
    [InlineData("e1,ada,login,2026-01-05,-1", "quantity")]
    [InlineData("e1,ada,login,2026-01-05,1.5", "quantity")]
    [InlineData("e1,ada,login,2026-01-05,9223372036854775808", "quantity")]
    [InlineData("e1,ada,login,2026-01-05,many", "quantity")]
    public void ARow_ThatCannotBeRead_IsRefused_WithItsLineColumnAndValue(string row, string column)
    {
        ActivityImport import = Read($"{Header}{row}\ne2,bo,login,2026-01-06,1\n");
        CsvRefusal refusal = import.OnlyRefusal();

        Assert.Equal((2L, column), (refusal.Line, refusal.Column));
        Assert.Contains(refusal.Value, row, StringComparison.Ordinal);
        Assert.Equal(new CsvRowCounts(2, 1, 0, 0, 1), import.Rows);
        Assert.Throws<InvalidDataException>(() => import.RequireValid());
    }

    [Fact]
    public void AnId_ThatComesAgain_CountsOnce_AndWithAnotherContentNever()
    {
        ActivityImport import = Read($"{Header}e1,ada,login,2026-01-05,1\ne1,ada,login,2026-01-05,1\n,ada,login,2026-01-05,1\n,ada,login,2026-01-05,1\ne2,bo,login,2026-01-06,1\ne2,bo,export,2026-01-06,2\n");

        Assert.Equal(new CsvRowCounts(6, 3, 1, 0, 2), import.Rows);
        Assert.Equal([new CsvRepeatedRow(3, 2)], import.RepeatedRows);
        Assert.Equal((3, 1), (import.Timeline.ActivityCount, import.Timeline.CustomerCount));
        CsvFinding finding = Assert.Single(import.Findings);
        Assert.Equal(FindingKind.ConflictingDuplicate, finding.Kind);
        Assert.Equal([6L, 7L], finding.Lines);
        Assert.Equal("event e2 comes with 2 contents, which differ in event, quantity; an id is that of one activity", finding.Message);
    }

    [Fact]
    public void ARule_LeavesRowsOut_AndCountsThem()
    {
        ActivityImport import = Read("customer_id,at,event,env\nada,2026-01-05,login,live\nada,2026-01-06,login,test\n", new CsvImportOptions { Rules = [RowRule.Where("env != test")] }).RequireValid();

        Assert.Equal(1, import.Timeline.ActivityCount);
        Assert.Equal(1, import.Rows.LeftOut);
        import.AddsUp();
    }

    [Fact]
    public void AFileWithoutKinds_HasTheOneThatIsTheDefault() => Assert.Equal([Activity.DefaultKind], Read("customer_id,at\nada,2026-01-05\n").RequireValid().Timeline.Kinds);

    [Fact]
    public void UnixTime_IsRead_WhereItIsStated() =>
        Assert.Equal(Instant.FromUnixTimeSeconds(1_767_600_000), Read("distinct_id,event,time\nada,login,1767600000\n", new CsvImportOptions { DateFormat = DateFormat.Parse("unix") }).RequireValid().Timeline.FirstActivity);

    [Fact]
    public void AnExportOfOrders_IsNoFileOfActivities() =>
        Assert.Contains("holds orders and no activities", Assert.Throws<InvalidDataException>(() => Read($"{Header}", new CsvImportOptions { Export = ExportFormat.ShopifyOrders })).Message, StringComparison.Ordinal);

    [Fact]
    public void AnyFile_IsReadAlike_OnAnyThreadsAndInAnyPieces_AndItsRowsAddUp()
    {
        Gen<string> row =
            from id in Gen.Elements("", "e1", "e2", "an id of more than sixteen bytes")
            from customer in Gen.Frequency((9, Gen.Elements("ada", "bo", "7", "12")), (1, Gen.Constant("")))
            from kind in Gen.Frequency((9, Gen.Elements("login", "\"a, b\"", "é")), (1, Gen.Constant("")))
            from at in Gen.Frequency((9, Gen.Elements("2026-01-05", "2026-01-06 10:00", "2026-02-01T00:00:00Z")), (1, Gen.Constant("then")))
            from quantity in Gen.Frequency((9, Gen.Elements("", "1", "1", "5")), (1, Gen.Elements("-1", "x")))
            select $"{id},{customer},{kind},{at},{quantity}";
        ReportingPeriods periods = ReportingCalendar.Days(DateTimeZone.Utc).From(new LocalDate(2026, 1, 1)).To(new LocalDate(2026, 2, 2));
        Prop.ForAll(Arb.From(row.ListOf()), rows =>
        {
            string text = Header + string.Join('\n', rows);
            ActivityImport expected = Read(text, execution: ExecutionOptions.Sequential);
            expected.AddsUp();
            foreach ((int threads, int pieceSize) in new[] { (1, Header.Length + 20), (2, Header.Length + 20), (4, Header.Length + 60) })
            {
                ActivityImport found = CsvImport.Activities(CsvText.Utf8(text), options: null, new ExecutionOptions { Threads = threads }, pieceSize);

                Assert.Equal(expected.Rows, found.Rows);
                Assert.Equal(expected.Refusals, found.Refusals);
                Assert.Equal(expected.Findings.Select(finding => finding.ToString()), found.Findings.Select(finding => finding.ToString()));
                Assert.Equal(expected.RepeatedRows, found.RepeatedRows);
                Assert.Equal(expected.Timeline.Kinds, found.Timeline.Kinds);
                Assert.Equal(expected.Timeline.Metrics(periods), found.Timeline.Metrics(periods));
                Assert.Equal(expected.Timeline.Customers, found.Timeline.Customers);
            }

            // The naive reading of rows without a quote and without a problem.
            string[][] plain = [.. rows.Where(line => !line.Contains('"', StringComparison.Ordinal)).Select(line => line.Split(',')).Where(cells => cells[1].Length > 0 && cells[2].Length > 0 && cells[3] != "then" && cells[4] is not ("-1" or "x"))];
            if (plain.Length == rows.Count)
            {
                string[][][] byId = [.. plain.Where(cells => cells[0].Length > 0).GroupBy(cells => cells[0]).Select(same => same.Select(cells => cells[4].Length == 0 ? [.. cells[..4], "1"] : cells).ToArray())];
                int conflicting = byId.Where(same => same.Select(cells => string.Join('|', cells)).Distinct().Count() > 1).Sum(same => same.Length);
                int repeated = byId.Where(same => same.Select(cells => string.Join('|', cells)).Distinct().Count() == 1).Sum(same => same.Length - 1);
                Assert.Equal(new CsvRowCounts(plain.Length, plain.Length - conflicting - repeated, repeated, 0, conflicting), expected.Rows);
            }
        }).Check(Settings);
    }

    private static ActivityImport Read(string text, CsvImportOptions? options = null, ExecutionOptions? execution = null) => CsvImport.Activities(CsvText.Utf8(text), options, execution);
}
