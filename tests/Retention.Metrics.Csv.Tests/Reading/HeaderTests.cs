namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>In the name of a column only case, spaces, underscores and hyphens may differ.</summary>
public sealed class HeaderTests
{
    [Theory]
    [InlineData("amount ¢")]
    [InlineData("amount (cents)")]
    [InlineData("amount.")]
    [InlineData("amount$")]
    [InlineData("#amount")]
    [InlineData("amount%")]
    public void ANameWithMoreInIt_IsAnotherColumn(string name) =>
        Assert.Contains("no column amount", Assert.Throws<InvalidDataException>(() => CsvText.Orders($"customer_id,ordered_at,{name}\nada,2025-01-01,4880\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("AMOUNT")]
    [InlineData("a_mount")]
    [InlineData("a-mount")]
    [InlineData(" Amount ")]
    [InlineData("amount\u00A0")]
    public void CaseSpacesUnderscoresAndHyphens_MayDiffer(string name) =>
        Assert.Equal(5m, CsvText.Orders($"customer_id,ordered_at,{name}\nada,2025-01-01,5\n").RequireValid().History[0].Amount.Amount);

    [Fact]
    public void AMapping_MatchesNoMoreFreely()
    {
        const string Text = "customer_id,ordered_at,total ($)\nada,2025-01-01,5\n";

        Assert.Equal(5m, CsvText.Orders(Text, Mapped("amount", "Total ($)")).RequireValid().History[0].Amount.Amount);
        Assert.Throws<InvalidDataException>(() => CsvText.Orders(Text, Mapped("amount", "total")));
    }

    [Fact]
    public void AnEmptyMapping_LeavesTheFilesOwnColumnToTheCustomer()
    {
        const string Text = "subscription_id,customer_id,start_date,end_date,monthly_amount\ns1,ada,2025-01-01,,10\ns1,ada,2025-01-01,,10\n";
        SubscriptionImport import = CsvText.Subscriptions(Text, Mapped("subscription_id", "")).RequireValid();

        Assert.Equal(20m, import.MrrAt(2025, 2, 1));
        Assert.Equal("s1", import.Customers[0]["subscription_id"]);
        Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(Text, Mapped("customer_id", "")));
    }

    [Theory]
    [InlineData("signed up!")]
    [InlineData("start?")]
    public void AnEvent_WithMoreInItsName_IsNotKnown(string name) =>
        Assert.Equal("event", CsvText.Subscriptions($"customer_id,event,at,mrr\nada,{name},2025-01-01,5\n", new CsvImportOptions
        {
            Events = new Dictionary<string, EventKind>(StringComparer.Ordinal) { ["signed up"] = EventKind.Started },
        }).OnlyRefusal().Column);

    private static CsvImportOptions Mapped(string ours, string theirs) => new() { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { [ours] = theirs } };
}
