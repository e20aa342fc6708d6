using System.Data.Common;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Sources;

public sealed class DialectTests
{
    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task Verify_AcceptsADialectThatIsTested(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();

        await tested.Dialect.VerifyAsync(connection, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(nameof(Mistakes.WholeDivision))]
    [InlineData(nameof(Mistakes.Instants))]
    [InlineData(nameof(Mistakes.LocalTimes))]
    [InlineData(nameof(Mistakes.Dates))]
    [InlineData(nameof(Mistakes.Decimals))]
    public async Task Verify_RefusesADialectWithAMistake(string mistake)
    {
        await using DbConnection connection = await TestEngine.Of("DuckDB").OpenAsync();

        SqlDialectException refused = await Assert.ThrowsAsync<SqlDialectException>(() => new MistakenDialect(Enum.Parse<Mistakes>(mistake)).VerifyAsync(connection, TestContext.Current.CancellationToken));

        Assert.StartsWith("Mistaken: the ", refused.Message, StringComparison.Ordinal);
    }

    private enum Mistakes
    {
        WholeDivision,
        Instants,
        LocalTimes,
        Dates,
        Decimals,
    }

    private sealed class MistakenDialect(Mistakes mistake) : SqlDialect
    {
        public override string Name => "Mistaken";

        public override string MaterializedKeyword => DuckDb.MaterializedKeyword;

        public override string WholeDivision(string dividend, string divisor) =>
            mistake == Mistakes.WholeDivision ? base.WholeDivision(dividend, divisor) : DuckDb.WholeDivision(dividend, divisor);

        public override string MicrosecondsOfInstant(string expression) =>
            mistake == Mistakes.Instants ? $"(epoch_ms({expression}) * 1000)" : DuckDb.MicrosecondsOfInstant(expression);

        public override string MicrosecondsOfLocalTime(string expression) =>
            mistake == Mistakes.LocalTimes ? $"(epoch_us({expression}) + 3600000000)" : DuckDb.MicrosecondsOfLocalTime(expression);

        public override string MicrosecondsOfDate(string expression) =>
            mistake == Mistakes.Dates ? $"(epoch_us({expression} + INTERVAL 1 DAY))" : DuckDb.MicrosecondsOfDate(expression);

        public override string Millionths(string expression) => mistake == Mistakes.Decimals ? $"CAST({expression} AS BIGINT) * 1000000" : DuckDb.Millionths(expression);
    }
}
