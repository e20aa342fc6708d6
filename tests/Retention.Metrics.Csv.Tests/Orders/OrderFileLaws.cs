using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Tests.Reference;

namespace Retention.Metrics.Csv.Tests.Orders;

/// <summary>A file of orders that is read into columns says what the same file says row by row, in objects, on any number of threads and in pieces of any size.</summary>
public sealed class OrderFileLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(1_500)).WithQuietOnSuccess(true);

    private static readonly string[] Columns = ["order_id", "customer_id", "ordered_at", "amount", "currency", "status", "refunded", "recorded_at", "item"];

    private static readonly Gen<string[]> Row =
        from order in Gen.Frequency((20, Gen.Elements("1", "1", "2", "3", "o4", "", "an order with an id of more than sixteen bytes")), (1, Gen.Constant("\"  \"")))
        from customer in Gen.Frequency((20, Gen.Elements("ada", "ada", "bo", "7")), (1, Gen.Elements("", " ")))
        from at in Gen.Frequency((20, Gen.Elements("2025-01-01", "2025-01-01 00:00:00", "2025-02-03T09:30:00.123456789Z", "2025-02-03T09:30:00.1234567Z")), (1, Gen.Elements("", "yesterday")))
        from amount in Gen.Frequency((20, Gen.Elements("10", "10.00", "000000000010.0", "7.5", "0")), (2, Gen.Elements("-1", "0.1234567", "9223372036855", "1e3", "")))
        from currency in Gen.Frequency((20, Gen.Elements("EUR", "EUR", "eur", "")), (1, Gen.Elements("USD", "EURO")))
        from status in Gen.Frequency((20, Gen.Elements("", "paid", "Cancelled", "refunded", "partially_refunded")), (1, Gen.Constant("lost")))
        from refunded in Gen.Frequency((20, Gen.Elements("", "", "0", "0.00", "5", "10.00")), (1, Gen.Elements("-1", "11", "all")))
        from recorded in Gen.Frequency((20, Gen.Elements("", "2025-02-01", "2025-02-02", "2025-02-03 00:00:00.000000001")), (1, Gen.Constant("then")))
        from item in Gen.Frequency((20, Gen.Elements("", "", "x", "y")), (2, Gen.Elements("\"x\ny\"", "\"x, y\"")), (1, Gen.Constant("5\" pipe")))
        select new[] { order, customer, at, amount, currency, status, refunded, recorded, item };

    private static readonly Gen<string[][]> Rows = Gen.OneOf(
        Row.ArrayOf(),
        from rows in Row.ArrayOf() from again in Gen.Choose(0, 4) select rows.Concat(rows.Take(again)).ToArray());

    [Fact]
    public void Orders_AsIfReadRowByRow() => Prop.ForAll(
        Arb.From(Rows),
        Arb.From(Gen.SubListOf("order_id", "currency", "status", "refunded", "recorded_at", "item")),
        Arb.From(from lines in Gen.Elements(OrderLines.Refuse, OrderLines.Sum, OrderLines.First) from minorUnits in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true))) select (lines, minorUnits)),
        (rows, without, how) =>
        {
            int[] kept = [.. Enumerable.Range(0, Columns.Length).Where(column => !without.Contains(Columns[column]))];
            string text = string.Join('\n', rows.Prepend(Columns).Select(row => string.Join(',', kept.Select(column => row[column]))));
            var options = new CsvImportOptions { OrderLines = how.lines, MinorUnits = how.minorUnits, Currency = Currency.Eur };
            ReferenceOrderImport expected;
            using (var table = CsvTable.Open(CsvText.Utf8(text), options, null, _ => FileKind.Orders))
            {
                expected = ReferenceOrders.Read(table, options);
            }

            int fewBytes = text.IndexOf('\n', StringComparison.Ordinal) + 20;
            foreach ((int threads, int pieceSize) in new[] { (1, FilePieces.UsualSize), (1, fewBytes), (2, fewBytes), (4, fewBytes + 60) })
            {
                OrderImport found = CsvImport.Orders(CsvText.Utf8(text), options, new ExecutionOptions { Threads = threads }, pieceSize);

                Assert.Equal(expected.Rows, found.Rows);
                Assert.Equal(expected.Refusals, found.Refusals);
                Assert.Equal(expected.Findings.Select(finding => finding.ToString()), found.Findings.Select(finding => finding.ToString()));
                Assert.Equal(expected.RepeatedRows, found.RepeatedRows);
                Assert.Equal(expected.History, found.History);
                Assert.Equal(expected.Customers, found.Customers);
            }
        }).Check(Settings);
}
