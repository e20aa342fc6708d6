using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Linq;
using Retention.Metrics.Rivals.Measuring;
using Retention.Metrics.Rivals.Library;
using Retention.Metrics.Rivals.Tuned;

namespace Retention.Metrics.Rivals.Outside;

/// <summary>Finds rivals by name: those of this program, and those that are programs of their own.</summary>
/// <param name="scripts">The folder with the folders of the scripts.</param>
/// <param name="python">The Python that has pandas.</param>
internal sealed class Programs(string scripts, string python)
{
    /// <summary>A rival to measure against: the hand-tuned loop in this process, in turns with ours, everyone else in one of its own.</summary>
    public IRival Opponent(string name, LoadedLogs logs) => name switch
    {
        RivalNames.Tuned => new TunedRival(logs),
        RivalNames.Linq => Alone(name),
        RivalNames.DuckDb or RivalNames.Polars => new OutsideRival(name, ["node", Path.Combine(scripts, "node", $"{name}.mjs")], isDatabase: true),
        RivalNames.Pandas => new OutsideRival(name, [python, Path.Combine(scripts, "python", "pandas_rival.py")], isDatabase: true),
        _ => throw new ArgumentException($"'{name}' is no rival; there are tuned, linq, duckdb, polars and pandas.", nameof(name)),
    };

    /// <summary>A rival of this program in a process of its own.</summary>
    public static OutsideRival Alone(string name) => new(name, ["dotnet", typeof(Programs).Assembly.Location, "serve", "--rival", name], isDatabase: false);

    /// <summary>A rival of this program, in this process.</summary>
    public static IRival Here(string name, LoadedLogs logs) => name switch
    {
        RivalNames.Ours => new OurRival(logs),
        RivalNames.Tuned => new TunedRival(logs),
        RivalNames.Linq => new LinqRival(),
        _ => throw new ArgumentException($"'{name}' does not run in this program; ours, tuned and linq do.", nameof(name)),
    };
}
