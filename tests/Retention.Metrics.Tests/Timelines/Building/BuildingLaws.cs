using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Timelines.Building;

/// <summary>However rows come, under whatever keys, on however many threads: the same columns.</summary>
public sealed class BuildingLaws
{
    private static readonly ExecutionOptions Three = ExecutionOptions.Default with { Threads = 3 };

    [Fact]
    public void ColumnsBuilderAndFacts_UnderAnyKeys_MakeTheSameTimeline() =>
        Laws.Check(Ledger.Any, ledger =>
        {
            RollForward expected = ledger.Timeline.RollForward(ledger.Periods);
            int[] customers = [.. ledger.Rows.Select(row => row.Customer)];
            int[] subscriptions = [.. ledger.Rows.Select(row => (row.Customer * 2) + row.Subscription)];

            Same(customers, subscriptions);
            Same(Array.ConvertAll(customers, key => -1 - key), Array.ConvertAll(subscriptions, key => key * 100_000_000));
            Same(Array.ConvertAll(customers, key => (key * 137) + 500), Array.ConvertAll(subscriptions, key => (long)key << 40));
            Same(Array.ConvertAll(customers, key => key.ToString(CultureInfo.InvariantCulture)), Array.ConvertAll(subscriptions, key => new Guid(key, 0, 0, new byte[8])));

            void Same<TCustomer, TSubscription>(TCustomer[] customerKeys, TSubscription[] subscriptionKeys)
                where TCustomer : notnull
                where TSubscription : notnull
            {
                Instant[] at = [.. ledger.Rows.Select(row => row.At)];
                long[] cents = [.. ledger.Rows.Select(row => row.Cents)];
                var builder = new RevenueTimelineBuilder<TCustomer, TSubscription>(Currency.Eur, expectedRows: ledger.Rows.Length / 2);
                for (int row = 0; row < at.Length; row++)
                {
                    builder.Add(customerKeys[row], subscriptionKeys[row], at[row], cents[row]);
                }

                foreach (RevenueTimeline timeline in new[] { RevenueTimeline.FromColumns(Currency.Eur, customerKeys, subscriptionKeys, at, cents, Three), builder.Build(Three) })
                {
                    Assert.Equal(expected, timeline.RollForward(ledger.Periods));
                    Assert.Equal(customerKeys.Distinct().Count(), timeline.CustomerCount);
                    Assert.Equal(
                        customerKeys.Distinct().Select(key => string.Create(CultureInfo.InvariantCulture, $"{key}")).Order(StringComparer.Ordinal),
                        Enumerable.Range(0, timeline.CustomerCount).Select(customer => timeline.CustomerAt(customer).Value).Order(StringComparer.Ordinal));
                }

                Assert.Equal(0, builder.Count);
            }
        });

    [Fact(Skip = ManyRows.LeftOut, SkipUnless = nameof(ManyRows.AreRead), SkipType = typeof(ManyRows))]
    public void ManyRows_InAnyOrder_OnAnyThreads_MakeTheSameColumns()
    {
        const int Rows = 200_000;
        var customers = new int[Rows];
        var subscriptions = new int[Rows];
        var at = new Instant[Rows];
        var cents = new long[Rows];
        for (int row = 0; row < Rows; row++)
        {
            // One customer has a third of all rows, and some numbers have none.
            customers[row] = row % 3 == 0 ? 7 : (int)(row * 2_654_435_761L % 40_000) * 2;
            subscriptions[row] = (customers[row] * 3) + (row % 3);
            at[row] = Utc("2024-01-01") + Duration.FromSeconds(row * 7_919L % Rows);
            cents[row] = row * 104_729L % 5 * 999;
        }

        RevenueColumns expected = Columns(ExecutionOptions.Sequential);
        AssertSame(expected, Columns(Three));

        var builder = new RevenueTimelineBuilder<int, int>(Currency.Eur);
        for (int row = 0; row < Rows; row++)
        {
            builder.Add(customers[row], subscriptions[row], at[row], cents[row]);
        }

        AssertSame(expected, builder.Build(Three).Columns);

        int[] shuffled = [.. Enumerable.Range(0, Rows)];
        new Random(1).Shuffle(shuffled);
        customers = Array.ConvertAll(shuffled, row => customers[row]);
        subscriptions = Array.ConvertAll(shuffled, row => subscriptions[row]);
        at = Array.ConvertAll(shuffled, row => at[row]);
        cents = Array.ConvertAll(shuffled, row => cents[row]);
        AssertSame(expected, Columns(Three));

        RevenueColumns Columns(ExecutionOptions execution) => RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, subscriptions, at, cents, execution).Columns;

        static void AssertSame(RevenueColumns one, RevenueColumns other)
        {
            Assert.True(one.Offsets.AsSpan().SequenceEqual(other.Offsets));
            Assert.True(one.Time.AsSpan().SequenceEqual(other.Time));
            Assert.True(one.Level.AsSpan().SequenceEqual(other.Level));
        }
    }

    [Fact]
    public void OneSubscriptionTooMany_AmongManyRows_IsNamedWithItsRows()
    {
        const int Rows = 100_000;
        int[] customers = [.. Enumerable.Range(0, Rows)], subscriptions = [.. Enumerable.Range(0, Rows)];
        var at = new Instant[Rows];
        Array.Fill(at, Utc("2026-01-01"));
        subscriptions[90_000] = 5;

        ArgumentException columns = Assert.ThrowsAny<ArgumentException>(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, subscriptions, at, new long[Rows], Three));

        Assert.Contains("Rows 5 and 90000 give subscription 5 to 5 and to 90000", columns.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ATotalThatDoesNotFit_AmongManyRows_IsAnOverflow_OnAnyThreads(int threads)
    {
        const int Rows = 100_000;
        int[] customers = [.. Enumerable.Range(0, Rows)], subscriptions = [.. Enumerable.Range(0, Rows)];
        var at = new Instant[Rows];
        var cents = new long[Rows];
        Array.Fill(at, Utc("2026-01-01"));
        customers[70_000] = 5;
        cents[5] = cents[70_000] = long.MaxValue / 120_000;
        ExecutionOptions execution = new() { Threads = threads };

        Assert.Throws<OverflowException>(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, subscriptions, at, cents, execution));
        cents[5] = long.MaxValue / 120_000 + 1;
        Assert.Throws<OverflowException>(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, subscriptions, at, cents, execution));
        cents[5] = -1;
        Assert.Contains("Row 5 has the level -1", Assert.Throws<ArgumentException>(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, subscriptions, at, cents, execution)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_AreTheSame_HoweverTheyCome() =>
        Laws.Check(Shop.Any, shop =>
        {
            Order[] orders = [.. shop.Orders.Where(order => order.Status == OrderStatus.Completed)];
            Instant[] at = [.. orders.Select(order => order.OrderedAt)];
            long[] cents = [.. orders.Select(order => (long)(order.Amount.Amount * 100m))];
            string[] customers = [.. orders.Select(order => order.Customer.Value)];
            int[] numbers = [.. customers.Select(customer => Array.IndexOf(customers, customer))];
            OrderMetrics expected = OrderTimeline.FromColumns<string>(Currency.Eur, customers, at, cents).Metrics(shop.Periods);

            Same(customers);
            Same(numbers);
            Same(Array.ConvertAll(numbers, number => -1 - (number * 10_000_000)));

            void Same<TCustomer>(TCustomer[] keys)
                where TCustomer : notnull
            {
                var builder = new OrderTimelineBuilder<TCustomer>(Currency.Eur, orders.Length);
                for (int row = 0; row < at.Length; row++)
                {
                    builder.Add(keys[row], at[row], cents[row]);
                }

                Assert.Equal(expected, OrderTimeline.FromColumns<TCustomer>(Currency.Eur, keys, at, cents).Metrics(shop.Periods));
                Assert.Equal(expected, builder.Build(Three).Metrics(shop.Periods));
                Assert.Equal(0, builder.Count);
            }
        });

    [Fact]
    public void ABlankKey_IsRefusedByItsPlaceAmongTheKeys()
    {
        var builder = new RevenueTimelineBuilder<string, string>(Currency.Eur);
        builder.Add("ada", "a", Utc("2026-01-01"), 1);
        builder.Add("bo", "b", Utc("2026-01-01"), 1);

        Assert.Contains("Key 3 is blank", Assert.Throws<ArgumentException>(() => builder.Add(" ", "c", Utc("2026-01-01"), 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NegativeAmounts_AndExpectations_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RevenueTimelineBuilder<int, int>(Currency.Eur, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrderTimelineBuilder<int>(Currency.Eur, -1));
        Assert.ThrowsAny<ArgumentException>(() => new RevenueTimelineBuilder<int, int>(Currency.Eur).Add(1, 1, Utc("2026-01-01"), -1));
        Assert.ThrowsAny<ArgumentException>(() => new OrderTimelineBuilder<int>(Currency.Eur).Add(1, Utc("2026-01-01"), -1));
        Assert.Throws<OverflowException>(() => new OrderTimelineBuilder<int>(Currency.Eur).Add(1, Utc("2026-01-01"), long.MaxValue));
    }
}
