using NodaTime.Text;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>Files in which all intervals of a subscription follow each other are read in one go; what is said of their rows is that of any other file.</summary>
public sealed class FollowingIntervalsTests
{
    private const string Header = "subscription_id,customer_id,start_date,end_date,monthly_amount\n";

    private const string WithTrials = "subscription_id,customer_id,start_date,end_date,monthly_amount,is_trial\n";

    private static readonly CsvImportOptions Trials = new() { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["is_trial"] = "is_trial" } };

    // More rows than two ranges of subscriptions have.
    private const int Many = 10_000;

    /// <summary>The rows of facts are looked for only where something is found: here after all facts are made.</summary>
    [Fact]
    public void AFinding_NamesTheRowOfItsOwnSubscription()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-02-01,50\ns2,bo,2025-01-10,,-5\ns1,ada,2025-03-01,2025-04-01,50\ns3,cy,2025-01-10,2025-02-01,7\ns3,cy,2025-03-01,,8\n");
        CsvFinding finding = Assert.Single(import.Findings);

        Assert.Equal((FindingKind.NegativePrice, 3L), (finding.Kind, Assert.Single(finding.Lines)));
        Assert.Equal(["ada", "cy"], import.History.Select(one => one.Customer.Value).Distinct());
        Assert.Equal(new CsvRowCounts(5, 4, 0, 0, 1), import.Rows);
    }

    [Fact]
    public void ARow_IsCountedOnce_HoweverManyFactsItIs()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-02-01,50\ns1,ada,2025-03-01,2025-04-01,50\ns1,ada,2025-05-01,,50\n").RequireValid();

        Assert.Equal(5, import.History.Count);
        Assert.Equal(new CsvRowCounts(3, 3, 0, 0, 0), import.Rows);
    }

    /// <summary>The first subscription does not follow: what was noted of its instants does not become that of the next one.</summary>
    [Fact]
    public void IntervalsThatDoNotFollow_LeaveNothingToTheNextSubscription()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10T00:00:00.000000001Z,2025-03-01,50\ns1,ada,2025-02-01,,60\ns2,bo,2025-01-10,2025-02-01,5\ns2,bo,2025-03-01,,6\n");

        Assert.Equal([2L, 3L], Assert.Single(import.Findings).Lines);
        Assert.Equal([CsvText.Day(2025, 1, 10), CsvText.Day(2025, 2, 1), CsvText.Day(2025, 3, 1)], import.History.Select(one => one.At));
        Assert.All(import.History, one => Assert.Equal("bo", one.Customer.Value));
        Assert.Equal(new CsvRowCounts(4, 2, 0, 0, 2), import.Rows);
    }

    /// <summary>What was noted of rows that are not in their order is that of none, once they are put into it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(".000000001")]
    public void RowsOfASubscription_InAnyOrder_AreFollowedInTheirOrder(string fraction)
    {
        SubscriptionImport import = CsvText.Subscriptions(
            $"{Header}s1,ada,2025-05-01T00:00:00{fraction}Z,,7\ns1,ada,2025-02-01,2025-03-01,6\ns1,ada,2025-01-10,2025-02-01,5\ns2,bo,2025-01-11,2025-02-02,8\ns2,bo,2025-03-02,,9\n").RequireValid();

        Assert.Equal(
            [
                "s1 Started 2025-01-10T00:00:00Z", "s1 PriceChanged 2025-02-01T00:00:00Z", "s1 Ended 2025-03-01T00:00:00Z", $"s1 Started 2025-05-01T00:00:00{fraction}Z",
                "s2 Started 2025-01-11T00:00:00Z", "s2 Ended 2025-02-02T00:00:00Z", "s2 Started 2025-03-02T00:00:00Z",
            ],
            import.History.Select(one => $"{one.Subscription.Value} {one.GetType().Name} {InstantPattern.ExtendedIso.Format(one.At)}"));
        Assert.Equal(new CsvRowCounts(5, 5, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void IntervalsThatEndWhenTheyStart_AreOfTheirOwnSubscription()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-01-10,50\ns2,bo,2025-01-11,2025-01-11,5\n").RequireValid();

        Assert.Equal(["ada Started", "ada Ended", "bo Started", "bo Ended"], import.History.Select(one => $"{one.Customer.Value} {one.GetType().Name}"));
        Assert.Equal(new CsvRowCounts(2, 2, 0, 0, 0), import.Rows);
    }

    /// <summary>A trial that goes on is counted without a fact of its own, and not where its subscription is left out.</summary>
    [Fact]
    public void ATrialThatGoesOn_IsNotUsed_WhereItsSubscriptionIsLeftOut()
    {
        string Rows(int price) => FormattableString.Invariant($"{WithTrials}s1,ada,2025-01-01,2025-01-15,0,yes\ns1,ada,2025-01-15,2025-02-01,0,yes\ns1,ada,2025-02-01,,{price},no\n");

        Assert.Equal(new CsvRowCounts(3, 3, 0, 0, 0), CsvText.Subscriptions(Rows(5), Trials).Rows);
        Assert.Equal(new CsvRowCounts(3, 0, 0, 0, 3), CsvText.Subscriptions(Rows(-5), Trials).Rows);
    }

    /// <summary>Rows of one subscription or of several, which are alike in a column that is not read as well.</summary>
    [Fact]
    public void ARepeatedRow_RepeatsTheOneThatIsEqualToIt()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            "subscription_id,customer_id,start_date,end_date,monthly_amount,plan\n"
                + "s1,ada,2025-01-10,2025-02-01,50,pro\ns1,ada,2025-01-10,2025-02-01,50,pro\ns1,ada,2025-02-01,,60,pro\ns1,ada,2025-02-01,,60,pro\ns2,bo,2025-01-10,,50,pro\ns2,bo,2025-01-10,,50,pro\n").RequireValid();

        Assert.Equal([new CsvRepeatedRow(3, 2), new CsvRepeatedRow(5, 4), new CsvRepeatedRow(7, 6)], import.RepeatedRows);
        Assert.Equal(["Started", "PriceChanged", "Started"], import.History.OrderBy(one => one.Subscription.Value).Select(one => one.GetType().Name));
    }

    /// <summary>Instants that are finer than a tick, trials and customers are noted of the row that they are in, whatever piece of the file that is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(1_000_000)]
    public void WhatARowSays_IsItsOwn_InAnyPieceOfTheFile(int beyondHeader)
    {
        const string Rows = "s1,ada,2025-01-10,2025-02-01,5,no\ns2,bo,2025-01-11,2025-02-02,6,no\ns3,cy,2025-01-12T00:00:00.000000001Z,2025-02-03,0,yes\ns4,dee,2025-01-13,2025-02-04T00:00:00.000000002Z,7,no\n";
        SubscriptionImport import = CsvImport.Subscriptions(CsvText.Utf8(WithTrials + Rows), Trials, ExecutionOptions.Sequential, WithTrials.Length + beyondHeader).RequireValid();

        Assert.Equal(
            [
                "s1 ada Started 2025-01-10T00:00:00Z", "s2 bo Started 2025-01-11T00:00:00Z", "s3 cy TrialStarted 2025-01-12T00:00:00.000000001Z", "s4 dee Started 2025-01-13T00:00:00Z",
                "s1 ada Ended 2025-02-01T00:00:00Z", "s2 bo Ended 2025-02-02T00:00:00Z", "s3 cy Ended 2025-02-03T00:00:00Z", "s4 dee Ended 2025-02-04T00:00:00.000000002Z",
            ],
            import.History.OrderBy(one => one.At).Select(one => $"{one.Subscription.Value} {one.Customer.Value} {one.GetType().Name} {InstantPattern.ExtendedIso.Format(one.At)}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AllSubscriptionsOfALongFile_AreRead(int threads)
    {
        SubscriptionImport import = Read(LongFile(), threads).RequireValid();

        Assert.Equal(new CsvRowCounts(Many, Many, 0, 0, 0), import.Rows);
        Assert.Equal(Enumerable.Range(0, Many / 2).SelectMany(number => new[] { $"s{number} 5", $"s{number} 6" }).Order(), PricesOf(import));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(Many - 2, 1)]
    [InlineData(Many - 2, 3)]
    public void OneOverlapInALongFile_LeavesOutItsSubscriptionAlone(int row, int threads)
    {
        string[] rows = LongFile();
        rows[row] = rows[row].Replace("2025-02-01", "2025-02-02", StringComparison.Ordinal);
        SubscriptionImport import = Read(rows, threads);

        Assert.Equal([row + 2L, row + 3L], Assert.Single(import.Findings).Lines);
        Assert.Equal(new CsvRowCounts(Many, Many - 2, 0, 0, 2), import.Rows);
        Assert.Equal(Enumerable.Range(0, Many / 2).Where(number => number != row / 2).SelectMany(number => new[] { $"s{number} 5", $"s{number} 6" }).Order(), PricesOf(import));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WhatIsNotedOfTheFirstRows_IsNotCountedAgainForLaterOnes(int threads)
    {
        string[] rows = [.. LongFile().Select((row, number) => $"{row},{(number < 2 ? "yes" : "no")}")];
        rows[1] = rows[1].Replace("02-01,,6", "02-01,2025-03-01,6", StringComparison.Ordinal);
        SubscriptionImport import = CsvImport.Subscriptions(CsvText.Utf8(WithTrials + string.Join('\n', [.. rows, rows[2]])), Trials, new ExecutionOptions { Threads = threads }).RequireValid();

        Assert.Equal(new CsvRowCounts(Many + 1, Many, 1, 0, 0), import.Rows);
        Assert.Equal([new CsvRepeatedRow(Many + 2, 4)], import.RepeatedRows);
        Assert.Equal(["TrialStarted", "Ended"], import.History.Where(one => one.Subscription.Value == "s0").Select(one => one.GetType().Name));
    }

    /// <summary>Two intervals that meet for each subscription.</summary>
    private static string[] LongFile() =>
        [.. Enumerable.Range(0, Many).Select(row => row % 2 == 0 ? $"s{row / 2},c{row % 100},2025-01-10,2025-02-01,5" : $"s{row / 2},c{(row - 1) % 100},2025-02-01,,6")];

    private static IEnumerable<string> PricesOf(SubscriptionImport import) => import.History
        .Select(one => (one.Subscription, Price: one switch { SubscriptionEvent.Started started => started.Price, SubscriptionEvent.PriceChanged changed => changed.Price, _ => null }))
        .Select(one => FormattableString.Invariant($"{one.Subscription.Value} {one.Price?.Amount.Amount}")).Order();

    private static SubscriptionImport Read(string[] rows, int threads) =>
        CsvImport.Subscriptions(CsvText.Utf8(Header + string.Join('\n', rows)), options: null, new ExecutionOptions { Threads = threads });

    /// <summary>The last second that 4 bytes hold is an instant like others, and not the end of what goes on.</summary>
    [Theory]
    [InlineData("2106-02-07T06:28:14Z")]
    [InlineData("2106-02-07T06:28:15Z")]
    [InlineData("2106-02-07T06:28:16Z")]
    public void AnEnd_WhereSecondsLeaveFourBytes_IsAnEnd(string end)
    {
        SubscriptionImport import = CsvText.Subscriptions($"subscription_id,customer_id,start_date,end_date,mrr\na,ada,2026-01-01,{end},5\n");

        SubscriptionEvent last = import.RequireValid().History[^1];
        Assert.IsType<SubscriptionEvent.Ended>(last);
        Assert.Equal(end, InstantPattern.ExtendedIso.Format(last.At));
    }
}
