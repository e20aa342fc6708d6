using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Testing;

namespace DocumentedCode.Testing;

/// <summary>The code of docs/testing/property-tests.md and of the package's readme.</summary>
public sealed class PropertyTestsPage
{
    [Fact]
    public void AveragingAverages_IsCaught()
    {
        #region averages-averaged
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() =>
            MetricLaws.OfOpeningAndClosing(
                    customers =>
                    {
                        decimal[] rates = [.. customers.Where(one => one.Opening > 0m).Select(one => one.Closing / one.Opening)];
                        return rates.Length == 0 ? Ratio.Undefined : Ratio.Of(rates.Average(), 1m);
                    },
                    new LawSettings { Cases = 2_000 })
                .PoolsOverCustomers());
        Console.WriteLine(broken.Law);  // The metric merges over customers
        #endregion

        Assert.Contains("RevenueTimeline.FromLevels(", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LosingWhatIsShorterThanASecond_IsCaught()
    {
        static IEnumerable<Order> ToTheSecond(IEnumerable<Order> orders) =>
            orders.Select(order => order with { OrderedAt = Instant.FromUnixTimeSeconds(order.OrderedAt.ToUnixTimeSeconds()) });

        LawBrokenException broken = Assert.Throws<LawBrokenException>(() => Law.ForAll(Any.OrderHistory, orders => Assert.Equal(orders, ToTheSecond(orders))));

        // What the page shows: one order of 20.00 EUR, one tick before a whole second or after it.
        string[] lines = broken.Code.Split(Environment.NewLine);
        Assert.Equal(4, lines.Length);
        Assert.Equal("OrderHistory orders =", lines[0]);
        Assert.Matches(@"^    new\(""c\d"", Instant\.FromUtc\([\d, ]+\)\.PlusTicks\(\d+\), Currency\.Eur\.Amount\(20m\)\),$", lines[2]);
    }

    [Fact]
    public void AHistory_AsCode()
    {
        #region snippet-of-a-history
        var ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 9, 0), ChurnReason.Voluntary),
        ];
        string code = CSharpCode.Of(history);
        #endregion

        string[] lines = Documentation.Region.All.Single(region => region.Name == "snippet-of-a-history").Text.Split('\n');
        Assert.Equal(lines[..^1], code.ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void AProperty_AboutPeriods()
    {
        #region property-about-periods
        Law.ForAll(Any.SubscriptionScenario, scenario =>
        {
            RollForward rows = scenario.Timeline().RollForward(scenario.Periods);

            Assert.Equal(scenario.Timeline().MrrAt(scenario.Periods.End), rows[^1].ClosingMrr);
        });
        #endregion
    }
}
