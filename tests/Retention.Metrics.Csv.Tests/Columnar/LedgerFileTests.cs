using System.Globalization;
using System.Text;
using NodaTime;

namespace Retention.Metrics.Csv.Tests.Columnar;

public sealed class LedgerFileTests
{
    private const string Header = "subscription_id,customer_id,at,mrr\n";

    [Fact]
    public void ALedger_InAwkwardOrder_IsFollowed()
    {
        TimelineImport import = Ledger($"{Header}s2,ada,2025-02-01,30\ns1,ada,2025-03-01,0\ns1,ada,2025-01-01,50\ns3,bo,2025-02-01,10.50\n").RequireValid();

        Assert.Equal((50m, 90.5m, 40.5m), (MrrAt(import, 2), MrrAt(import, 3), MrrAt(import, 4)));
        Assert.Equal(new CsvRowCounts(4, 4, 0, 0, 0), import.Rows);
        Assert.Equal(2, import.Timeline.CustomerCount);
    }

    [Fact]
    public void ALedger_IsWhatItsLevelsAre_WhateverThreads()
    {
        var text = new StringBuilder(Header);
        var levels = new List<RevenueLevel>();
        for (int row = 0; row < 40_000; row++)
        {
            // Numbers at first, and then an id that is none.
            string subscription = row == 20_000 ? "s" : (row % 9_973).ToString(CultureInfo.InvariantCulture), customer = row == 20_000 ? "c" : $"c{row % 9_973 % 4_999}";
            Instant at = CsvText.Day(2025, 1, 1) + Duration.FromSeconds(row * 7_919L % 40_000);
            int cents = row * 31 % 7 * 100;
            levels.Add(new RevenueLevel(customer, subscription, at, RecurringRevenue.PerMonth(Currency.Eur.MinorAmount(cents))));
            text.Append(CultureInfo.InvariantCulture, $"{subscription},{customer},{at},{cents}\n");
        }

        var hours = ReportingPeriods.Between(DateTimeZone.Utc, [.. Enumerable.Range(0, 13).Select(hour => CsvText.Day(2025, 1, 1) + Duration.FromHours(hour))]);
        RollForward expected = RevenueTimeline.FromLevels(levels).RollForward(hours);
        foreach (int threads in new[] { 1, 2, 3 })
        {
            TimelineImport import = Ledger(text.ToString(), new CsvImportOptions { MinorUnits = true, Currency = Currency.Eur }, threads).RequireValid();

            Assert.Equal(expected, import.Timeline.RollForward(hours));
            Assert.Equal(5_000, import.Timeline.CustomerCount);
        }
    }

    [Fact]
    public void WithoutSubscriptionIds_ACustomerHasOneSubscription()
    {
        TimelineImport import = Ledger("customer_id,at,mrr\n7,2025-01-01,50\n7,2025-02-01,60\n8,2025-01-01,1\n7,2025-02-01,60\n").RequireValid();

        Assert.Equal((51m, 61m), (MrrAt(import, 2), MrrAt(import, 3)));
        Assert.Equal(new CsvRowCounts(4, 3, 1, 0, 0), import.Rows);
    }

    [Fact]
    public void Customers_AreNamedAsTheFileNamesThem()
    {
        TimelineImport import = Ledger("customer_id,at,mrr\n007,2025-01-01,5\n7,2025-01-01,6\n8f21ce48-c09c-709c-6adc-5d8283844b83,2025-01-01,7\nMüller & daughters of the north,2025-01-01,8\n").RequireValid();
        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2025, 1, 1));

        Assert.Equal(
            ["007", "7", "8f21ce48-c09c-709c-6adc-5d8283844b83", "Müller & daughters of the north"],
            import.Timeline.Explain(january, RevenueFigure.NewMrr).Select(one => one.Customer.Value));
    }

    [Fact]
    public void Contradictions_AreListedAllAtOnce_AndTheirSubscriptionsLeftOut()
    {
        TimelineImport import = Ledger($"{Header}s1,ada,2025-01-01,50\n\ns1,ada,2025-01-01,60\ns2,bo,2025-01-01,10\ns2,cy,2025-02-01,10\ns3,di,2025-01-01,1\n");

        Assert.Equal([(FindingKind.TwoPricesAtOneInstant, 2L, 4L), (FindingKind.MovedToAnotherCustomer, 5L, 6L)], import.Findings.Select(finding => (finding.Kind, finding.Lines[0], finding.Lines[1])));
        Assert.Contains("subscription s2 belongs to customer bo and to cy", import.Findings[1].Message, StringComparison.Ordinal);
        Assert.Equal(1m, MrrAt(import, 3));
        Assert.Equal(new CsvRowCounts(5, 1, 0, 0, 4), import.Rows);
        Assert.Throws<InvalidDataException>(() => import.RequireValid());
    }

    [Theory]
    [InlineData("s1,ada,01.02.2025,5", "at", "01.02.2025")]
    [InlineData("s1,ada,2025-02-01,", "mrr", "")]
    [InlineData("s1,ada,2025-02-01,\"1,5\"", "mrr", "1,5")]
    [InlineData("s1,,2025-02-01,5", "customer_id", "")]
    [InlineData("\" \",ada,2025-02-01,5", "subscription_id", " ")]
    [InlineData("s1,\"\u00A0\",2025-02-01,5", "customer_id", "\u00A0")]
    public void ARow_ThatCannotBeRead_IsRefused_AndItsSubscriptionLeftOut(string row, string column, string value)
    {
        TimelineImport import = Ledger($"{Header}s1,ada,2025-01-01,50\n{row}\ns2,bo,2025-01-01,10\n");

        Assert.Equal((3L, column, value), (import.OnlyRefusal().Line, import.OnlyRefusal().Column, import.OnlyRefusal().Value));
        Assert.Equal(10m, MrrAt(import, 3));
        Assert.Equal(new CsvRowCounts(3, 1, 0, 0, 2), import.Rows);
    }

    [Theory]
    [InlineData("-5", FindingKind.NegativePrice)]
    [InlineData("1.1234567", FindingKind.PriceTooPrecise)]
    [InlineData("999999999999", FindingKind.PriceOverflow)]
    public void ALevel_ThatCannotBe_IsAFindingWithItsLine(string level, FindingKind kind)
    {
        TimelineImport import = Ledger($"{Header}s1,ada,2025-01-01,50\ns1,ada,2025-02-01,{level}\n");

        Assert.Equal(kind, Assert.Single(import.Findings).Kind);
        Assert.Equal([3L], import.Findings[0].Lines);
        Assert.Equal(new CsvRowCounts(2, 0, 0, 0, 2), import.Rows);
    }

    [Fact]
    public void ALedger_HasOneCurrency()
    {
        const string Rows = "customer_id,at,mrr,currency\nada,2025-01-01,5,eur\nbo,2025-01-01,5,";

        Assert.Equal(Currency.Eur, Ledger(Rows + "EUR").RequireValid().Timeline.Currency);
        Assert.Equal(Currency.Eur, Ledger(Rows, new CsvImportOptions { Currency = Currency.Eur }).RequireValid().Timeline.Currency);
        Assert.Contains("line 2 is in EUR and line 3 in USD", Assert.Throws<InvalidDataException>(() => Ledger(Rows + "USD")).Message, StringComparison.Ordinal);
        Assert.Equal("currency", Ledger(Rows + "EURO").OnlyRefusal().Column);
    }

    [Fact]
    public void AHeaderOnly_IsAnEmptyTimeline()
    {
        TimelineImport import = Ledger(Header).RequireValid();

        Assert.Equal((0, 0), (import.Timeline.CustomerCount, import.Timeline.ChangeCount));
        Assert.Equal(default, import.Rows);
    }

    [Fact]
    public void AMissingColumn_IsAnError() =>
        Assert.Contains("monthly_amount", Assert.Throws<InvalidDataException>(() => Ledger("customer_id,at\nada,2025-01-01\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void ACancelledReading_Stops()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => CsvImport.Levels(CsvText.Utf8($"{Header}s1,ada,2025-01-01,50\n"), execution: new ExecutionOptions { Cancellation = stopped.Token }));
    }

    private static TimelineImport Ledger(string text, CsvImportOptions? options = null, int threads = 2) => CsvImport.Levels(CsvText.Utf8(text), options, new ExecutionOptions { Threads = threads });

    private static decimal MrrAt(TimelineImport import, int month) => import.Timeline.MrrAt(CsvText.Day(2025, month, 1)).Monthly.Amount;
}
