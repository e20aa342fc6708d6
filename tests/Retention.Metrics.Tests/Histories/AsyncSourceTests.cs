using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Facts that are read from a stream say what the same facts say in a list; a stream that is cancelled or fails says nothing.</summary>
public sealed class AsyncSourceTests
{
    private const int Cancelled = 100;

    /// <summary>Everything that reads a stream, of rows that are valid in any number.</summary>
    private static readonly Dictionary<string, Func<Source, CancellationToken, Task>> Readers = new(StringComparer.Ordinal)
    {
        ["SubscriptionHistory.CreateAsync"] = (source, token) => SubscriptionHistory.CreateAsync(source.Of(Starts), token),
        ["SubscriptionHistory.CheckAsync"] = (source, token) => SubscriptionHistory.CheckAsync(source.Of(Starts), token),
        ["OrderHistory.CreateAsync"] = (source, token) => OrderHistory.CreateAsync(source.Of(OrderOf), token),
        ["OrderHistory.CheckAsync"] = (source, token) => OrderHistory.CheckAsync(source.Of(OrderOf), token),
        ["InvoiceRevenue.CreateAsync"] = (source, token) => InvoiceRevenue.CreateAsync(source.Of(LineOf), cancellation: token),
        ["InvoiceRevenue.CheckAsync"] = (source, token) => InvoiceRevenue.CheckAsync(source.Of(LineOf), cancellation: token),
        ["RevenueTimeline.FromIntervalsAsync"] = (source, token) => RevenueTimeline.FromIntervalsAsync(source.Of(IntervalOf), token),
        ["RevenueTimeline.FromLevelsAsync"] = (source, token) => RevenueTimeline.FromLevelsAsync(source.Of(LevelOf), token),
        ["AppendableHistory.AppendAsync"] = (source, token) => new AppendableHistory().AppendAsync(source.Of(Starts), token),
        ["RevenueTimelineBuilder.AddRangeAsync"] = (source, token) => Built(new RevenueTimelineBuilder<int, int>(Currency.Eur), source, (to, i) => to.Add(i, i, Day(i), 100), (to, rows, add) => to.AddRangeAsync(rows, add, token), to => to.Build()),
        ["OrderTimelineBuilder.AddRangeAsync"] = (source, token) => Built(new OrderTimelineBuilder<int>(Currency.Eur), source, (to, i) => to.Add(i, Day(i), 100), (to, rows, add) => to.AddRangeAsync(rows, add, token), to => to.Build()),
        ["SurveyTimeline.FromResponsesAsync"] = (source, token) => SurveyTimeline.FromResponsesAsync(source.Of(ResponseOf), cancellation: token),
        ["SurveyTimelineBuilder.AddRangeAsync"] = (source, token) => Built(new SurveyTimelineBuilder<int>(), source, (to, i) => to.Add(i, Day(i), "s", 3), (to, rows, add) => to.AddRangeAsync(rows, add, token), to => to.Build()),
        ["SubscriptionHistoryBuilder.AddRangeAsync"] = (source, token) => Built(new SubscriptionHistoryBuilder<int, int>(), source, (to, i) => to.Started(i, i, Day(i), Price), (to, rows, add) => to.AddRangeAsync(rows, add, token), to => to.Build()),
        ["ActivityTimelineBuilder.AddRangeAsync"] = (source, token) => Built(new ActivityTimelineBuilder<int>(), source, (to, i) => to.Add(i, Day(i), "login"), (to, rows, add) => to.AddRangeAsync(rows, add, token), to => to.Build()),
        ["OrderHistoryBuilder.AddRangeAsync"] = (source, token) => Built(new OrderHistoryBuilder<int>(), source, (to, i) => to.Add(i, Day(i), Eur(1)), (to, rows, add) => to.AddRangeAsync(rows, add, token), to => to.Build()),
    };

    public static TheoryData<string> Names => [.. Readers.Keys];

    private static RecurringPrice Price => RecurringPrice.Monthly(10m, Currency.Eur);

    [Fact]
    public void AStreamOfSubscriptions_SaysWhatAListSays() => Laws.Check(
        Any.SubscriptionScenario,
        one =>
        {
            SubscriptionHistory expected = one.History;
            var builder = new SubscriptionHistoryBuilder<CustomerId, SubscriptionId>();
            Run(builder.AddRangeAsync(Stream(one.Events), Add));

            Assert.Equal(expected, Run(SubscriptionHistory.CreateAsync(Stream(one.Events))));
            Assert.Equal(expected, builder.Build());
            Assert.Equal(expected, Run(Run(new AppendableHistory().AppendAsync(Stream(one.Events.Take(2)))).AppendAsync(Stream(one.Events.Skip(2)))).History);
        },
        times: 100);

    [Fact]
    public void AStreamOfOrders_SaysWhatAListSays() => Laws.Check(
        Any.OrderScenario,
        one =>
        {
            var builder = new OrderHistoryBuilder<CustomerId>();
            Run(builder.AddRangeAsync(Stream(one.Orders), static (to, order) => to.Add(order.Customer, order.OrderedAt, order.Amount, order.Id, order.Status, order.Refunded, order.RecordedAt)));
            SubscriptionHistory invoiced = Run(InvoiceRevenue.CreateAsync(Stream(one.Orders.Select((order, i) => LineOf(i)))));

            Assert.Equal(one.History, Run(OrderHistory.CreateAsync(Stream(one.Orders))));
            Assert.Equal(one.History, builder.Build());
            Assert.Equal(InvoiceRevenue.Create(one.Orders.Select((order, i) => LineOf(i))), invoiced);
        },
        times: 100);

    [Fact]
    public void AStreamOfRevenue_SaysWhatAListSays() => Laws.Check(
        Arb.From(Gen.Choose(0, 200).ListOf().Select(list => list.ToArray())),
        days =>
        {
            ReportingPeriods months = Months("2026-01", "2026-08");
            RevenueInterval[] intervals = [.. days.Select(IntervalOf)];
            RevenueLevel[] levels = [.. days.Distinct().Select(LevelOf)];
            var builder = new RevenueTimelineBuilder<string, string>(Currency.Eur);
            Run(builder.AddRangeAsync(Stream(levels), static (to, level) => to.Add(level.Customer.Value, level.Subscription.Value, level.At, 1000)));

            Assert.Equal(RevenueTimeline.FromIntervals(intervals).RollForward(months), Run(RevenueTimeline.FromIntervalsAsync(Stream(intervals))).RollForward(months));
            Assert.Equal(RevenueTimeline.FromLevels(levels).RollForward(months), Run(RevenueTimeline.FromLevelsAsync(Stream(levels))).RollForward(months));
            if (levels.Length > 0)
            {
                Assert.Equal(RevenueTimeline.FromLevels(levels).RollForward(months), builder.Build().RollForward(months));
            }
        },
        times: 50);

    /// <summary>The source ignores the token, as a careless one does.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task ACancellation_StopsAtTheNextRow_AndNothingIsMade(string name)
    {
        using var patience = new CancellationTokenSource();
        var source = new Source(rows: 1000, async read =>
        {
            if (read == Cancelled)
            {
                await patience.CancelAsync();
            }
        });

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Readers[name](source, patience.Token));
        Assert.Equal(Cancelled, source.Read);
        Assert.True(source.IsClosed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ACancellationBeforeTheFirstRow_ReadsNone(string name)
    {
        var source = new Source(rows: 1000, static _ => Task.CompletedTask);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Readers[name](source, new CancellationToken(canceled: true)));
        Assert.Equal(0, source.Read);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AStreamThatFails_FailsTheCall(string name)
    {
        var source = new Source(rows: 1000, read => read == Cancelled ? throw new IOException("the connection is closed") : Task.CompletedTask);

        Assert.Equal("the connection is closed", (await Assert.ThrowsAsync<IOException>(() => Readers[name](source, TestContext.Current.CancellationToken))).Message);
        Assert.True(source.IsClosed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AStreamToItsEnd_IsReadOnce(string name)
    {
        var source = new Source(rows: 10, static _ => Task.CompletedTask);
        await Readers[name](source, TestContext.Current.CancellationToken);

        Assert.Equal(10, source.Read);
        Assert.True(source.IsClosed);
    }

    /// <summary>Every public method that reads a stream is tried here.</summary>
    [Fact]
    public void EveryReader_IsTried()
    {
        string[] all =
        [
            .. typeof(Money).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods())
                .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)))
                .Select(method => $"{method.DeclaringType!.Name.Split('`')[0]}.{method.Name}").Distinct().Order(StringComparer.Ordinal),
        ];

        Assert.Equal(Readers.Keys.Order(StringComparer.Ordinal), all);
    }

    [Fact]
    public void NullStreams_AreRefusedAtOnce()
    {
        Assert.Throws<ArgumentNullException>(() => { _ = SubscriptionHistory.CreateAsync(null!, TestContext.Current.CancellationToken); });
        Assert.Throws<ArgumentNullException>(() => { _ = new OrderHistoryBuilder<int>().AddRangeAsync<int>(null!, static (_, _) => { }, TestContext.Current.CancellationToken); });
        Assert.Throws<ArgumentNullException>(() => { _ = new OrderHistoryBuilder<int>().AddRangeAsync(Stream([1], TestContext.Current.CancellationToken), null!, TestContext.Current.CancellationToken); });
        Assert.Throws<ArgumentNullException>(() => { _ = RevenueTimeline.FromLevelsAsync(null!, TestContext.Current.CancellationToken); });
    }

    /// <summary>Adds the rows of a source in two ranges, and builds even if a range fails: which must be refused.</summary>
    private static async Task Built<TBuilder>(
        TBuilder builder, Source source, Action<TBuilder, int> add, Func<TBuilder, IAsyncEnumerable<int>, Action<TBuilder, int>, Task> addRange, Func<TBuilder, object> build)
    {
        try
        {
            await addRange(builder, source.Of(i => i), add);
        }
        catch (Exception problem)
        {
            _ = Assert.Throws<InvalidOperationException>(() => build(builder));
            if (problem is not OperationCanceledException)
            {
                // Another range that is complete does not make up for the rows that are missing.
                await addRange(builder, Stream([5000]), add);
            }

            Assert.Contains("not added to its end", Assert.Throws<InvalidOperationException>(() => build(builder)).Message, StringComparison.Ordinal);
            throw;
        }

        _ = build(builder);
    }

    private static void Add(SubscriptionHistoryBuilder<CustomerId, SubscriptionId> to, SubscriptionEvent one)
    {
        (CustomerId customer, SubscriptionId subscription, Instant at) = (one.Customer, one.Subscription, one.At);
        switch (one)
        {
            case SubscriptionEvent.TrialStarted: to.TrialStarted(customer, subscription, at, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.Started started: to.Started(customer, subscription, at, started.Price, started.Discount, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.PriceChanged changed: to.PriceChanged(customer, subscription, at, changed.Price, changed.Discount, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.Paused: to.Paused(customer, subscription, at, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.Resumed: to.Resumed(customer, subscription, at, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.PaymentFailed: to.PaymentFailed(customer, subscription, at, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.PaymentRecovered: to.PaymentRecovered(customer, subscription, at, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.CancellationScheduled scheduled: to.CancellationScheduled(customer, subscription, at, scheduled.EffectiveAt, scheduled.Reason, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.CancellationRevoked: to.CancellationRevoked(customer, subscription, at, one.RecordedAt, one.EventId); break;
            case SubscriptionEvent.Ended ended: to.Ended(customer, subscription, at, ended.Reason, one.RecordedAt, one.EventId); break;
            default: throw new InvalidOperationException($"{one.GetType().Name} is an event that this test does not know.");
        }
    }

    private static string Name(int number) => FormattableString.Invariant($"c{number}");

    private static Instant Day(int number) => Utc("2026-01-01") + Duration.FromDays(number % 200);

    private static SubscriptionEvent Starts(int number) => Subscription.Of(Name(number)).Starts(Day(number), Price);

    private static SurveyResponse ResponseOf(int number) => new(Name(number), Day(number), "s", 3);

    private static Order OrderOf(int number) => new(Name(number), Day(number), Eur(number));

    private static InvoiceLine LineOf(int number) => new(Name(number), Name(number), Utc("2026-01-05"), Utc("2026-02-05"), Eur(number));

    private static RevenueInterval IntervalOf(int number) => new(Name(number), Day(number), Day(number) + Duration.FromDays(40), RecurringRevenue.PerMonth(Eur(10)));

    private static RevenueLevel LevelOf(int number) => new(Name(number), Name(number), Day(number), RecurringRevenue.PerMonth(Eur(10)));

    private static async IAsyncEnumerable<T> Stream<T>(IEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (T row in rows)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private static void Run(Task task) => task.GetAwaiter().GetResult();

    private static TResult Run<TResult>(Task<TResult> task) => task.GetAwaiter().GetResult();

    /// <summary>Numbers that count how many of them were read, from a source that ignores its token.</summary>
    private sealed class Source(int rows, Func<int, Task> whenRead)
    {
        public int Read { get; private set; }

        public bool IsClosed { get; private set; }

        public async IAsyncEnumerable<TRow> Of<TRow>(Func<int, TRow> rowOf)
        {
            try
            {
                for (int i = 0; i < rows; i++)
                {
                    Read++;
                    await whenRead(Read);
                    yield return rowOf(i);
                }
            }
            finally
            {
                IsClosed = true;
            }
        }
    }
}
