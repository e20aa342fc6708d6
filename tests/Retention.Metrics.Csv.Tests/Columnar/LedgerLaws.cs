using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Csv.Columnar;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tests.Columnar;

/// <summary>A ledger of any rows gives what a dictionary of its valid subscriptions gives; the order of the rows and the number of threads change nothing.</summary>
public sealed class LedgerLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(1000)).WithQuietOnSuccess(true);

    private static readonly Gen<Row> AnyRow =
        from subscription in Gen.Frequency((20, Gen.Elements("1", "2", "3", "s4", "s5", "007", "7")), (1, Gen.Constant("")))
        from customer in Gen.Frequency((20, Gen.Constant($"of {subscription}")), (2, Gen.Elements("one of two", "3")), (1, Gen.Constant("")))
        from at in Gen.Frequency((20, Gen.Elements("2025-01-01", "2025-01-15 09:30:00", "2025-02-01", "2025-02-01T00:00:00Z", "2025-03-01")), (1, Gen.Elements("01.05.2025", "")))
        from mrr in Gen.Frequency((20, Gen.Elements("10", "20", "20.00", "0", "0.5")), (1, Gen.Elements("-1", "1,5", "", "0.1234567")))
        select new Row(subscription, customer, at, mrr);

    [Fact]
    public void ALedger_IsWhatItsSoundSubscriptionsSay_InAnyOrder_OnAnyThreads() =>
        Prop.ForAll(Arb.From(AnyRow.ListOf()), rows =>
        {
            Expected expected = Expected.Of(rows);
            foreach (int threads in new[] { 1, 2, 3 })
            {
                TimelineImport import = Read(rows, threads), reversed = Read([.. Enumerable.Reverse(rows)], threads);

                Assert.Equal(expected.Rows, import.Rows);
                Assert.Equal(expected.Rows, reversed.Rows);
                Assert.Equal(expected.Refusals, import.Refusals.Count);
                Assert.Equal(expected.Findings, import.Findings.GroupBy(finding => finding.Kind).Select(kind => (kind.Key, kind.Count())).Order());
                Assert.Equal(expected.Findings, reversed.Findings.GroupBy(finding => finding.Kind).Select(kind => (kind.Key, kind.Count())).Order());
                Assert.Equal(expected.Customers, import.Timeline.CustomerCount);
                foreach (Instant instant in Instants)
                {
                    Assert.Equal(expected.MrrAt(instant), import.Timeline.MrrAt(instant).Annual.Amount);
                    Assert.Equal(expected.MrrAt(instant), reversed.Timeline.MrrAt(instant).Annual.Amount);
                }
            }
        }).Check(Settings);

    [Fact]
    [Trait("Kind", "Numbers")]
    public void Lines_ComeBack_HoweverFarApartRowsStand() =>
        Prop.ForAll(Arb.From(Gen.Frequency((50, Gen.Constant(1)), (3, Gen.Choose(1, 3)), (1, Gen.Elements(254, 255, 256, 100_000))).ListOf(20_000)), steps =>
        {
            var lines = new RowLines();
            long line = 1;
            long[] expected = [.. steps.Select(step => line += step)];
            foreach (long one in expected)
            {
                lines.Add(one);
            }

            var ofBatches = new RowLines();
            foreach (long[] batch in expected.Chunk(77))
            {
                ofBatches.AddRange(batch);
            }

            Assert.Equal(expected, lines.All());
            Assert.Equal(expected, ofBatches.All());
            Assert.Equal(expected, Enumerable.Range(0, ofBatches.Count).Select(row => ofBatches[row]));
            Assert.Equal(expected, Enumerable.Range(0, lines.Count).Select(row => lines[row]));
        }).Check(Settings.WithMaxTest(LawCases.AtMost(20)));

    private static IEnumerable<Instant> Instants => [CsvText.Day(2025, 1, 2), CsvText.Day(2025, 1, 20), CsvText.Day(2025, 2, 10), CsvText.Day(2025, 4, 1)];

    private static TimelineImport Read(IReadOnlyList<Row> rows, int threads)
    {
        const string Header = "subscription_id,customer_id,at,mrr";

        // One thread reads the file as a whole, several in pieces of about a row.
        int pieceSize = threads == 1 ? FilePieces.UsualSize : Header.Length + 20;
        TimelineImport import = CsvImport.Levels(CsvText.Utf8(string.Join('\n', rows.Select(row => row.ToString()).Prepend(Header))), options: null, new ExecutionOptions { Threads = threads }, pieceSize);
        import.AddsUp();
        return import;
    }

    private sealed record Row(string Subscription, string Customer, string At, string Mrr)
    {
        public bool IsRead => Subscription.Length > 0 && Customer.Length > 0 && Instant is not null && decimal.TryParse(Mrr, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && !IsTooPrecise;

        public bool IsTooPrecise => Mrr == "0.1234567";

        public bool IsFinding => Subscription.Length > 0 && Customer.Length > 0 && Instant is not null && (Mrr == "-1" || IsTooPrecise);

        public decimal Annual => decimal.Parse(Mrr, CultureInfo.InvariantCulture) * 12;

        public Instant? Instant => At switch
        {
            "2025-01-01" => CsvText.Day(2025, 1, 1),
            "2025-01-15 09:30:00" => NodaTime.Instant.FromUtc(2025, 1, 15, 9, 30),
            "2025-02-01" or "2025-02-01T00:00:00Z" => CsvText.Day(2025, 2, 1),
            "2025-03-01" => CsvText.Day(2025, 3, 1),
            _ => null,
        };

        public override string ToString() => $"{Subscription},{Customer},{At},\"{Mrr}\"";
    }

    /// <summary>What the rows say, from the definition: no numbers of ids, no columns.</summary>
    private sealed record Expected(List<Row> Valid, CsvRowCounts Rows, int Refusals, IEnumerable<(FindingKind, int)> Findings)
    {
        public int Customers => Valid.Select(row => row.Customer).Distinct(StringComparer.Ordinal).Count();

        public static Expected Of(IReadOnlyList<Row> rows)
        {
            Row[] unread = [.. rows.Where(row => !row.IsRead)];
            var subscriptions = unread.Select(row => row.Subscription).Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
            var customers = unread.Where(row => row.Subscription.Length == 0).Select(row => row.Customer).Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
            Row[] left = [.. rows.Where(row => row.IsRead && !subscriptions.Contains(row.Subscription) && !customers.Contains(row.Customer))];
            var findings = unread.Where(row => row.IsFinding).Select(row => row.Mrr == "-1" ? FindingKind.NegativePrice : FindingKind.PriceTooPrecise).ToList();
            var valid = new List<Row>();
            foreach (IGrouping<string, Row> subscription in left.GroupBy(row => row.Subscription, StringComparer.Ordinal))
            {
                int before = findings.Count;
                findings.AddRange(subscription.Select(row => row.Customer).Distinct(StringComparer.Ordinal).Count() > 1 ? [FindingKind.MovedToAnotherCustomer] : []);
                findings.AddRange(subscription.GroupBy(row => row.Instant).Where(at => at.Select(row => row.Annual).Distinct().Count() > 1).Select(_ => FindingKind.TwoPricesAtOneInstant));
                valid.AddRange(findings.Count == before ? subscription : []);
            }

            int used = valid.DistinctBy(row => (row.Subscription, row.Instant)).Count();
            return new Expected(
                valid,
                new CsvRowCounts(rows.Count, used, valid.Count - used, 0, rows.Count - valid.Count),
                unread.Count(row => !row.IsFinding),
                [.. findings.GroupBy(kind => kind).Select(kind => (kind.Key, kind.Count())).Order()]);
        }

        public decimal MrrAt(Instant instant) => Valid.Where(row => row.Instant < instant).GroupBy(row => row.Subscription, StringComparer.Ordinal).Sum(rows => rows.MaxBy(row => row.Instant)!.Annual);
    }
}
