using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>A portfolio that is written as a file and read again has the same roll-forward, whichever kind of file it is.</summary>
public sealed class RoundTripLaws
{
    private const string Movements =
        "DATE,CUSTOMER_NAME,MRR_MOVEMENT,MRR,DESCRIPTION,MOVEMENT_TYPE,CURRENCY_CODE,BILLING_CONNECTOR_UUID,CUSTOMER_EXTERNAL_ID,CUSTOMER_UUID,SUBSCRIPTION_EXTERNAL_ID,PLAN_EXTERNAL_ID,ACTIVE_SUBSCRIPTION_QUANTITY,UUID,RANK,PREVIOUS_PLAN_EXTERNAL_ID";

    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(500)).WithQuietOnSuccess(true);

    [Fact]
    public void ARandomPortfolio_WrittenAsIntervals_HasTheSameRollForward() =>
        Prop.ForAll(Arb.From(RandomLevels.Any), levels => AssertSame(levels, "subscription_id,customer_id,start_date,end_date,mrr,currency", Intervals(levels))).Check(Settings);

    [Fact]
    public void ARandomPortfolio_WrittenAsMovementsOfChartMogul_HasTheSameRollForward() =>
        Prop.ForAll(Arb.From(RandomLevels.Any), levels => AssertSame(levels, Movements, MovementsOf(levels))).Check(Settings);

    private static void AssertSame(List<RevenueLevel> levels, string header, IEnumerable<string> rows)
    {
        string[] all = [.. rows];
        foreach (IEnumerable<string> order in new[] { all, Enumerable.Reverse(all) })
        {
            SubscriptionImport import = CsvText.Subscriptions(string.Join('\n', order.Prepend(header))).RequireValid();

            import.AddsUp();
            Assert.Equal(all.Length, import.Rows.Used);
            IEnumerable<object> expected = RandomLevels.RollForwardOf(RevenueTimeline.FromLevels(levels)).Cast<object>(), found = RandomLevels.RollForwardOf(RevenueTimeline.FromHistory(import.History)).Cast<object>();
            Assert.Equal(all.Length == 0 ? [] : expected, found);
        }
    }

    private static IEnumerable<string> Intervals(IEnumerable<RevenueLevel> levels) =>
        from subscription in levels.GroupBy(level => level.Subscription)
        let ordered = subscription.OrderBy(level => level.At).ToArray()
        from i in Enumerable.Range(0, ordered.Length)
        where ordered[i].Revenue.Monthly.Amount > 0m
        let end = i + 1 < ordered.Length ? Iso(ordered[i + 1].At) : ""
        select string.Create(CultureInfo.InvariantCulture, $"{subscription.Key},{ordered[i].Customer},{Iso(ordered[i].At)},{end},{ordered[i].Revenue.Monthly.Amount},EUR");

    /// <summary>A movement of a customer's total for each instant at which it changes, in cents.</summary>
    private static IEnumerable<string> MovementsOf(IEnumerable<RevenueLevel> levels)
    {
        foreach (IGrouping<CustomerId, RevenueLevel> customer in levels.GroupBy(level => level.Customer))
        {
            var current = new Dictionary<SubscriptionId, decimal>();
            decimal before = 0m;
            bool hadRevenue = false;
            foreach (IGrouping<Instant, RevenueLevel> instant in customer.GroupBy(level => level.At).OrderBy(group => group.Key))
            {
                foreach (RevenueLevel level in instant)
                {
                    current[level.Subscription] = level.Revenue.Monthly.Amount;
                }

                decimal total = current.Values.Sum();
                if (total == before)
                {
                    continue;
                }

                string type = before == 0m ? hadRevenue ? "reactivation" : "new_biz" : total == 0m ? "churn" : total > before ? "expansion" : "contraction";
                yield return string.Create(CultureInfo.InvariantCulture, $"{Iso(instant.Key)},Name,{(total - before) * 100m:0},{total * 100m:0},text,{type},EUR,ds_1,{customer.Key},{customer.Key},sub,plan,1,,1,");
                (before, hadRevenue) = (total, true);
            }
        }
    }

    private static string Iso(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
