namespace Retention.Metrics.Sql.Dialects;

internal sealed class DialectFixture(SqlDatabase database)
{
    public Task CompareAsync(CancellationToken cancellation) => Task.FromResult(database);
}
