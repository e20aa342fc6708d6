using Retention.Metrics.Rivals.Databases;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;
using Retention.Metrics.Rivals.Outside;

namespace Retention.Metrics.Rivals.Tests;

/// <summary>Hand-written SQL, the package's SQL and the package's reading must give the answer of LINQ, or their times mean nothing.</summary>
public sealed class DatabaseTests(SmallData small) : IClassFixture<SmallData>
{
    private const string PostgreSqlVariable = "RETENTION_POSTGRESQL";

    [Theory]
    [InlineData("duckdb")]
    [InlineData("postgresql")]
    public void EveryWay_GivesTheAnswerOfLinq(string name)
    {
        string? connectionString = Environment.GetEnvironmentVariable(PostgreSqlVariable);
        Assert.SkipWhen(name is "postgresql" && string.IsNullOrEmpty(connectionString), $"{PostgreSqlVariable} holds no connection string.");
        using Engine engine = name is "duckdb" ? Engine.DuckDb(small.Data, threads: 2) : Engine.PostgreSql(small.Data, connectionString!);
        Package trusting = new(engine, isChecked: false), careful = new(engine, isChecked: true);
        foreach (Job job in Enum.GetValues<Job>())
        {
            using IContestant linq = Programs.Here(RivalNames.Linq, small.Logs).Prepare(new Assignment(small.Data, job, Mode.Mem, 1));
            IReadOnlyList<ResultRow> expected = linq.Run().Rows;

            Assert.Null(Agreement.Difference(expected, HandWritten.Answer(engine, job)));
            Assert.Null(Agreement.Difference(expected, trusting.Pushed(job)));
            Assert.Null(Agreement.Difference(expected, careful.Pushed(job)));
            Assert.Null(Agreement.Difference(expected, trusting.Pulled(job, ExecutionOptions.Sequential)));
        }
    }

    [Fact]
    public void Sitting_WritesARowForEachJob_AndOneForEachKindOfRows()
    {
        using var progress = new StringWriter();
        var sitting = new DatabaseSitting(connectionString: null, byProcessor: true, progress);

        string[] lines = sitting.Compare(small.Data.Folder, ["10k"], ["duckdb", "postgresql"], [Job.J1, Job.J3], alternations: 1, TimeSpan.Zero).Split('\n');

        Assert.Equal(2, lines.Count(line => line.Contains("| 10k | J", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.Contains("| 10k | levels |", StringComparison.Ordinal) || line.Contains("| 10k | orders |", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => line.Length > 0), line => Assert.Equal(lines.Take(2).Contains(line) || line.Contains("| J", StringComparison.Ordinal) ? 12 : 8, line.Count(character => character == '|')));
        Assert.Contains("left out: PostgreSQL", progress.ToString(), StringComparison.Ordinal);
        Assert.Empty(sitting.Differences);
        Assert.True(sitting.Checked >= 2 * 6);
    }

    [Fact]
    public void AnotherEngine_IsRefusedWithThoseThereAre() =>
        Assert.Contains(
            "'oracle' is no engine; there are duckdb and postgresql.",
            Assert.Throws<ArgumentException>(() => new DatabaseSitting(null, byProcessor: false, TextWriter.Null).Compare(small.Data.Folder, ["10k"], ["oracle"], [Job.J1], 1, TimeSpan.Zero)).Message,
            StringComparison.Ordinal);
}
