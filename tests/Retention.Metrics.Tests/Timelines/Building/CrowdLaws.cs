using System.Collections.Immutable;
using NodaTime;
using Retention.Metrics.Tests.Revenue;

namespace Retention.Metrics.Tests.Timelines.Building;

/// <summary>So many copies of a few customers that their rows fill several buckets and blocks: all figures are those of the few, so many times.</summary>
[Trait("Kind", "Numbers")]
public sealed class CrowdLaws
{
    private const int Rows = 40_000;
    private static readonly ExecutionOptions Three = ExecutionOptions.Default with { Threads = 3 };

    [Fact]
    public void CopiesOfALedger_AddUpToThatManyLedgers() =>
        Laws.Check(
            Ledger.Any,
            ledger =>
            {
                int copies = Rows / ledger.Rows.Length;
                (LedgerEntry Row, int Copy)[] rows = Copied(ledger.Rows, copies);
                int[] customers = Array.ConvertAll(rows, one => (one.Row.Customer * copies) + one.Copy), subscriptions = Array.ConvertAll(rows, one => (((one.Row.Customer * 2) + one.Row.Subscription) * copies) + one.Copy);
                Instant[] at = Array.ConvertAll(rows, one => one.Row.At);
                long[] cents = Array.ConvertAll(rows, one => one.Row.Cents);
                var builder = new RevenueTimelineBuilder<string, long>(Currency.Eur);
                for (int row = 0; row < rows.Length; row++)
                {
                    builder.Add(customers[row].ToString(System.Globalization.CultureInfo.InvariantCulture), subscriptions[row], at[row], cents[row]);
                }

                RollForward few = ledger.Timeline.RollForward(ledger.Periods);
                foreach (RevenueTimeline crowd in new[] { RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, subscriptions, at, cents, Three), builder.Build(Three) })
                {
                    Assert.Equal(customers.Distinct().Count(), crowd.CustomerCount);
                    foreach ((RollForwardRow one, RollForwardRow all) in few.Zip(crowd.RollForward(ledger.Periods, execution: Three)))
                    {
                        Assert.All(Enum.GetValues<RevenueFigure>(), figure =>
                        {
                            if (Figures.MoneyOf(one, figure) is { } money)
                            {
                                Assert.Equal(money.Annual.Amount * copies, Figures.MoneyOf(all, figure)!.Value.Annual.Amount);
                            }
                            else
                            {
                                Assert.Equal(Figures.CustomersOf(one, figure) * copies, Figures.CustomersOf(all, figure));
                            }
                        });
                    }
                }
            },
            times: 20);

    [Fact]
    public void CopiesOfAllSubscriptions_UnderOneCustomer_PayThatManyTimesAsMuch() =>
        Laws.Check(Ledger.Any, ledger =>
        {
            const int Copies = 12;
            (LedgerEntry Row, int Copy)[] rows = Copied(ledger.Rows, Copies);
            RevenueTimeline one = RevenueTimeline.FromColumns<int, int>(
                Currency.Eur,
                new int[rows.Length],
                Array.ConvertAll(rows, one => (((one.Row.Customer * 2) + one.Row.Subscription) * Copies) + one.Copy),
                Array.ConvertAll(rows, one => one.Row.At),
                Array.ConvertAll(rows, one => one.Row.Cents));

            Assert.Equal(1, one.CustomerCount);
            Assert.All(ledger.Scenario.Instants, at => Assert.Equal(ledger.Timeline.MrrAt(at.PlusTicks(1)).Annual.Amount * Copies, one.MrrAt(at.PlusTicks(1)).Annual.Amount));
        });

    [Fact]
    public void CopiesOfAShop_AddUpToThatManyShops() =>
        Laws.Check(
            Shop.Any,
            shop =>
            {
                if (shop.Orders.IsEmpty)
                {
                    return;
                }

                int copies = Rows / shop.Orders.Length;
                OrderTimeline crowd = shop.With(Copied(shop.Orders, copies).Select(one => one.Row with
                {
                    Customer = $"{one.Row.Customer} {one.Copy}",
                    Id = one.Row.Id is { } id ? new OrderId($"{id} {one.Copy}") : default(OrderId?),
                })).Timeline;
                OrderMetrics few = shop.Timeline.Metrics(shop.Periods), all = crowd.Metrics(shop.Periods, Three);
                foreach ((OrderMetricsRow one, OrderMetricsRow many) in few.Append(few.Overall).Zip(all.Append(all.Overall)))
                {
                    Assert.Equal(
                        (one.Orders * copies, one.Revenue.Amount * copies, one.UniqueCustomers * copies, one.RepeatCustomers * copies, one.ReturningCustomers * copies),
                        (many.Orders, many.Revenue.Amount, many.UniqueCustomers, many.RepeatCustomers, many.ReturningCustomers));
                }

                DaysBetweenOrders fewDays = shop.Timeline.DaysBetweenOrders(shop.Periods), allDays = crowd.DaysBetweenOrders(shop.Periods, Three);
                foreach ((DayHistogram one, DayHistogram many) in fewDays.Append(fewDays.Overall).Zip(allDays.Append(allDays.Overall)))
                {
                    Assert.Equal((one.Count * copies, one.Median), (many.Count, many.Median));
                }
            },
            times: 20);

    /// <summary>The rows copy after copy, every second one backwards.</summary>
    private static (TRow Row, int Copy)[] Copied<TRow>(ImmutableArray<TRow> rows, int copies) =>
        [.. Enumerable.Range(0, copies).SelectMany(copy => (copy % 2 == 0 ? rows : rows.Reverse()).Select(row => (row, copy)))];
}
