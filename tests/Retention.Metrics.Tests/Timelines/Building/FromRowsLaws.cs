using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Timelines.Building;

/// <summary>Rows with ids that were numbered as they were read give the same as rows under names; repetitions are counted, contradictions reported.</summary>
public sealed class FromRowsLaws
{
    private const int Customers = 5, Subscriptions = 2 * Customers;

    /// <summary>A ledger, and how often each of its rows comes.</summary>
    private static readonly Arbitrary<(Ledger Ledger, int[] Times)> Repeated = Arb.From(
        from ledger in Ledger.Any.Generator from times in Gen.Choose(1, 3).ListOf(ledger.Rows.Length) select (ledger, times.ToArray()));

    [Fact]
    public void Levels_MakeTheTimelineOfTheLedger_HoweverOftenTheyCome() =>
        Laws.Check(Repeated, one =>
        {
            LedgerRow[] rows = [.. one.Ledger.Rows.Zip(one.Times).SelectMany(row => Enumerable.Repeat(RowOf(row.First), row.Second))];
            RowStore store = RowStore.Of(rows);
            var holders = new SubscriptionOwners(Subscriptions);

            RevenueTimeline timeline = Assert.IsType<RevenueTimeline>(Timeline(store, holders));

            Assert.Equal(one.Ledger.Timeline.RollForward(one.Ledger.Periods), timeline.RollForward(one.Ledger.Periods));
            Assert.Equal(one.Ledger.Rows.Select(row => row.Name).Distinct().Order(StringComparer.Ordinal), Enumerable.Range(0, timeline.CustomerCount).Select(customer => timeline.CustomerAt(customer).Value));
            Assert.Equal((false, rows.Length - one.Ledger.Rows.Length, 0), (holders.HasConflict, holders.Repeats, store.Count));
        });

    [Fact]
    public void TwoLevelsAtOneInstant_AndTwoCustomersOfOneSubscription_AreTold_AndTheRowsAreKept() =>
        Laws.Check(
            Arb.From(from ledger in Ledger.Any.Generator from which in Gen.Choose(0, ledger.Rows.Length - 1) select (Ledger: ledger, Which: which)),
            one =>
            {
                LedgerEntry known = one.Ledger.Rows[one.Which];
                LedgerRow otherLevel = RowOf(known with { Cents = known.Cents + 1 });
                LedgerRow otherCustomer = RowOf(known) with { Customer = (known.Customer + 1) % Customers };

                Refused(otherLevel, ofTwoCustomers: false);
                Refused(otherCustomer, ofTwoCustomers: true);

                void Refused(LedgerRow contradiction, bool ofTwoCustomers)
                {
                    LedgerRow[] twice = [.. one.Ledger.Rows.Select(RowOf), .. one.Ledger.Rows.Select(RowOf)];
                    RowStore store = RowStore.Of([.. twice, contradiction]);
                    var holders = new SubscriptionOwners(Subscriptions);
                    int earlier = ofTwoCustomers ? one.Ledger.Rows.Select((row, i) => (row, i)).First(pair => RowOf(pair.row).Subscription == contradiction.Subscription).i : one.Which;

                    Assert.Null(Timeline(store, holders));
                    Assert.Equal([contradiction.Subscription], holders.Contradicted);
                    Assert.Equal((earlier, twice.Length, ofTwoCustomers), SubscriptionOwners.FirstConflict(store));
                    Assert.Equal(twice.Length + 1, store.Count);
                }
            });

    [Fact]
    public void Orders_MakeTheBookOfTheShop() =>
        Laws.Check(Shop.Any, shop =>
        {
            Order[] orders = [.. shop.Orders.Where(order => order.Status == OrderStatus.Completed)];
            string[] customers = [.. orders.Select(order => order.Customer.Value)], ids = [.. customers.Distinct().Append("nobody")];
            long[] cents = [.. orders.Select(order => (long)(order.Amount.Amount * 100m))];
            RowStore store = RowStore.Of([.. orders.Select((order, i) => new LedgerRow { Ticks = order.OrderedAt.ToUnixTimeTicks(), Amount = cents[i] * 10_000, Customer = Array.IndexOf(ids, customers[i]) })]);

            OrderTimeline timeline = OrderTimeline.FromRows(Currency.Eur, store, ids.Length, number => ids[number], ExecutionOptions.Default);

            Assert.Equal(OrderTimeline.FromColumns<string>(Currency.Eur, customers, [.. orders.Select(order => order.OrderedAt)], cents).Metrics(shop.Periods), timeline.Metrics(shop.Periods));
            Assert.Equal((ids.Length - 1, 0), (timeline.CustomerCount, store.Count));
        });

    private static RevenueTimeline? Timeline(RowStore store, SubscriptionOwners holders) =>
        RevenueTimeline.OfLevels(Currency.Eur, store, Customers, number => $"c{number}", holders, ExecutionOptions.Default);

    private static LedgerRow RowOf(LedgerEntry row) =>
        new() { Ticks = row.At.ToUnixTimeTicks(), Amount = row.Cents * 120_000, Customer = row.Customer, Subscription = (2 * row.Customer) + row.Subscription };
}
