using Acme.Billing.Reporting;
using NodaTime;
using Npgsql;
using Retention.Metrics;
using Xunit;

namespace Acme.Billing.Tests;

/// <summary>The ledger of a PostgreSQL database, where one is given: BILLING_POSTGRES is its connection string.</summary>
public sealed class PostgresLedgerTests
{
    private const string Variable = "BILLING_POSTGRES";

    [Fact]
    public async Task Ledger_IsReadRowByRow()
    {
        string? connection = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(connection is null, $"{Variable} names no PostgreSQL database.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using NpgsqlDataSource database = PostgresLedger.Open(connection + ";Maximum Pool Size=1");

        // The one connection of the pool keeps its temporary table.
        await using (NpgsqlCommand create = database.CreateCommand(
            """
            create temporary table ledger (customer_id int not null, subscription_id int not null, valid_from timestamptz not null, monthly_cents bigint not null);
            insert into ledger values (1, 1, '2026-01-05T00:00:00Z', 4900), (1, 1, '2026-02-05T00:00:00Z', 0), (2, 2, '2026-01-20T00:00:00Z', 2000);
            """))
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }

        RevenueTimeline timeline = await PostgresLedger.TimelineAsync(database, cancellation);

        Assert.Equal(Currency.Eur.Amount(69m), timeline.MrrAt(Instant.FromUtc(2026, 2, 1, 0, 0)).Monthly);
        Assert.Equal(Currency.Eur.Amount(20m), timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly);
    }

    [Fact]
    public async Task Cancellation_IsHonoredBeforeAConnectionIsOpened()
    {
        await using NpgsqlDataSource database = PostgresLedger.Open("Host=localhost;Port=1;Timeout=1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostgresLedger.TimelineAsync(database, new CancellationToken(canceled: true)));
    }
}
