using NodaTime;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

public sealed class IntervalFileTests
{
    private const string Header = "subscription_id,customer_id,start_date,end_date,monthly_amount\n";

    [Fact]
    public void AnInterval_PaysFromItsStartUpToItsEnd()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-03-01,50\n").RequireValid();

        Assert.Equal(
            [Subscription("s1", "ada").Starts(CsvText.Day(2025, 1, 10), Monthly(50m)), Subscription("s1", "ada").Ends(CsvText.Day(2025, 3, 1))],
            import.History);
        Assert.Equal((0m, 50m, 50m, 0m), (import.MrrAt(2025, 1, 10), import.MrrAt(2025, 1, 11), import.MrrAt(2025, 3, 1), import.MrrAt(2025, 3, 2)));
    }

    [Theory]
    [InlineData("Voluntary", "voluntary")]
    [InlineData("INVOLUNTARY", "involuntary")]
    [InlineData("Unknown", "unknown")]
    [InlineData("Too expensive", "Too expensive")]
    public void AReasonOfTheLibrary_IsReadInAnyCase(string cell, string code)
    {
        var ended = CsvText.Subscriptions($"subscription_id,customer_id,start_date,end_date,monthly_amount,currency,reason\ns1,ada,2025-01-10,2025-03-01,50,EUR,{cell}\n")
            .RequireValid().History.OfType<SubscriptionEvent.Ended>().Single();

        Assert.Equal(code, ended.Reason.Code);
    }

    [Fact]
    public void AnInterval_WithoutAnEnd_GoesOn() =>
        Assert.Single(CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,,50\n").RequireValid().History);

    [Theory]
    [InlineData("s1,ada,2025-01-10,2025-02-01,50\ns1,ada,2025-02-01,,80\n")]
    [InlineData("s1,ada,2025-01-10,2025-02-01,50\ns2,ada,2025-02-01,,80\n")]
    public void TwoIntervals_BackToBack_AreAnExpansion_NotChurn(string rows)
    {
        SubscriptionImport import = CsvText.Subscriptions(Header + rows).RequireValid();
        RollForwardRow february = RevenueTimeline.FromHistory(import.History).RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2025, 2, 1)))[0];

        Assert.Equal((30m, 0m, 0L, 0L), (february.ExpansionMrr.Monthly.Amount, february.ChurnMrr.Monthly.Amount, february.ChurnedCustomers, february.ReactivatedCustomers));
        Assert.Equal(new CsvRowCounts(2, 2, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void IntervalsWithAGap_AreAnEndAndANewStart()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-03-10,,50\ns1,ada,2025-01-10,2025-02-01,50\n").RequireValid();

        Assert.Equal(["Started", "Ended", "Started"], import.History.Select(one => one.GetType().Name));
    }

    [Fact]
    public void AnEnd_BeforeTheStart_IsAFinding()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-01-09,50\ns2,bo,2025-01-10,,50\n");
        CsvFinding finding = Assert.Single(import.Findings);

        Assert.Equal(FindingKind.EndBeforeStart, finding.Kind);
        Assert.Equal([2L], finding.Lines);
        Assert.Contains("ends before", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["bo"], import.History.Select(one => one.Customer.Value));
        Assert.Equal(new CsvRowCounts(2, 1, 0, 0, 1), import.Rows);
    }

    [Fact]
    public void AnIntervalThatEndsWhenItStarts_IsUsed_AndReadsAsItsTwoEventsDo()
    {
        SubscriptionImport intervals = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-01-10,50\ns2,bo,2025-01-10,,50\n").RequireValid();
        SubscriptionImport events = CsvText.Subscriptions("subscription_id,customer_id,event,at,mrr\ns1,ada,start,2025-01-10,50\ns1,ada,end,2025-01-10,\ns2,bo,start,2025-01-10,50\n").RequireValid();

        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2025, 1, 1));
        Assert.Equal(new CsvRowCounts(2, 2, 0, 0, 0), intervals.Rows);
        Assert.Equal(events.History, intervals.History);
        Assert.Equal((0L, 50m), (RevenueTimeline.FromHistory(intervals.History).RollForward(january)[0].ChurnedCustomers, intervals.MrrAt(2025, 2, 1)));
    }

    [Theory]
    [InlineData("2025-01-10")] // before the others
    [InlineData("2025-02-01")] // where they meet
    [InlineData("2025-02-10")] // within one
    [InlineData("2025-04-01")] // after them
    public void AnIntervalThatEndsWhenItStarts_ChangesNothingBesideOthersOfItsSubscription(string at)
    {
        const string others = "s1,ada,2025-01-15,2025-02-01,50\ns1,ada,2025-02-01,2025-03-01,60\n";
        SubscriptionImport import = CsvText.Subscriptions($"{Header}{others}s1,ada,{at},{at},70\n").RequireValid();

        Assert.Equal(CsvText.Subscriptions(Header + others).History, import.History);
        Assert.Equal(new CsvRowCounts(3, 3, 0, 0, 0), import.Rows);
    }

    [Theory]
    [InlineData("s1,bo,2025-02-01,2025-02-01,50", FindingKind.MovedToAnotherCustomer)]
    [InlineData("s1,ada,2025-02-01,2025-02-01,-50", FindingKind.NegativePrice)]
    public void AnIntervalThatEndsWhenItStarts_ExcusesNothingElse(string row, FindingKind kind)
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-15,2025-03-01,50\n{row}\n");

        Assert.Contains(kind, import.Findings.Select(finding => finding.Kind));
        Assert.Equal(new CsvRowCounts(2, 0, 0, 0, 2), import.Rows);
        import.AddsUp();
    }

    [Theory]
    [InlineData("s1,ada,2025-01-10,2025-03-01,50\ns2,ada,2025-01-10,,50\ns1,ada,2025-02-01,,80\n")]
    [InlineData("s1,ada,2025-01-10,,50\ns2,ada,2025-01-10,,50\ns1,ada,2025-02-01,2025-03-01,80\n")]
    [InlineData("s1,ada,2025-01-10,2025-03-01,50\ns2,ada,2025-01-10,,50\ns1,ada,2025-01-10,2025-03-01,51\n")]
    public void OverlappingIntervals_OfOneSubscription_AreAFinding_AndItIsLeftOutWhole(string rows)
    {
        SubscriptionImport import = CsvText.Subscriptions(Header + rows);
        CsvFinding finding = Assert.Single(import.Findings);

        Assert.Equal(FindingKind.StartedWhileLive, finding.Kind);
        Assert.Equal([2L, 4L], finding.Lines);
        Assert.Equal(["s2"], import.History.Select(one => one.Subscription.Value));
        Assert.Equal(new CsvRowCounts(3, 1, 0, 0, 2), import.Rows);
    }

    [Fact]
    public void OverlappingIntervals_OfTwoSubscriptions_AddUp() =>
        Assert.Equal(130m, CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,,50\ns2,ada,2025-02-01,,80\n").RequireValid().MrrAt(2025, 3, 1));

    [Fact]
    public void ARow_WithAnId_ThatComesAgain_IsRepeated()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-02-01,50\ns1,ada,2025-02-01,,60\ns1,ada,2025-01-10,2025-02-01,50\n").RequireValid();

        Assert.Equal(new CsvRowCounts(3, 2, 1, 0, 0), import.Rows);
        Assert.Equal(["Started", "PriceChanged"], import.History.Select(one => one.GetType().Name));
    }

    [Fact]
    public void Rows_WithoutIds_AreNeverMerged_HoweverAlike()
    {
        SubscriptionImport import = CsvText.Subscriptions("customer_id,start_date,end_date,monthly_amount\nada,2025-01-10,,50\nada,2025-01-10,,50\n").RequireValid();

        Assert.Equal(100m, import.MrrAt(2025, 2, 1));
        Assert.Equal(new CsvRowCounts(2, 2, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void ARefusedRow_TakesItsSubscriptionWithIt_ButNotTheCustomersOthers()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-02-01,50\ns1,ada,soon,,60\ns2,ada,2025-01-01,,7\n");

        Assert.Equal((3L, "start_date", "soon"), (import.OnlyRefusal().Line, import.OnlyRefusal().Column, import.OnlyRefusal().Value));
        Assert.Equal(["s2"], import.History.Select(one => one.Subscription.Value));
        Assert.Equal(new CsvRowCounts(3, 1, 0, 0, 2), import.Rows);
    }

    [Fact]
    public void ARefusedRow_OfAnUnknownSubscription_TakesItsCustomerWithIt()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,,50\n,ada,2025-01-10,,60\ns3,bo,2025-01-01,,7\n");

        Assert.Equal("subscription_id", import.OnlyRefusal().Column);
        Assert.Equal(["s3"], import.History.Select(one => one.Subscription.Value));
        Assert.Equal(new CsvRowCounts(3, 1, 0, 0, 2), import.Rows);
    }

    [Fact]
    public void AnUnreadableCustomer_IsRefused()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}s1,,2025-01-10,,50\ns2,bo,2025-01-10,,60\n");

        Assert.Equal("customer_id", import.OnlyRefusal().Column);
        Assert.Equal(["s2"], import.History.Select(one => one.Subscription.Value));
    }

    [Fact]
    public void OneSubscription_OfTwoCustomers_IsAFindingWithBothLines()
    {
        CsvFinding finding = Assert.Single(CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,2025-02-01,50\ns1,bo,2025-02-01,,50\n").Findings);

        Assert.Equal(FindingKind.MovedToAnotherCustomer, finding.Kind);
        Assert.Equal([2L, 3L], finding.Lines);
    }

    [Theory]
    [InlineData("120,year,,", 10)]
    [InlineData("90,month,3,", 30)]
    [InlineData("10,Weekly,2,", 21.67)]
    [InlineData("15,monthly,1,5", 75)]
    [InlineData("30,QUARTER,1,2", 20)]
    [InlineData("1,day,,", 30.42)]
    public void APrice_OfAnyInterval_BecomesMonthly(string price, double expected) =>
        Assert.Equal((decimal)expected, CsvText.Subscriptions($"customer_id,start_date,end_date,amount,interval,interval_count,quantity\nada,2025-01-10,,{price}\n").RequireValid().MrrAt(2025, 2, 1));

    [Theory]
    [InlineData("120,biweekly,,", "interval")]
    [InlineData("120,,,", "interval")]
    [InlineData("120,month,0,", "interval_count")]
    [InlineData("120,month,1.5,", "interval_count")]
    [InlineData("120,month,99999999999,", "interval_count")]
    [InlineData("120,month,1,-1", "quantity")]
    public void APrice_ThatCannotBe_IsRefused(string price, string column) =>
        Assert.Equal(column, CsvText.Subscriptions($"customer_id,start_date,end_date,amount,interval,interval_count,quantity\nada,2025-01-10,,{price}\n").OnlyRefusal().Column);

    [Fact]
    public void APrice_BelowZero_IsAFindingWithItsLine()
    {
        CsvFinding finding = Assert.Single(CsvText.Subscriptions($"{Header}s1,ada,2025-01-10,,-50\n").Findings);

        Assert.Equal(FindingKind.NegativePrice, finding.Kind);
        Assert.Equal([2L], finding.Lines);
    }

    [Fact]
    public void TheReason_IsWhyTheSubscriptionEnded()
    {
        SubscriptionImport import = CsvText.Subscriptions("customer_id,start_date,end_date,mrr,reason\nada,2025-01-10,2025-02-01,5,involuntary\nbo,2025-01-10,2025-02-01,5,moved abroad\ncy,2025-01-10,2025-02-01,5,\n");

        Assert.Equal(["involuntary", "moved abroad", "unknown"], import.History.OfType<SubscriptionEvent.Ended>().Select(one => one.Reason.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OtherColumns_AreAttributesOfTheCustomer_TheLatestCounts(bool reversed)
    {
        string[] rows = ["ada,2025-01-10,2025-02-01,5,DE,basic", "ada,2025-02-01,,7,,pro", "bo,2025-01-01,,5,,"];
        IReadOnlyList<Customer> customers = CsvText.Subscriptions($"customer_id,start_date,end_date,mrr,country,Plan\n{string.Join('\n', reversed ? rows.Reverse() : rows)}\n").Customers;

        Assert.Equal(["ada", "bo"], customers.Select(customer => customer.Id.Value));
        Assert.Equal(("DE", "pro", "unknown"), (customers[0]["country"], customers[0]["Plan"], customers[1]["Plan"]));
    }

    [Fact]
    public void Columns_OfOtherNames_AreMapped()
    {
        var options = new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["customer_id"] = "Account", ["start_date"] = "from", ["end_date"] = "until", ["mrr"] = "price per month" } };

        Assert.Equal(5m, CsvText.Subscriptions("Account,from,until,Price per Month\nada,2025-01-10,,5\n", options).RequireValid().MrrAt(2025, 2, 1));
    }

    private static Subscription Subscription(string id, string customer) => new(id, customer);

    private static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.None);
}
