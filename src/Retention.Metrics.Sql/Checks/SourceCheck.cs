using System.Data.Common;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Sql.Checks;

/// <summary>Runs the checks of a source.</summary>
internal static class SourceCheck
{
    private const string What = "the check of the source";
    private const int MostSamples = 5;

    /// <summary>Refuses a source with findings, unless its check is turned off.</summary>
    /// <returns>The number of rows, or nothing without a check.</returns>
    public static async Task<long?> RequireAsync(SqlSource source, string[] segments, CancellationToken cancellation)
    {
        if (!source.IsChecked)
        {
            return null;
        }

        SqlCheck check = await RunAsync(source, segments, cancellation).ConfigureAwait(false);
        return check.Findings.Count == 0 ? check.Rows : throw new InvalidSourceException(source, check);
    }

    /// <summary>Counts and samples what cannot be true.</summary>
    public static async Task<SqlCheck> RunAsync(SqlSource source, string[] segments, CancellationToken cancellation)
    {
        SqlDatabase database = source.Database;
        var text = new CheckText(source, await KeyKinds.OfAsync(database, source.Table, CheckText.KeysOf(source), What, cancellation).ConfigureAwait(false));
        long[] counts = (await SparseRows.ReadAsync(database, text.CountRows(), What, segments: 0, cancellation).ConfigureAwait(false)).Values.First()[0];
        var findings = new List<SqlFinding>();
        foreach (((SqlFindingKind kind, string condition), long count) in text.Rows.Zip(counts[1..]))
        {
            if (count > 0)
            {
                findings.Add(await FindingAsync(database, text.Row(kind, condition), count, cancellation).ConfigureAwait(false));
            }
        }

        // Rows that are invalid alone would make statements about several rows fail.
        if (findings.Count == 0)
        {
            foreach (CheckText.Listing listing in text.Together(segments))
            {
                long count = (await SparseRows.ReadAsync(database, listing.Count, What, segments: 0, cancellation).ConfigureAwait(false)).Values.First()[0][0];
                if (count > 0)
                {
                    findings.Add(await FindingAsync(database, listing, count, cancellation).ConfigureAwait(false));
                }
            }
        }

        return new SqlCheck(counts[0], findings);
    }

    private static async Task<SqlFinding> FindingAsync(SqlDatabase database, CheckText.Listing listing, long count, CancellationToken cancellation)
    {
        string sampled = string.Concat(listing.Text, "\n", database.Dialect.Page(MostSamples, 0));
        List<string> samples = await database.RunAsync(sampled, What, reader => SamplesAsync(reader, listing.Kind, cancellation), cancellation).ConfigureAwait(false);
        return new SqlFinding(listing.Kind, count, samples, listing.Text);
    }

    private static async Task<List<string>> SamplesAsync(DbDataReader reader, SqlFindingKind kind, CancellationToken cancellation)
    {
        var samples = new List<string>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            string customer = Text(reader, 0), subscription = Text(reader, 1);
            string at = reader.IsDBNull(2) ? "no time" : At(reader.GetInt64(2));
            string last = Text(reader, 3);
            samples.Add(kind switch
            {
                SqlFindingKind.SubscriptionOfTwoCustomers => FormattableString.Invariant($"subscription {subscription} of customers {customer} and {last}"),
                SqlFindingKind.CustomerInTwoSegments => FormattableString.Invariant($"customer {customer}, also in {last}"),
                _ when subscription.Length > 0 => FormattableString.Invariant($"customer {customer}, subscription {subscription}, {at}, amount {last}"),
                _ => FormattableString.Invariant($"customer {customer}, {at}, amount {last}"),
            });
        }

        return samples;
    }

    private static string Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? "" : reader.GetString(column);

    private static string At(long microseconds) => microseconds is > -60_000_000_000_000_000 and < 200_000_000_000_000_000
        ? InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(microseconds * 10))
        : FormattableString.Invariant($"{microseconds} µs");
}
