using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Retention.Metrics.Hosting.Tests;

/// <summary>Tells a test that a snapshot was loaded: the application writes a line to its log then.</summary>
internal sealed class LoadedSignal : ILoggerProvider, ILogger
{
    private const int Loaded = 1;

    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    /// <summary>Waits for the next load that ends well.</summary>
    public async Task NextAsync(CancellationToken cancellation) => await lines.Reader.ReadAsync(cancellation);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId is { Id: Loaded, Name: "Loaded" })
        {
            Assert.True(lines.Writer.TryWrite(formatter(state, exception)));
        }
    }

    public void Dispose() => lines.Writer.TryComplete();
}
