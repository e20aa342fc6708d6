using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>Intervals and invoice lines of one subscription that do not quite meet.</summary>
public sealed class JoinGapTests
{
    private const string Header = "subscription_id,customer_id,start_date,end_date,mrr";

    private static readonly CsvImportOptions TwoHours = new() { JoinGaps = Duration.FromHours(2) };

    [Theory]
    [InlineData("2026-02-01T00:00:00Z", "2026-02-01T02:00:00Z", true)]
    [InlineData("2026-02-01T02:00:00Z", "2026-02-01T00:00:00Z", true)]
    [InlineData("2026-02-01T00:00:00Z", "2026-02-01T02:00:01Z", false)]
    public void IntervalsCloserThanTheGap_AreOne(string end, string start, bool joins)
    {
        string text = $"{Header}\ns,ada,2026-01-01,{end},10\ns,ada,{start},2026-03-01,15\n";
        SubscriptionImport import = CsvText.Subscriptions(text, TwoHours).RequireValid();

        Assert.Equal(joins ? ["Started", "PriceChanged", "Ended"] : ["Started", "Ended", "Started", "Ended"], import.History.Select(one => one.GetType().Name));
        Assert.Equal(2, import.Rows.Used);
    }

    [Fact]
    public void AnOverlapAboveTheGap_IsAFinding() =>
        Assert.Equal(FindingKind.StartedWhileLive, Assert.Single(CsvText.Subscriptions($"{Header}\ns,ada,2026-01-01,2026-02-02,10\ns,ada,2026-02-01,,15\n", TwoHours).Findings).Kind);

    [Fact]
    public void WithoutAGap_NothingIsJoined() =>
        Assert.Equal(4, CsvText.Subscriptions($"{Header}\ns,ada,2026-01-01,2026-02-01,10\ns,ada,2026-02-01T00:00:01Z,2026-03-01,15\n").History.Count);

    [Fact]
    public void AGap_IsNotNegative() => Assert.Throws<ArgumentOutOfRangeException>(() => new CsvImportOptions { JoinGaps = Duration.FromHours(-1) });

    [Fact]
    public void RenewalsThatMissByLess_AreNoChurn_InIntervalsAndInvoiceLines() =>
        Prop.ForAll(Arb.From(Gen.Choose(-120, 120).ListOf()), minutes =>
        {
            var start = new LocalDateTime(2026, 1, 5, 9, 0);
            Instant end = start.InUtc().ToInstant();
            var intervals = new List<string> { Header };
            var lines = new List<string> { "subscription_id,customer_id,period_start,period_end,amount,interval" };
            foreach ((int miss, int month) in minutes.Prepend(0).Select((miss, month) => (miss, month)))
            {
                Instant from = end + Duration.FromMinutes(miss);
                end = start.PlusMonths(month + 1).InUtc().ToInstant();
                string period = $"s,ada,{InstantPattern.ExtendedIso.Format(from)},{InstantPattern.ExtendedIso.Format(end)},10";
                intervals.Add(period);
                lines.Add($"{period},month");
            }

            foreach (List<string> text in new[] { intervals, lines })
            {
                SubscriptionImport import = CsvText.Subscriptions(string.Join('\n', text), TwoHours).RequireValid();
                Assert.Equal(text.Count - 1L, import.Rows.Used);
                Assert.Single(import.History.OfType<SubscriptionEvent.Started>());
                Assert.Equal(end, Assert.Single(import.History.OfType<SubscriptionEvent.Ended>()).At);
                Assert.All(import.History.OfType<SubscriptionEvent.PriceChanged>(), change => Assert.Equal(10m, change.Price.Amount.Amount));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(200)).WithQuietOnSuccess(true));
}
