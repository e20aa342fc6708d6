using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Facts of one subscription at one instant, in numbers at which comparing each with each would take minutes.</summary>
[Trait("Kind", "Numbers")]
public sealed class ManyFactsOfOneInstantTests
{
    private const int Many = 100_000;

    private static readonly Subscription Ada = Subscription.Of("ada");
    private static readonly Instant Now = Utc("2026-02-01");
    private static readonly SubscriptionEvent Start = Ada.Starts(Utc("2026-01-01"), Monthly(10));

    [Fact]
    public void StatementsOfOnePrice_AreNoFinding()
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(Enumerable.Range(0, Many).Select(_ => Ada.ChangesPrice(Now, Monthly(20))).Prepend(Start));

        Assert.Empty(check.Findings);
        Assert.Equal(20m, RevenueTimeline.FromHistory(check.History).MrrAt(Utc("2026-03-01")).Monthly.Amount);
    }

    [Fact]
    public void StatementsOfOnePrice_RecordedApart_AreNoFinding() =>
        Assert.Empty(SubscriptionHistory.Check(Enumerable.Range(0, Many).Select(i => Ada.ChangesPrice(Now, Monthly(20)) with { RecordedAt = Now + Duration.FromTicks(i) }).Prepend(Start)).Findings);

    [Fact]
    public void StatementsOfTwoPrices_AreAFindingEachBesideTheFirstThatDiffers()
    {
        IReadOnlyList<SubscriptionFinding> findings = SubscriptionHistory.Check(Enumerable.Range(0, Many).Select(i => Ada.ChangesPrice(Now, Monthly(i < Many / 2 ? 20 : 30))).Prepend(Start)).Findings;

        Assert.Equal(Many / 2, findings.Count);
        Assert.All(findings, finding => Assert.Equal(FindingKind.TwoPricesAtOneInstant, finding.Kind));
        Assert.Single(findings.Select(finding => finding.Events[0]).Distinct());
    }

    [Fact]
    public void Payments_WithIdsApart_AreOneFailure()
    {
        SubscriptionHistory history = SubscriptionHistory.Create(Enumerable.Range(0, Many)
            .Select(i => (i % 2 == 0 ? Ada.PaymentFails(Now) : Ada.PaymentRecovers(Now)) with { EventId = FormattableString.Invariant($"e{i}") }).Prepend(Start));

        Assert.Equal(1, PaymentRecovery.Of(history, Months("2026-02", "2026-02"))[0].Failures);
    }

    [Fact]
    public void EndsAfterAnEnd_AreAFindingEach() =>
        Assert.Equal(Many - 1, SubscriptionHistory.Check(Enumerable.Range(0, Many).Select(_ => Ada.Ends(Now)).Prepend(Start)).Findings.Count);

    [Fact]
    public void VersionsOfOneId_AreSuperseded() =>
        Assert.Equal(
            (2, Many - 1),
            Counts(SubscriptionHistory.Check(Enumerable.Range(0, Many).Select(i => Ada.ChangesPrice(Now, Monthly(i)) with { EventId = "e1", RecordedAt = Now + Duration.FromTicks(i) }).Prepend(Start))));

    [Fact]
    public void SubscriptionsOfOneCustomer_ThatEndTogether_AreOneChurn()
    {
        SubscriptionHistory history = SubscriptionHistory.Create(Enumerable.Range(0, Many / 2)
            .Select(i => new Subscription(FormattableString.Invariant($"s{i}"), "ada"))
            .SelectMany(one => (SubscriptionEvent[])[one.Starts(Utc("2026-01-01"), Monthly(10)), one.Ends(Now, ChurnReason.Voluntary)]));

        Assert.Equal(1, ChurnAnalysis.Of(history).ByReason(Months("2026-02", "2026-02"))[0].Of(ChurnReason.Voluntary).ChurnedCustomers);
    }

    /// <summary>The findings are those of a loop that compares each price with each before it.</summary>
    [Fact]
    public void TwoPricesAtOneInstant_AreThoseOfComparingEachWithEach()
    {
        Arbitrary<(int Price, int Recorded)[]> statements = Gen.Choose(1, 3).Zip(Gen.Choose(0, 3)).ArrayOf().ToArbitrary();
        Laws.Check(statements, drawn =>
        {
            SubscriptionEvent[] events = [.. drawn.Select(one => Ada.ChangesPrice(Now, Monthly(one.Price)) with { RecordedAt = one.Recorded == 0 ? null : Now + Duration.FromDays(one.Recorded) })];
            ReferenceHistoryCheck.SortUnchecked(events);
            var naive = new List<(SubscriptionEvent, SubscriptionEvent)>();
            for (int i = 0; i < events.Length; i++)
            {
                int other = Array.FindIndex(events, 0, i, earlier => SubscriptionHistory.PriceOf(earlier) != SubscriptionHistory.PriceOf(events[i])
                    && (earlier.RecordedAt is null || events[i].RecordedAt is null || earlier.RecordedAt == events[i].RecordedAt));
                if (other >= 0)
                {
                    naive.Add((events[other], events[i]));
                }
            }

            Assert.Equal(naive, SubscriptionHistory.Check([Start, .. events]).Findings.Select(finding => (finding.Events[0], finding.Events[1])));
        });
    }

    private static (int Used, int Superseded) Counts(HistoryCheck<SubscriptionHistory, SubscriptionFinding> check) => (check.Used, check.Superseded);
}
