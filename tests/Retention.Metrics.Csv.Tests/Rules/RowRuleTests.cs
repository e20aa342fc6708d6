namespace Retention.Metrics.Csv.Tests.Rules;

public sealed class RowRuleTests
{
    private const string Text = """
        customer_id,ordered_at,amount,Order Status,test,seats
        a,2026-01-01,1,active,true,3
        b,2026-01-01,2,Past Due,false,10
        c,2026-01-01,4,"on, hold",FALSE,
        d,2026-01-01,8,free,,7

        """;

    [Theory]
    [InlineData("Order Status = active", "a")]
    [InlineData("order_status in ACTIVE,past due", "ab")]
    [InlineData("Order Status not in active, Past Due", "cd")]
    [InlineData("Order Status = \"on, hold\"", "c")]
    [InlineData("test != true", "bcd")]
    [InlineData("test is empty", "d")]
    [InlineData("test is not empty", "abc")]
    [InlineData("amount >= 2", "bcd")]
    [InlineData("amount<2", "a")]
    [InlineData("Order Status = free or amount > 2", "cd")]
    [InlineData("\"Order Status\" = free OR test = true", "ad")]
    public void Where_ReadsTheRowsThatMeetTheCondition_AndCountsTheOthers(string condition, string customers)
    {
        OrderImport import = CsvText.Orders(Text, new CsvImportOptions { Rules = [RowRule.Where(condition)], Columns = new Dictionary<string, string> { ["status"] = "" } });

        Assert.Equal(customers, string.Concat(import.RequireValid().History.Select(order => order.Customer.Value).Order(StringComparer.Ordinal)));
        Assert.Equal(4 - customers.Length, import.Rows.LeftOut);
        Assert.Equal([new CsvLeftOut(condition, 4 - customers.Length)], import.LeftOut);
        import.AddsUp();
    }

    [Theory]
    [InlineData("ended is empty", 4)]
    [InlineData("ended is not empty", 40)]
    [InlineData("ended is not empty or until is not empty", 42)]
    [InlineData("ended is empty or ended = 2026-01-07", 5)]
    public void AColumnOfManyValues_IsAskedWhetherItHasOne(string condition, int used)
    {
        string dates = string.Concat(Enumerable.Range(1, 40).Select(day => FormattableString.Invariant($"c{day},2026-01-01,1,2026-{1 + (day / 28):00}-{1 + (day % 28):00},\n")));
        string text = $"customer_id,ordered_at,amount,ended,until\nx1,2026-01-01,1,,\n{dates}x2,2026-01-01,1,NULL,2026-05-05\nx3,2026-01-01,1,\u00A0,\nx4,2026-01-01,1,,2026-06-06\n";

        OrderImport import = CsvText.Orders(text, new CsvImportOptions { Rules = [RowRule.Where(condition)], NullWords = ["NULL"] });

        Assert.Equal((used, 44 - used), (import.RequireValid().Rows.Used, import.Rows.LeftOut));
    }

    [Fact]
    public void Rules_MustAllBeMet_AndEachCountsWhatItLeavesOut()
    {
        OrderImport import = CsvText.Orders(Text, new CsvImportOptions
        {
            Rules = [RowRule.Where("test != true"), RowRule.Of("large", ["amount", "seats"], cells => cells is ["8", "7"])],
        });

        Assert.Equal(["1 by the rule \"test != true\"", "2 by the rule \"large\""], import.LeftOut.Select(one => one.ToString()));
        Assert.Equal(new CsvRowCounts(4, 1, 0, 0, 0) { LeftOut = 3 }, import.Rows);
    }

    [Fact]
    public void ACell_ThatIsNoNumber_IsRefused_WhereItIsCompared()
    {
        CsvRefusal refusal = CsvText.Orders(Text, new CsvImportOptions { Rules = [RowRule.Where("seats > 2")] }).OnlyRefusal();

        Assert.Equal((4L, "seats", ""), (refusal.Line, refusal.Column, refusal.Value));
    }

    [Fact]
    public void Require_RefusesWithAReason()
    {
        CsvRefusal refusal = CsvText.Orders(Text, new CsvImportOptions { Rules = [RowRule.Require("test is not empty", "a test is true or false")] }).OnlyRefusal();

        Assert.Equal((5L, "test", "a test is true or false"), (refusal.Line, refusal.Column, refusal.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Status")]
    [InlineData("= active")]
    [InlineData("Status =")]
    [InlineData("Status in a,,b")]
    [InlineData("Status = a, b")]
    [InlineData("amount > much")]
    [InlineData("Status is empty now")]
    [InlineData("a = 1 or ")]
    [InlineData("Status = \"open")]
    public void ACondition_ThatIsNone_IsRefused(string condition) => Assert.Contains("is no condition", Assert.Throws<FormatException>(() => RowRule.Where(condition)).Message, StringComparison.Ordinal);

    [Fact]
    public void ARule_OnAColumnThatIsNotThere_IsAnErrorOfTheFile() =>
        Assert.Contains("Order Status", Assert.Throws<InvalidDataException>(() => CsvText.Orders(Text, new CsvImportOptions { Rules = [RowRule.Where("State = a")] })).Message, StringComparison.Ordinal);

    [Fact]
    public void RowsThatAreLeftOut_AreNotRead_SoTheyAreNeitherRefusedNorLeaveOutTheirSubscription()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            "customer_id,subscription_id,start_date,end_date,mrr,kind\na,s,2026-01-01,2026-02-01,5,paid\na,s,not a date,,x,trial\n",
            new CsvImportOptions { Rules = [RowRule.Where("kind != trial")] });

        Assert.Equal(5m, import.RequireValid().MrrAt(2026, 1, 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Counts_DoNotDependOnThePiecesOfTheFile_NorOnTheThreads(int threads)
    {
        const int Rows = 500;
        string text = "customer_id,start_date,end_date,mrr,kind,coupon\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => FormattableString.Invariant($"c{i},2026-01-01,,5,{(i % 5 == 0 ? "trial" : "paid")},{(i % 7 == 0 ? "X" : "")}\n")));
        var options = new CsvImportOptions { Rules = [RowRule.Where("kind != trial")], Mentioned = ["coupon"] };

        SubscriptionImport import = CsvImport.Subscriptions(CsvText.Utf8(text), options, new ExecutionOptions { Threads = threads }, pieceSize: 128);

        Assert.Equal(new CsvRowCounts(Rows, 400, 0, 0, 0) { LeftOut = 100 }, import.Rows);
        Assert.Equal([new CsvLeftOut("kind != trial", 100)], import.LeftOut);
        CsvMention mention = Assert.Single(import.Mentions);
        Assert.Equal((57L, 20, "c7"), (mention.Rows, mention.Ids.Count, mention.Ids[0]));
    }
}
