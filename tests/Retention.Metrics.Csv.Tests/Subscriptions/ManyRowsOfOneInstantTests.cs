using System.Text;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>Rows of one subscription at one instant that differ in one column alone, in numbers at which comparing each with each would take minutes.</summary>
[Trait("Kind", "Numbers")]
public sealed class ManyRowsOfOneInstantTests
{
    private const int Many = 100_000;

    [Fact]
    public void VersionsOfOneId_RecordedApart_AreSuperseded()
    {
        SubscriptionImport import = Read("event_id,recorded_at", i => FormattableString.Invariant($"ada,started,2025-01-01,10,e1,{new DateTime(2025, 1, 1).AddSeconds(i):s}Z"));

        Assert.Equal(new CsvRowCounts(Many, 1, 0, Many - 1, 0), import.RequireValid().Rows);
    }

    [Fact]
    public void Customers_OfOneSubscription_AreAFinding()
    {
        SubscriptionImport import = Read("subscription_id", i => FormattableString.Invariant($"c{i},started,2025-01-01,10,s"));

        Assert.Equal(FindingKind.MovedToAnotherCustomer, Assert.Single(import.Findings).Kind);
        Assert.Equal(new CsvRowCounts(Many, 0, 0, 0, Many), import.Rows);
    }

    [Fact]
    public void Resumptions_WithPricesApart_AreFindings()
    {
        SubscriptionImport import = Read("subscription_id", i => FormattableString.Invariant($"ada,resumed,2025-01-01,{i + 1},s"));

        Assert.NotEmpty(import.Findings);
        Assert.Equal(new CsvRowCounts(Many, 0, 0, 0, Many), import.Rows);
    }

    [Fact]
    public void Levels_OfOneSubscription_AreFindings()
    {
        SubscriptionImport import = ReadText("subscription_id,customer_id,at,mrr", i => FormattableString.Invariant($"s,ada,2025-01-01,{i + 1}"));

        Assert.Equal(Many - 1, import.Findings.Count);
        Assert.Equal(new CsvRowCounts(Many, 0, 0, 0, Many), import.Rows);
    }

    private static SubscriptionImport Read(string columns, Func<int, string> rowOf) => ReadText("customer_id,event,at,mrr," + columns, rowOf);

    private static SubscriptionImport ReadText(string header, Func<int, string> rowOf)
    {
        var text = new StringBuilder(header).Append('\n');
        for (int i = 0; i < Many; i++)
        {
            _ = text.Append(rowOf(i)).Append('\n');
        }

        return CsvText.Subscriptions(text.ToString(), new CsvImportOptions { Currency = Currency.Eur });
    }
}
