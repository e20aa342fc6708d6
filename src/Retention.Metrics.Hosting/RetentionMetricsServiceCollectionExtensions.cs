using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Retention.Metrics.Hosting;

/// <summary>Adds retention metrics to an application.</summary>
public static class RetentionMetricsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IRetentionMetrics"/>: a snapshot that is loaded when the application starts and again from time to time, and gauges that read it.</summary>
    /// <remarks>
    /// <para>The gauges of the meter <c>Retention.Metrics</c> are <c>retention.mrr</c>, <c>retention.customers</c>, <c>retention.churn_rate</c> (of the last complete month) and <c>retention.snapshot_age</c>. They have the tag
    /// <c>currency</c> and, where the data has segments, <c>segment</c>.</para>
    /// <para>A load that fails is logged and keeps the snapshot before it.</para>
    /// </remarks>
    /// <param name="services">The services of the application.</param>
    /// <param name="load">Loads the data, in a scope of its own: a database context is resolved from it.</param>
    /// <param name="configure">Sets the options.</param>
    /// <example><code>
    /// services.AddRetentionMetrics((scope, cancellation) =&gt; scope.GetRequiredService&lt;BillingDb&gt;().LoadRetentionDataAsync(cancellation));
    /// </code></example>
    /// <exception cref="InvalidOperationException">Retention metrics were added before.</exception>
    public static IServiceCollection AddRetentionMetrics(
        this IServiceCollection services, Func<IServiceProvider, CancellationToken, Task<RetentionData>> load, Action<RetentionMetricsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(load);
        if (services.Any(service => service.ServiceType == typeof(IRetentionMetrics)))
        {
            throw new InvalidOperationException("Retention metrics were added before; expected one call of AddRetentionMetrics.");
        }

        var options = new RetentionMetricsOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SnapshotLoader(
            provider.GetRequiredService<IServiceScopeFactory>(), load, options, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<SnapshotLoader>>() ?? NullLogger<SnapshotLoader>.Instance));
        services.AddSingleton<IRetentionMetrics>(provider => provider.GetRequiredService<SnapshotLoader>());
        services.AddSingleton(provider => new RetentionGauges(provider.GetRequiredService<SnapshotLoader>(), provider.GetService<IMeterFactory>()));
        services.AddSingleton<IHostedService, SnapshotRefresher>();
        return services;
    }

    /// <inheritdoc cref="AddRetentionMetrics(IServiceCollection, Func{IServiceProvider, CancellationToken, Task{RetentionData}}, Action{RetentionMetricsOptions})"/>
    /// <param name="services">The services of the application.</param>
    /// <param name="configuration">The configuration of the application, of which the section <c>Retention</c> is read, or a section: <see cref="RetentionConfiguration"/> names the settings.</param>
    /// <param name="load">Loads the data, in a scope of its own: a database context is resolved from it.</param>
    /// <param name="configure">Sets what is not configured, after the configuration was read.</param>
    /// <exception cref="InvalidOperationException">A setting does not exist or has a value that cannot be read, or retention metrics were added before.</exception>
    public static IServiceCollection AddRetentionMetrics(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, CancellationToken, Task<RetentionData>> load, Action<RetentionMetricsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddRetentionMetrics(load, options =>
        {
            options.Read(configuration);
            configure?.Invoke(options);
        });
    }
}
