namespace Retention.Metrics.Csv.Tests.Rules;

public sealed class StatusTests
{
    [Fact]
    public void WordsOfOrders_AreThoseOfTheCaller_AndIgnoredOnesAreCounted()
    {
        OrderImport import = CsvText.Orders(
            "customer_id,ordered_at,amount,status\na,2026-01-01,1,Processing\nb,2026-01-01,2,on-hold\nc,2026-01-01,4,paid\nd,2026-01-01,8,charged back\n",
            new CsvImportOptions { Statuses = new Dictionary<string, StatusKind> { ["processing"] = StatusKind.Completed, ["on hold"] = StatusKind.Ignored, ["charged_back"] = StatusKind.Cancelled } });

        Assert.Equal([OrderStatus.Completed, OrderStatus.Completed, OrderStatus.Cancelled], import.RequireValid().History.Select(order => order.Status));
        Assert.Equal([new CsvLeftOut("status on-hold", 1)], import.LeftOut);
    }

    [Fact]
    public void AWord_ThatIsNotKnown_IsRefused_WithTheWordsThereAre()
    {
        CsvRefusal refusal = CsvText.Orders("customer_id,ordered_at,amount,status\na,2026-01-01,1,processing\n").OnlyRefusal();

        Assert.Contains("completed", refusal.Reason, StringComparison.Ordinal);
        Assert.Contains("--status", refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer_id,ordered_at,amount", true, StatusKind.Ignored)]
    [InlineData("customer_id,start_date,end_date,mrr", false, StatusKind.Ignored)]
    [InlineData("customer_id,event,at,mrr,status", false, StatusKind.Trial)]
    public void AWord_WithoutAStatusThatIsRead_IsAnErrorOfTheFile(string header, bool isOrders, StatusKind kind)
    {
        var options = new CsvImportOptions { Statuses = new Dictionary<string, StatusKind> { ["failed"] = kind } };

        Assert.Contains("'failed'", Assert.Throws<InvalidDataException>(() => { _ = isOrders ? (object)CsvText.Orders(header + "\n", options) : CsvText.Subscriptions(header + "\n", options); }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameWord_WithTwoKinds_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new CsvImportOptions { Statuses = new Dictionary<string, StatusKind> { ["on hold"] = StatusKind.Completed, ["On-Hold"] = StatusKind.Ignored } });

    [Fact]
    public void StatusOfIntervals_IsReadWhereItIsMapped_AndAnAttributeOtherwise()
    {
        const string Text = "customer_id,start_date,end_date,mrr,status\na,2026-01-01,,5,active\nb,2026-01-01,,7,trialing\nc,2026-01-01,2026-02-01,9,ended\n";

        SubscriptionImport plain = CsvText.Subscriptions(Text);
        SubscriptionImport mapped = CsvText.Subscriptions(Text, new CsvImportOptions { Columns = new Dictionary<string, string> { ["status"] = "status" } });

        Assert.Equal((21m, 14m), (plain.RequireValid().MrrAt(2026, 1, 5), mapped.RequireValid().MrrAt(2026, 1, 5)));
        Assert.Equal(["status"], plain.UnreadColumns);
        Assert.Equal("trialing", plain.Customers.Single(customer => customer.Id.Value == "b")["status"]);
        Assert.Empty(mapped.UnreadColumns);
    }

    [Theory]
    [InlineData("channel,channel", "channel")]
    [InlineData("channel,city,channel,city,channel", "channel,city")]
    [InlineData("channel,Channel,,", "")]
    public void OfAttributesWithOneName_TheFirstIsRead_AndTheNameIsSaid(string attributes, string unread)
    {
        string cells = string.Join(',', attributes.Split(',').Select((_, i) => "value " + (char)('a' + i)));

        OrderImport import = CsvText.Orders($"order_id,customer_id,ordered_at,amount,currency,{attributes}\n1,a,2026-01-01,5,EUR,{cells}\n");

        Assert.Equal(unread.Split(',', StringSplitOptions.RemoveEmptyEntries), import.UnreadColumns);
        Assert.Equal("value a", Assert.Single(import.Customers)["channel"]);
    }

    [Fact]
    public void AnEnd_IsNeeded_WhereTheStatusSaysSo_AndMayBeInTheSecondColumn()
    {
        const string Text = "customer_id,start_date,end_date,stopped,mrr,status\na,2026-01-01,,2026-02-01,5,ended\nb,2026-01-01,,2026-02-01,7,active\nc,2026-01-01,,,9,ended\n";

        SubscriptionImport import = CsvText.Subscriptions(Text, new CsvImportOptions
        {
            Columns = new Dictionary<string, string> { ["status"] = "status" },
            Statuses = new Dictionary<string, StatusKind> { ["ended"] = StatusKind.Ended },
            Fallbacks = new Dictionary<string, string> { ["end_date"] = "stopped" },
        });

        Assert.Equal((12m, 7m), (import.MrrAt(2026, 1, 5), import.MrrAt(2026, 2, 5)));
        Assert.Equal(4L, import.OnlyRefusal().Line);
    }

    [Fact]
    public void Trials_PayNothing_AndBecomePaidWhereTheyTouch()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            "customer_id,subscription_id,start_date,end_date,mrr,flag,until\n"
            + "a,s1,2026-01-01,2026-01-15,5,Y,\na,s1,2026-01-15,,5,N,\n"
            + "b,s2,2026-01-01,,7,N,2026-01-10\n"
            + "c,s3,2026-01-01,2026-01-05,9,N,2026-01-10\n"
            + "d,s4,2026-01-01,2026-01-03,9,Y,\nd,s4,2026-01-03,2026-01-06,9,Y,\nd,s4,2026-01-06,,9,N,\n"
            + "e,s5,2026-01-01,2026-01-04,3,N,\ne,s5,2026-01-04,2026-01-20,3,Y,\n",
            new CsvImportOptions { Columns = new Dictionary<string, string> { ["is_trial"] = "flag", ["trial_end"] = "until" } });

        Assert.Equal((3m, 9m, 16m, 21m), (import.RequireValid().MrrAt(2026, 1, 2), import.MrrAt(2026, 1, 7), import.MrrAt(2026, 1, 12), import.MrrAt(2026, 1, 16)));
        Assert.Equal(5, import.History.OfType<SubscriptionEvent.TrialStarted>().Count());
        Assert.Equal(new CsvRowCounts(9, 9, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void AFlag_ThatIsNone_IsRefused() =>
        Assert.Equal("flag", CsvText.Subscriptions(
            "customer_id,start_date,end_date,mrr,flag\na,2026-01-01,,5,maybe\n",
            new CsvImportOptions { Columns = new Dictionary<string, string> { ["is_trial"] = "flag" } }).OnlyRefusal().Column);

    [Fact]
    public void Guests_WithOneEmail_AreOneCustomer_WhateverItsLetterCase()
    {
        const string Text = "order_id,customer_id,email,ordered_at,amount\n1,,Ada@Example.com,2026-01-05,5\n2,,\" ada@example.COM \",2026-01-06,5\n3,Ada@Example.com,,2026-01-07,5\n4,,ÄDA@example.com,2026-01-08,5\n5,,Till 7,2026-01-09,5\n";

        OrderImport import = CsvText.Orders(Text, new CsvImportOptions { GuestColumn = "email" }).RequireValid();
        OrderImport aliased = CsvText.Orders(Text, new CsvImportOptions { GuestColumn = "email", Aliases = CustomerAliases.Of(new Dictionary<string, string> { ["Ada@Example.com"] = "A1", ["ada@example.com"] = "A2" }) }).RequireValid();

        Assert.Equal(["ada@example.com", "ada@example.com", "Ada@Example.com", "Äda@example.com", "Till 7"], import.History.OrderBy(order => order.OrderedAt).Select(order => order.Customer.Value));
        Assert.Equal(["A1", "A2", "A1"], aliased.History.OrderBy(order => order.OrderedAt).Take(3).Select(order => order.Customer.Value));
    }

    [Fact]
    public void AGuest_IsNamedByAColumn_OrIsACustomerOfTheOneOrder()
    {
        const string Text = "customer_id,ordered_at,amount,order_id,email\n,2026-01-01,1,17,g@x.org\n,2026-01-02,1,18,\n17,2026-01-03,1,19,g@x.org\n";

        Assert.Equal(2, CsvText.Orders(Text).Refusals.Count);
        Assert.Equal(
            ["17", "g@x.org", "guest of order 18"],
            CsvText.Orders(Text, new CsvImportOptions { GuestColumn = "email" }).RequireValid().History.Select(order => order.Customer.Value).Order(StringComparer.Ordinal));
        Assert.Throws<InvalidDataException>(() => CsvText.Orders(Text, new CsvImportOptions { GuestColumn = "mail" }));
    }

    [Fact]
    public void Reasons_HaveTheKindThatIsStated()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            "customer_id,start_date,end_date,mrr,reason\na,2026-01-01,2026-02-01,5,Too expensive\nb,2026-01-01,2026-02-01,5,moved\nc,2026-01-01,2026-02-01,5,Involuntary\n",
            new CsvImportOptions { Reasons = new Dictionary<string, ChurnKind> { ["too_expensive"] = ChurnKind.Voluntary } });

        Assert.Equal(
            ["Involuntary:involuntary", "Unknown:moved", "Voluntary:Too expensive"],
            import.History.OfType<SubscriptionEvent.Ended>().Select(one => $"{one.Reason.Kind}:{one.Reason.Code}").Order(StringComparer.Ordinal));
        Assert.Throws<ArgumentException>(() => new CsvImportOptions { Reasons = new Dictionary<string, ChurnKind> { ["voluntary"] = ChurnKind.Involuntary } });
    }
}
