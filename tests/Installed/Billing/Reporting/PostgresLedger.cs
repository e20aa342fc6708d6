#region billing-npgsql
using System.Runtime.CompilerServices;
using NodaTime;
using Npgsql;
using Retention.Metrics;
#endregion

namespace Acme.Billing.Reporting;

/// <summary>Reads the revenue ledger of a PostgreSQL database without an object-relational mapper.</summary>
public static class PostgresLedger
{
    #region billing-npgsql
    /// <summary>A source of connections that reads a timestamptz as an instant.</summary>
    public static NpgsqlDataSource Open(string connection)
    {
        var builder = new NpgsqlDataSourceBuilder(connection);
        builder.UseNodaTime();
        return builder.Build();
    }

    public static async Task<RevenueTimeline> TimelineAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        var builder = new RevenueTimelineBuilder<int, int>(MetricSettings.Currency);
        await builder.AddRangeAsync(RowsAsync(database, cancellation), static (to, row) => to.Add(row.Customer, row.Subscription, row.From, row.MonthlyCents), cancellation);
        return builder.Build();
    }

    private static async IAsyncEnumerable<(int Customer, int Subscription, Instant From, long MonthlyCents)> RowsAsync(
        NpgsqlDataSource database, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using NpgsqlCommand command = database.CreateCommand("select customer_id, subscription_id, valid_from, monthly_cents from ledger");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return (reader.GetInt32(0), reader.GetInt32(1), reader.GetFieldValue<Instant>(2), reader.GetInt64(3));
        }
    }
    #endregion
}
