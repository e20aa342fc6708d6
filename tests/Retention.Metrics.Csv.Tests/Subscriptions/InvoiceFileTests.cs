using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>Invoice lines: what a subscription pays follows from the periods it was charged for.</summary>
public sealed class InvoiceFileTests
{
    private const string Header = "subscription_id,customer_id,line_id,type,period_start,period_end,amount,currency,proration,product";

    [Fact]
    public void Lines_StateTheLevelOfTheirPeriod()
    {
        SubscriptionImport import = Read(
            "s,ada,1,subscription,2026-01-05,2026-02-05,60,EUR,false,team",
            "s,ada,2,subscription,2026-02-05,2026-03-05,60,EUR,false,team",
            "t,bo,3,subscription,2026-01-10,2027-01-10,120,EUR,false,basic").RequireValid();

        Assert.Equal((70m, 70m, 10m), (import.MrrAt(2026, 2, 1), import.MrrAt(2026, 3, 1), import.MrrAt(2026, 4, 1)));
    }

    [Fact]
    public void LinesThatDoNotRecur_AreLeftOutAndCounted_EvenWithoutASubscription()
    {
        SubscriptionImport import = Read("s,ada,1,subscription,2026-01-05,2026-02-05,60,EUR,false,team", ",,2,one_time,,,99,EUR,,", "s,ada,3,usage,2026-01-05,2026-02-05,7,EUR,,", "s,ada,4,tax,,,8,EUR,,").RequireValid();

        Assert.Equal((4L, 1L, 3L, 0L), (import.Rows.Read, import.Rows.Used, import.Rows.LeftOut, import.Rows.Refused));
        import.AddsUp();
        Assert.Equal(60m, import.MrrAt(2026, 2, 1));
    }

    [Fact]
    public void LinesOverNoTime_AreLeftOutAndCounted()
    {
        SubscriptionImport import = Read("s,ada,1,,2026-01-05,2026-02-05,60,EUR,false,team", "s,ada,2,,2026-01-20,2026-01-20,99,EUR,false,team", "s,ada,3,,2026-01-20T09:00:00Z,2026-01-20T09:00:00Z,-7,EUR,true,team").RequireValid();

        Assert.Equal(new CsvLeftOut("invoice lines over no time", 2), Assert.Single(import.LeftOut));
        Assert.Equal(new CsvRowCounts(3, 1, 0, 0, 0) { LeftOut = 2 }, import.Rows);
        Assert.Equal((60m, 60m), (import.MrrAt(2026, 1, 20), import.MrrAt(2026, 1, 21)));
    }

    [Fact]
    public void AProrationAlone_AddsItsOwnRate()
    {
        SubscriptionImport import = Read("s,ada,1,,2026-02-05,2026-03-05,60,EUR,false,team", "s,ada,2,,2026-02-20,2026-03-05,10,EUR,true,team").RequireValid();

        Assert.Equal((60m, 81.54m, 0m), (import.MrrAt(2026, 2, 20), import.MrrAt(2026, 2, 21), import.MrrAt(2026, 3, 6)));
    }

    /// <summary>Enough rows for several ranges of subscriptions, among them lines that repeat, contradict each other, belong to two customers, end before they start, and credits.</summary>
    [Fact]
    public void Lines_SayTheSame_OnAnyNumberOfThreads()
    {
        var random = new Random(20);
        IEnumerable<string> lines = Enumerable.Range(0, 20_000).Select(i =>
        {
            int subscription = random.Next(6_000), month = random.Next(1, 12), amount = random.Next(5, 9);
            string customer = random.Next(2_000) == 0 ? "another" : $"c{subscription / 2}", end = random.Next(3_000) == 0 ? "2025-12-01" : $"2026-{month + 1:00}-05";
            return $"s{subscription},{customer},{random.Next(3)},,2026-{month:00}-05,{end},{(random.Next(40) == 0 ? -amount : amount)},EUR,{(random.Next(20) == 0 ? "true" : "false")},p{random.Next(3)}";
        });
        string text = $"{Header}\n{string.Join('\n', lines)}";
        SubscriptionImport one = CsvImport.Subscriptions(CsvText.Utf8(text), CsvImportOptions.Default, new ExecutionOptions { Threads = 1 }, FilePieces.UsualSize);
        Assert.Equal((true, true, true), (one.Findings.Count > 50, one.RepeatedRows.Count > 50, one.Rows.Used > 5_000));
        foreach ((int threads, int pieceSize) in new[] { (2, FilePieces.UsualSize), (4, 50_000) })
        {
            SubscriptionImport several = CsvImport.Subscriptions(CsvText.Utf8(text), CsvImportOptions.Default, new ExecutionOptions { Threads = threads }, pieceSize);

            Assert.Equal(one.Rows, several.Rows);
            Assert.Equal(one.Findings.Select(finding => finding.ToString()), several.Findings.Select(finding => finding.ToString()));
            Assert.Equal(one.RepeatedRows, several.RepeatedRows);
            Assert.Equal(one.History, several.History);
        }
    }

    [Fact]
    public void InclusiveEnds_AreTheLastSecondOrTheLastDay()
    {
        var options = new CsvImportOptions { InclusiveEnds = true };
        SubscriptionImport seconds = Read(options, "s,ada,1,,2026-01-05T00:00:00Z,2026-02-04T23:59:59Z,60,EUR,,", "s,ada,2,,2026-02-05T00:00:00Z,2026-03-04T23:59:59Z,60,EUR,,").RequireValid();
        SubscriptionImport days = Read(options, "s,ada,1,,2026-01-05,2026-02-04,60,EUR,,", "s,ada,2,,2026-02-05,2026-03-04,60,EUR,,").RequireValid();

        Assert.All([seconds, days], import =>
        {
            Assert.Single(import.History.OfType<SubscriptionEvent.Started>());
            Assert.Equal((60m, 60m, 0m), (import.MrrAt(2026, 2, 5), import.MrrAt(2026, 3, 5), import.MrrAt(2026, 3, 6)));
        });
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void AnInclusiveEnd_AtTheEndOfTheCalendar_IsRefused(string end) =>
        Assert.Equal("period_end", Read(new CsvImportOptions { InclusiveEnds = true, Zone = DateTimeZoneProviders.Tzdb["Pacific/Honolulu"] }, $"s,ada,1,,2026-01-05,{end},60,EUR,,").OnlyRefusal().Column);

    [Fact]
    public void RowsEqualInEveryCell_AreRepeated_AndLinesOfTheirOwnAddUp()
    {
        SubscriptionImport import = Read(
            "s,ada,1,,2026-01-05,2026-02-05,60,EUR,,team", "s,ada,1,,2026-01-05,2026-02-05,60.00,EUR,,team", "s,ada,2,,2026-01-05,2026-02-05,60,EUR,,team", "s,ada,1,,2026-01-05,2026-02-05,60,EUR,,seats").RequireValid();

        Assert.Equal((3L, 1L), (import.Rows.Used, import.Rows.Repeated));
        Assert.Equal(180m, import.MrrAt(2026, 2, 1));
    }

    [Fact]
    public void RowsAlikeButForAColumnThatIsNotRead_AreAFinding()
    {
        SubscriptionImport import = CsvText.Subscriptions("customer_id,period_start,period_end,amount,invoice\nada,2026-01-05,2026-02-05,60,1\nada,2026-01-05,2026-02-05,60,2\n");

        CsvFinding finding = Assert.Single(import.Findings);
        Assert.Equal(FindingKind.ConflictingDuplicate, finding.Kind);
        Assert.Equal([2L, 3L], finding.Lines);
        Assert.Contains("invoice", finding.Message, StringComparison.Ordinal);
        Assert.Equal(2, import.Rows.Refused);
    }

    [Theory]
    [InlineData("s,ada,2,,2026-03-05,2026-02-05,60,EUR,,", FindingKind.EndBeforeStart)]
    [InlineData("s,ada,2,,2026-03-05,2026-04-05,-60,EUR,,", FindingKind.NegativePrice)]
    [InlineData("s,ada,2,,2026-03-05,2026-04-05,60,USD,,", FindingKind.CurrencyChanged)]
    [InlineData("s,bo,2,,2026-03-05,2026-04-05,60,EUR,,", FindingKind.MovedToAnotherCustomer)]
    [InlineData("s,ada,2,,2026-01-15,2026-02-05,-600,EUR,true,", FindingKind.NegativePrice)]
    public void LinesThatCannotBeTrue_AreAFinding_AndLeaveTheSubscriptionOut(string row, FindingKind kind)
    {
        SubscriptionImport import = Read("s,ada,1,,2026-01-05,2026-02-05,60,EUR,,", row, "t,cy,3,,2026-01-05,2026-02-05,5,EUR,,");

        Assert.Equal(kind, Assert.Single(import.Findings).Kind);
        Assert.Equal((1L, 2L), (import.Rows.Used, import.Rows.Refused));
        Assert.Equal(5m, import.MrrAt(2026, 2, 1));
    }

    [Theory]
    [InlineData("s,ada,1,donation,2026-01-05,2026-02-05,60,EUR,,", "type")]
    [InlineData("s,ada,1,,soon,2026-02-05,60,EUR,,", "period_start")]
    [InlineData("s,ada,1,,2026-01-05,,60,EUR,,", "period_end")]
    [InlineData("s,ada,1,,2026-01-05,2026-02-05,sixty,EUR,,", "amount")]
    [InlineData("s,ada,1,,2026-01-05,2026-02-05,60,EUR,perhaps,", "proration")]
    [InlineData(",ada,1,,2026-01-05,2026-02-05,60,EUR,,", "subscription_id")]
    public void ACellThatCannotBeRead_IsRefused(string row, string column) => Assert.Equal(column, Read(row).OnlyRefusal().Column);

    [Fact]
    public void AKindOfTheFilesOwn_IsMapped()
    {
        var options = new CsvImportOptions { LineKinds = new Dictionary<string, InvoiceLineKind>(StringComparer.Ordinal) { ["Charge"] = InvoiceLineKind.Usage } };

        Assert.Equal(1, Read(options, "s,ada,1,charge,2026-01-05,2026-02-05,60,EUR,,").RequireValid().Rows.LeftOut);
        Assert.Throws<ArgumentException>(() => new CsvImportOptions { LineKinds = new Dictionary<string, InvoiceLineKind>(StringComparer.Ordinal) { [" "] = InvoiceLineKind.Tax } });
    }

    [Fact]
    public void AStatedInterval_SaysHowOftenTheAmountIsCharged()
    {
        // A year that was refunded after two weeks.
        SubscriptionImport import = CsvText.Subscriptions("customer_id,period_start,period_end,amount,interval\nada,2026-01-20,2026-02-02,120,year\n").RequireValid();

        Assert.Equal((10m, 0m), (import.MrrAt(2026, 2, 1), import.MrrAt(2026, 2, 3)));
    }

    [Fact]
    public void ARandomPortfolio_WrittenAsInvoices_HasTheSameRollForward() =>
        Prop.ForAll(Arb.From(RandomLevels.Any), levels =>
        {
            var rows = new List<string>();
            foreach (IGrouping<SubscriptionId, RevenueLevel> subscription in levels.GroupBy(level => level.Subscription))
            {
                RevenueLevel[] own = [.. subscription.OrderBy(level => level.At)];
                for (int i = 0; i < own.Length; i++)
                {
                    Instant end = i + 1 < own.Length ? own[i + 1].At : CsvText.Day(2027, 1, 1);
                    if (!own[i].Revenue.IsZero)
                    {
                        rows.Add(string.Create(
                            System.Globalization.CultureInfo.InvariantCulture,
                            $"{own[i].Subscription},{own[i].Customer},{InstantPattern.ExtendedIso.Format(own[i].At)},{InstantPattern.ExtendedIso.Format(end)},{own[i].Revenue.Monthly.Amount},month"));
                    }
                }
            }

            foreach (IEnumerable<string> order in new[] { rows, Enumerable.Reverse(rows), rows.Concat(rows) })
            {
                SubscriptionImport import = CsvText.Subscriptions(string.Join('\n', order.Prepend("subscription_id,customer_id,period_start,period_end,amount,interval")), new CsvImportOptions { Currency = Currency.Eur }).RequireValid();
                import.AddsUp();
                Assert.Equal((rows.Count, order.Count() - rows.Count), ((int)import.Rows.Used, (int)import.Rows.Repeated));
                Assert.Equal(RandomLevels.RollForwardOf(RevenueTimeline.FromLevels(levels)), RandomLevels.RollForwardOf(RevenueTimeline.FromHistory(import.History)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true));

    [Fact]
    public void AnyRows_AddUp_InAnyOrder() =>
        Prop.ForAll(
            Arb.From((
                from subscription in Gen.Elements("a", "b", "")
                from customer in Gen.Frequency((6, Gen.Constant("c")), (1, Gen.Constant("d")))
                from kind in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Elements("usage", "tax", "one_time", "gift")))
                from start in Gen.Elements("2025-01-01", "2025-01-20", "2025-02-01", "2025-03-01", "x")
                from end in Gen.Elements("2025-02-01", "2025-03-01", "2025-03-01", "2025-04-01")
                from amount in Gen.Elements("10", "10.00", "20", "-5", "0")
                from proration in Gen.Elements("false", "false", "true")
                from product in Gen.Elements("", "p", "q")
                select $"{subscription},{customer},,{kind},{start},{end},{amount},EUR,{proration},{product}").ListOf()),
            rows =>
            {
                SubscriptionImport import = Read([.. rows]), reversed = Read([.. Enumerable.Reverse(rows)]);

                import.AddsUp();
                Assert.True(import.Rows is { Used: >= 0, Refused: >= 0 });
                Assert.Equal(import.Rows, reversed.Rows);
                Assert.Equal(import.History, reversed.History);
                Assert.Equal(import.Findings.Count, reversed.Findings.Count);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(1000)).WithQuietOnSuccess(true));

    private static SubscriptionImport Read(params string[] rows) => Read(CsvImportOptions.Default, rows);

    private static SubscriptionImport Read(CsvImportOptions options, params string[] rows) => CsvText.Subscriptions(string.Join('\n', rows.Prepend(Header)), options);
}
