using System.CommandLine;
using NodaTime;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Input.Databases;

namespace Retention.Metrics.Tool.Options;

/// <summary>The options of tables in a database.</summary>
internal sealed class DatabaseOptions
{
    private const int LongestTimeout = 1_000_000;

    private readonly Option<string?> database = new("--database")
    {
        HelpName = "connection",
        Description = "A database: then --subscriptions (or --table), --orders, --activity, --responses and --customers name tables (billing.levels) or are a SELECT. A connection string of PostgreSQL, a path of a file of DuckDB or SQLite, or env:NAME for an environment variable with one of these.",
    };

    private readonly Option<string?> provider = ParsedOption.Of<string?>(
        "--provider",
        string.Join('|', DatabaseProvider.All.Select(one => one.Name)),
        "What kind of database it is, where --database does not say it.",
        text => DatabaseProvider.All.Any(one => one.Name == text) ? text : throw new FormatException(Words.Or([.. DatabaseProvider.All.Select(one => one.Name)])),
        otherwise: null);

    private readonly Option<int?> timeout = ParsedOption.Of<int?>("--database-timeout", "seconds", "How long the database may take to answer. Default: as long as it takes.", text => Numbers.Count(text, LongestTimeout));

    private readonly Option<DateTimeZone?> dataZone = ParsedOption.Of<DateTimeZone?>("--data-zone", "zone", "The time zone of dates and times without an offset in files and tables, where it is not --time-zone: UTC, Europe/Berlin.", SharedOptions.ParseZone, otherwise: null);

    public IEnumerable<Option> All => [database, provider, timeout, dataZone];

    /// <summary>Whether a database is named.</summary>
    public bool AreGiven(ParseResult asked) => asked.GetValue(database) is not null;

    /// <summary>The zone of dates and times without an offset, if it is stated.</summary>
    public DateTimeZone? ZoneOf(ParseResult asked) => asked.GetValue(dataZone);

    /// <summary>The database, if there is one.</summary>
    /// <param name="asked">The command line.</param>
    /// <param name="names">What the options name that can name tables.</param>
    /// <exception cref="UsageException">Options of it have no meaning, or it names no database.</exception>
    public DatabaseSource? Read(ParseResult asked, params IReadOnlyList<string?> names)
    {
        if (asked.GetValue(database) is not { } given)
        {
            return new Option[] { provider, timeout }.FirstOrDefault(option => asked.GetResult(option) is { Implicit: false }) is { } alone
                ? throw new UsageException($"{alone.Name} has no meaning without --database.")
                : null;
        }

        return names.Any(name => name is not null && !InputSource.IsFile(name))
            ? DatabaseSource.Of(given, asked.GetValue(provider), asked.GetValue(timeout))
            : throw new UsageException("--database has no meaning without a table: name one with --table, --subscriptions, --orders or --customers, such as billing.levels, or give them a SELECT.");
    }
}
