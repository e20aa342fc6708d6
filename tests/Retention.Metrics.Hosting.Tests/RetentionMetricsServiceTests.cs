using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Retention.Metrics.Hosting.Tests;

/// <summary>A whole application with a clock that the test moves.</summary>
public sealed class RetentionMetricsServiceTests : IDisposable
{
    private static readonly DateTimeOffset Start = Instant.FromUtc(2026, 4, 15, 8, 0).ToDateTimeOffset();

    private readonly FakeTimeProvider time = new(Start);
    private readonly LoadedSignal loaded = new();
    private readonly Channel<TaskCompletionSource<RetentionData>> loads = Channel.CreateUnbounded<TaskCompletionSource<RetentionData>>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => loaded.Dispose();

    [Fact]
    public async Task ASnapshot_IsLoadedAtTheStart_AndAgainWhenTheTimeHasPassed()
    {
        using IHost host = await StartAsync();
        IRetentionMetrics metrics = host.Services.GetRequiredService<IRetentionMetrics>();
        Assert.Null(metrics.Latest);

        await NextLoadAsync(Facts.History);
        await loaded.NextAsync(Stop);
        RetentionSnapshot first = await metrics.GetAsync(Stop);
        Assert.Equal(Instant.FromDateTimeOffset(Start), first.TakenAt);
        Assert.Same(first, await metrics.GetAsync(Stop));

        time.Advance(TimeSpan.FromMinutes(15));
        await NextLoadAsync(SubscriptionHistory.Create());
        await loaded.NextAsync(Stop);
        RetentionSnapshot second = await metrics.GetAsync(Stop);
        Assert.Equal(0, second.Timeline.CustomerCount);
        Assert.Equal(Instant.FromDateTimeOffset(Start.AddMinutes(15)), second.TakenAt);

        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task ALoadThatFails_KeepsTheSnapshot_AndTheNextOneMayEndWell()
    {
        using IHost host = await StartAsync();
        IRetentionMetrics metrics = host.Services.GetRequiredService<IRetentionMetrics>();
        await NextLoadAsync(Facts.History);
        RetentionSnapshot first = await metrics.GetAsync(Stop);

        Task<RetentionSnapshot> refresh = metrics.RefreshAsync(Stop);
        (await NextAsync()).SetException(new TimeoutException("The database did not answer."));

        InvalidOperationException problem = await Assert.ThrowsAsync<InvalidOperationException>(() => refresh);
        Assert.Equal("The data of the retention metrics was not loaded: The database did not answer.", problem.Message);
        Assert.IsType<TimeoutException>(metrics.LatestFailure);
        Assert.Same(first, metrics.Latest);

        Task<RetentionSnapshot> again = metrics.RefreshAsync(Stop);
        await NextLoadAsync(Facts.History);
        Assert.NotSame(first, await again);
        Assert.Null(metrics.LatestFailure);
    }

    [Fact]
    public async Task CallsAtOneTime_ShareOneLoad_AndACancelledWaitDoesNotEndIt()
    {
        using IHost host = await StartAsync();
        IRetentionMetrics metrics = host.Services.GetRequiredService<IRetentionMetrics>();
        using var impatient = new CancellationTokenSource();
        await FirstIsAskedForAsync();
        Task<RetentionSnapshot>[] waits = [metrics.GetAsync(Stop), metrics.GetAsync(Stop)];
        Task<RetentionSnapshot> cancelled = metrics.GetAsync(impatient.Token);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await NextLoadAsync(Facts.History);

        Assert.Same(await waits[0], await waits[1]);
        Assert.False(loads.Reader.TryRead(out _));
    }

    /// <summary>What was written before the call is in the snapshot, also where a load runs that may have read before.</summary>
    [Fact]
    public async Task ARefresh_BeginsAfterTheCall_AndCallsThatWaitShareOne()
    {
        using IHost host = await StartAsync();
        IRetentionMetrics metrics = host.Services.GetRequiredService<IRetentionMetrics>();
        await FirstIsAskedForAsync();
        Task<RetentionSnapshot>[] waits = [metrics.RefreshAsync(Stop), metrics.RefreshAsync(Stop)];

        await NextLoadAsync(SubscriptionHistory.Create());
        await NextLoadAsync(Facts.History);

        Assert.Equal(3, (await waits[0]).Timeline.CustomerCount);
        Assert.Same(await waits[0], await waits[1]);
        Assert.False(loads.Reader.TryRead(out _));
    }

    [Fact]
    public async Task TheGauges_ReportTheLatestSnapshot()
    {
        using IHost host = await StartAsync(segmentation: Facts.Plans);
        IRetentionMetrics metrics = host.Services.GetRequiredService<IRetentionMetrics>();
        IMeterFactory factory = host.Services.GetRequiredService<IMeterFactory>();
        var measured = new SortedDictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Another test may run an application beside this one: each has a factory of its own.
            if (instrument.Meter.Name == RetentionMeter.Name && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            measured.Add($"{instrument.Name} {string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}".TrimEnd(), Math.Round(value, 4)));
        listener.Start();

        listener.RecordObservableInstruments();
        Assert.Empty(measured);

        await NextLoadAsync(Facts.History);
        await metrics.GetAsync(Stop);
        time.Advance(TimeSpan.FromSeconds(30));
        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                new("retention.churn_rate currency=EUR", 0.5),
                new("retention.churn_rate currency=EUR segment=basic", 1),
                new("retention.churn_rate currency=EUR segment=pro", 0),
                new("retention.customers currency=EUR segment=basic", 0),
                new("retention.customers currency=EUR segment=pro", 1),
                new("retention.customers currency=EUR segment=team", 1),
                new("retention.mrr currency=EUR segment=basic", 0),
                new("retention.mrr currency=EUR segment=pro", 49),
                new("retention.mrr currency=EUR segment=team", 30),
                new("retention.snapshot_age", 30),
            ],
            measured);
    }

    [Fact]
    public void AddedTwice_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddRetentionMetrics(Load(null)).AddRetentionMetrics(Load(null)));

    [Fact]
    public async Task WithoutAHost_ASnapshotIsLoadedWhenItIsAskedFor()
    {
        await using ServiceProvider services = new ServiceCollection().AddRetentionMetrics((_, _) => Task.FromResult(new RetentionData(Facts.History))).BuildServiceProvider();

        RetentionSnapshot snapshot = await services.GetRequiredService<IRetentionMetrics>().GetAsync(Stop);

        Assert.Equal(3, snapshot.Timeline.CustomerCount);
    }

    private async Task<IHost> StartAsync(Segmentation? segmentation = null)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Logging.AddProvider(loaded);
        builder.Services.AddRetentionMetrics(builder.Configuration, Load(segmentation));
        IHost host = builder.Build();
        await host.StartAsync(Stop);
        return host;
    }

    /// <summary>A load ends when the test says so.</summary>
    private Func<IServiceProvider, CancellationToken, Task<RetentionData>> Load(Segmentation? segmentation) => async (_, cancellation) =>
    {
        var load = new TaskCompletionSource<RetentionData>(TaskCreationOptions.RunContinuationsAsynchronously);
        await loads.Writer.WriteAsync(load, cancellation);
        RetentionData data = await load.Task.WaitAsync(cancellation);
        return new RetentionData(data.History!) { Segmentation = segmentation };
    };

    private ValueTask<TaskCompletionSource<RetentionData>> NextAsync() => loads.Reader.ReadAsync(Stop);

    private async Task FirstIsAskedForAsync() => Assert.True(await loads.Reader.WaitToReadAsync(Stop));

    private async Task NextLoadAsync(SubscriptionHistory history) => (await NextAsync()).SetResult(new RetentionData(history));
}
