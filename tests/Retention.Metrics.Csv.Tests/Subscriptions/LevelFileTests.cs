namespace Retention.Metrics.Csv.Tests.Subscriptions;

public sealed class LevelFileTests
{
    [Fact]
    public void Levels_InAnyOrder_AreStartsChangesAndEnds()
    {
        SubscriptionImport import = CsvText.Subscriptions("customer_id,at,mrr\na,2026-03-01,0\na,2026-01-01,5\na,2026-02-01,8\nb,2026-01-15,0\na,2026-04-01,2\n");

        Assert.Equal((5m, 8m, 0m, 2m), (import.RequireValid().MrrAt(2026, 1, 5), import.MrrAt(2026, 2, 5), import.MrrAt(2026, 3, 5), import.MrrAt(2026, 4, 5)));
        Assert.Equal(new CsvRowCounts(5, 5, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void TwoLevels_AtOneInstant_AreAFinding_UnlessASequenceTells()
    {
        SubscriptionImport without = CsvText.Subscriptions("customer_id,at,mrr\na,2026-01-01,5\na,2026-01-01,8\n");
        SubscriptionImport with = CsvText.Subscriptions("customer_id,at,mrr,sequence\na,2026-01-01,8,12\na,2026-01-01,5,9\n");

        CsvFinding finding = Assert.Single(without.Findings);
        Assert.Equal((FindingKind.TwoPricesAtOneInstant, 2, 2L), (finding.Kind, finding.Lines.Count, without.Rows.Refused));
        Assert.Equal(8m, with.RequireValid().MrrAt(2026, 1, 5));
        with.AddsUp();
    }

    [Fact]
    public void ALevel_ThatComesAgain_IsRepeated_OrAConflictWhereItDiffersElsewhere()
    {
        SubscriptionImport equal = CsvText.Subscriptions("customer_id,at,mrr,plan\na,2026-01-01,5,x\na,2026-01-01,5.00,x\n");
        SubscriptionImport differing = CsvText.Subscriptions("customer_id,at,mrr,plan\na,2026-01-01,5,x\na,2026-01-01,5,y\n");

        Assert.Equal(new CsvRowCounts(2, 1, 1, 0, 0), equal.RequireValid().Rows);
        Assert.Equal(FindingKind.ConflictingDuplicate, Assert.Single(differing.Findings).Kind);
        differing.AddsUp();
    }

    [Fact]
    public void ALevel_WithAnEnd_PaysUntilThen_OrUntilTheNextBegins()
    {
        const string Text = "customer_id,at,mrr,until\na,2026-01-01,5,2026-01-10\na,2026-01-10,8,2026-03-01\na,2026-02-01,2,2026-02-10\na,2026-03-01,7,2026-03-01\na,2026-04-01,9,2026-05-01\nb,2026-01-01,0,2026-02-01\n";
        SubscriptionImport import = CsvText.Subscriptions(Text, new CsvImportOptions { Columns = new Dictionary<string, string> { ["end_date"] = "until" } }).RequireValid();

        Assert.Equal((5m, 8m, 2m, 0m), (import.MrrAt(2026, 1, 5), import.MrrAt(2026, 1, 15), import.MrrAt(2026, 2, 5), import.MrrAt(2026, 2, 15)));
        Assert.Equal((0m, 9m, 0m), (import.MrrAt(2026, 3, 2), import.MrrAt(2026, 4, 5), import.MrrAt(2026, 5, 5)));
        Assert.Equal(2, import.History.OfType<SubscriptionEvent.Ended>().Count());
        Assert.Equal(new CsvRowCounts(6, 6, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void ALevel_ThatEndsBeforeItBegins_IsRefused() =>
        Assert.Equal("until", CsvText.Subscriptions("customer_id,at,mrr,until\na,2026-01-02,5,2026-01-01\n", new CsvImportOptions { Columns = new Dictionary<string, string> { ["end_date"] = "until" } }).OnlyRefusal().Column);

    [Theory]
    [InlineData("customer_id,at,mrr,event_type")]
    [InlineData("customer_id,at,mrr,mrr_movement")]
    public void Levels_BesideAnEventOrAChange_HaveTwoReadings(string header)
    {
        string text = $"{header}\na,2026-01-01,5,x\n";

        Assert.Contains("several readings", Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(text)).Message, StringComparison.Ordinal);
        Assert.Equal(5m, CsvText.Subscriptions(text, new CsvImportOptions { Columns = new Dictionary<string, string> { ["event"] = "" } }).RequireValid().MrrAt(2026, 1, 5));
    }

    [Fact]
    public void Levels_AgreeWithTheLedger_OnAnyNumberOfThreads()
    {
        string text = "customer_id,subscription_id,at,mrr\n" + string.Concat(Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"c{i % 40},s{i % 80},2026-{1 + (i / 80):00}-{1 + (i % 27):00},{(i * 7) % 5}\n")));
        ReportingPeriods periods = ReportingCalendar.Months(NodaTime.DateTimeZone.Utc).From(new NodaTime.YearMonth(2026, 1)).To(new NodaTime.YearMonth(2026, 6));

        RollForward ledger = CsvImport.Levels(CsvText.Utf8(text)).RequireValid().Timeline.RollForward(periods);
        foreach (int threads in new[] { 1, 4 })
        {
            SubscriptionImport import = CsvImport.Subscriptions(CsvText.Utf8(text), null, new ExecutionOptions { Threads = threads }, pieceSize: 256);
            Assert.Equal(ledger, RevenueTimeline.FromHistory(import.RequireValid().History).RollForward(periods));
        }
    }
}
