using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Tests.Reference;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>
/// A file that is read into columns says what the same file says row by row, in objects: the same history, findings, refusals and counts, on any number of
/// threads and in pieces of any size.
/// </summary>
public sealed class SubscriptionFileLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(1_500)).WithQuietOnSuccess(true);

    private static readonly Gen<string> Customer = Gen.Frequency((20, Gen.Elements("ada", "bo", "7", "\"a,b\"", "é")), (1, Gen.Elements("", "  ", "a\u0301")));

    private static readonly Gen<string> Subscription = Gen.Frequency((20, Gen.Elements("s1", "s2", "s3", "S1", "7", "a much longer id than sixteen bytes")), (1, Gen.Elements("", " ")));

    private static readonly Gen<string> At = Gen.Frequency(
        (20, Gen.Elements("2025-01-01", "2025-01-01T00:00:00Z", "2025-02-01", "2025-02-01 12:00:00.123456789", "2025-03-01", "2025-03-01T00:00:00+01:00", "2025-04-01", "2025-05-01")),
        (1, Gen.Elements("", "2025-02-30", "yesterday")));

    private static readonly Gen<string> Price = Gen.Frequency((20, Gen.Elements("10", "10.00", "10.5", "0", "000000000010", "49.99")), (1, Gen.Elements("-1", "1e3", "0.1234567", "", "9223372036854")));

    private static readonly Gen<string> AnyCurrency = Gen.Frequency((20, Gen.Constant("EUR")), (2, Gen.Elements("eur", "USD", "", "EURO")));

    private static readonly Gen<string> Reason = Gen.Elements("", "", "voluntary", "Voluntary", "price", "too dear");

    private static readonly Gen<string> Plan = Gen.Frequency(
        (20, Gen.Elements("", "", "basic", "pro", "\"say \"\"hi\"\"\"")), (3, Gen.Elements("\"two\nlines\"", "\"\r\n\"", "\"\"")), (1, Gen.Elements("5\" pipe", " \"pro\"", "\"pro\" ", "\"pro\" or not")));

    private static readonly Gen<string> Interval =
        from subscription in Subscription
        from customer in Gen.Frequency((15, Gen.Constant("ada")), (5, Customer))
        from start in At
        from end in Gen.Frequency((1, Gen.Constant("")), (3, At))
        from price in Price
        from currency in AnyCurrency
        from reason in Reason
        from plan in Plan
        select string.Join(',', subscription, customer, start, end, price, currency, reason, plan);

    private static readonly Gen<string> Event =
        from subscription in Subscription
        from customer in Gen.Frequency((15, Gen.Constant("ada")), (5, Customer))
        from kind in Gen.Frequency(
            (6, Gen.Elements("start", "Started")),
            (8, Gen.Elements("change", "upgrade", "pause", "resume", "payment_failed", "payment recovered", "trial", "cancellation scheduled", "cancellation revoked")),
            (3, Gen.Elements("cancel", "ended")),
            (1, Gen.Elements("", "moved house")))
        from at in At
        from price in Gen.Frequency((1, Gen.Constant("")), (4, Price))
        from currency in AnyCurrency
        from reason in Reason
        from effective in Gen.Frequency((1, Gen.Constant("")), (3, At))
        from id in Gen.Frequency((2, Gen.Constant("")), (3, Gen.Elements("e1", "e2", "e3", "e\u001F", "e\u001F\u001Fprice")))
        from recorded in Gen.Frequency((1, Gen.Constant("")), (2, At))
        from plan in Plan
        select string.Join(',', subscription, customer, kind, at, price, currency, reason, effective, id, recorded, plan);

    private static readonly (string Header, int Cell)[] EventColumns =
        [.. "subscription_id,customer_id,event,at,mrr,currency,reason,effective_at,event_id,recorded_at,plan".Split(',').Select((name, cell) => (name, cell))];

    [Fact]
    public void Intervals_AsIfReadRowByRow() =>
        Prop.ForAll(Arb.From(Rows(Interval)), rows => AssertSame($"subscription_id,customer_id,start_date,end_date,monthly_amount,currency,reason,plan\n{string.Join('\n', rows)}")).Check(Settings);

    [Fact]
    public void IntervalsWithoutIds_AsIfReadRowByRow() =>
        Prop.ForAll(Arb.From(Rows(Interval)), rows => AssertSame($"customer_id,start_date,end_date,monthly_amount,currency,reason,plan\n{string.Join('\n', rows.Select(row => row[(row.IndexOf(',', StringComparison.Ordinal) + 1)..]))}")).Check(Settings);

    [Fact]
    public void Events_AsIfReadRowByRow() => Prop.ForAll(Arb.From(Rows(Event)), rows => AssertSame(EventFile(rows))).Check(Settings);

    [Fact]
    public void EventsWithoutIdsOrRecordedInstants_AsIfReadRowByRow() =>
        Prop.ForAll(Arb.From(Rows(Event)), Arb.From(Gen.SubListOf("subscription_id", "event_id", "recorded_at", "plan")), (rows, without) => AssertSame(EventFile(rows, [.. without]))).Check(Settings);

    [Fact]
    public void AmountsWithIntervalsAndQuantities_AsIfReadRowByRow()
    {
        Gen<string> row =
            from subscription in Subscription
            from start in At
            from amount in Price
            from unit in Gen.Elements("month", "Monthly", "year", "quarters", "fortnight", "")
            from count in Gen.Elements("", "1", "3", "0", "x")
            from quantity in Gen.Elements("", "1", "2", "0", "-1")
            select string.Join(',', subscription, "ada", start, "", amount, unit, count, quantity);

        Prop.ForAll(Arb.From(Rows(row)), Arb.From(Gen.Elements(true, false)), (rows, minorUnits) =>
            AssertSame($"subscription_id,customer_id,start_date,end_date,amount,interval,interval_count,quantity\n{string.Join('\n', rows)}", new CsvImportOptions { MinorUnits = minorUnits, Currency = Currency.Eur })).Check(Settings);
    }

    /// <summary>Some rows, and some of them again.</summary>
    private static Gen<List<string>> Rows(Gen<string> row) => Gen.OneOf(
        row.ListOf().Select(rows => rows.ToList()),
        from rows in row.ListOf() from again in Gen.Choose(0, 4) select rows.Concat(rows.Take(again)).ToList());

    private static string EventFile(IEnumerable<string> rows, params string[] without)
    {
        (string Header, int Cell)[] columns = [.. EventColumns.Where(column => !without.Contains(column.Header, StringComparer.Ordinal))];
        return $"{string.Join(',', columns.Select(column => column.Header))}\n{string.Join('\n', rows.Select(row => string.Join(',', columns.Select(column => Cells(row)[column.Cell]))))}";
    }

    /// <summary>The cells of a row; the generators put a comma into a cell in one place only.</summary>
    private static string[] Cells(string row) => [.. row.Replace("\"a,b\"", "\"a;b\"", StringComparison.Ordinal).Split(',').Select(cell => cell.Replace("a;b", "a,b", StringComparison.Ordinal))];

    private static void AssertSame(string text, CsvImportOptions? options = null)
    {
        options ??= CsvImportOptions.Default;
        ReferenceImport expected;
        using (var table = CsvTable.Open(CsvText.Utf8(text), options, null, header => header.SubscriptionKind()))
        {
            expected = table.Kind == FileKind.SubscriptionEvents ? ReferenceEvents.Read(table, options) : ReferenceIntervals.Read(table, options);
        }

        foreach ((int threads, int pieceSize) in new[] { (1, FilePieces.UsualSize), (1, FewBytes(text)), (2, FewBytes(text)), (4, FewBytes(text) + 60) })
        {
            SubscriptionImport found = CsvImport.Subscriptions(CsvText.Utf8(text), options, new ExecutionOptions { Threads = threads }, pieceSize);

            Assert.Equal(expected.Rows, found.Rows);
            Assert.Equal(expected.Refusals, found.Refusals);
            Assert.Equal(expected.Findings.Select(finding => finding.ToString()), found.Findings.Select(finding => finding.ToString()));
            Assert.Equal(expected.RepeatedRows, found.RepeatedRows);
            Assert.Equal(expected.History, found.History);
            Assert.Equal(expected.Customers, found.Customers);
            Assert.Equal(found.History.Count == 0 ? null : found.History.Min(one => one.At), found.History.FirstEvent);
            Assert.Equal(found.History.Count == 0 ? null : found.History.Max(one => one.At), found.History.LastEvent);
        }
    }

    /// <summary>The size of pieces of few rows; the first has the header.</summary>
    private static int FewBytes(string text) => text.IndexOf('\n', StringComparison.Ordinal) + 20;
}
