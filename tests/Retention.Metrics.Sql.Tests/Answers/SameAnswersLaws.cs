using System.Data.Common;
using System.Globalization;
using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Answers;

/// <summary>Each answer of SQL equals that of the engine in memory, for random rows, calendars, zones and policies.</summary>
/// <remarks>A class for each engine, so that they run side by side.</remarks>
public abstract class SameAnswersLaws(string engine)
{
    // A third of them in the gate too, which then has some 250 data sets for each engine.
    private static readonly int Tables = Number("RETENTION_SQL_CASES") ?? ((LawCases.AtMost(150) + 2) / 3);

    // A long run is split into several that begin with different tables.
    private static readonly int First = Number("RETENTION_SQL_FIRST") ?? 0;

    [Fact]
    public async Task Answers_AreThoseOfTheEngineInMemory()
    {
        Assert.SkipWhen(TestEngine.WhySkipped(engine) is not null, TestEngine.WhySkipped(engine) ?? "");
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        if (tested.IsDuckDb)
        {
            // Threads that wait for a few rows take a third of the time.
            await TestEngine.ExecuteAsync(connection, "SET threads = 1");
        }

        var wrong = new List<string>();
        int sets = 0, answers = 0;
        for (int seed = First; seed < First + Tables && wrong.Count < 5; seed++)
        {
            var data = new RandomData(seed);
            foreach (string statement in data.Script(tested, "facts"))
            {
                await TestEngine.ExecuteAsync(connection, statement);
            }

            // A third of the answers for each table: a statement with the transitions of a zone takes longer to plan than to run.
            sets += data.SetCount;
            foreach (AnswerPair pair in new Comparison(data, new SqlDatabase(connection, tested.Dialect)).All().Where(_ => data.Random.Next(3) == 0))
            {
                answers++;
                if (await DifferenceAsync(pair) is { } difference)
                {
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {pair.Name} in {data.Zone} of {data.Periods}, {data.Stored}: {difference}"));
                }
            }

            await TestEngine.ExecuteAsync(connection, "DROP TABLE facts");
        }

        // .ci/long adds these lines up.
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"compared: {engine} from table {First}: {Tables} tables, {sets} data sets, {answers} answers, {wrong.Count} differences"));
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    internal static async Task<string?> DifferenceAsync(AnswerPair pair)
    {
        try
        {
            object expected = pair.Expected(), actual = await pair.Actual();
            return expected.Equals(actual) ? null : $"\n  expected {expected}\n  actual   {actual}";
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return $"{problem}\n{(problem as SqlQueryException)?.Sql}";
        }
    }
}

public sealed class DuckDbAnswersLaws() : SameAnswersLaws("DuckDB");

public sealed class SqliteAnswersLaws() : SameAnswersLaws("SQLite");

public sealed class PostgreSqlAnswersLaws() : SameAnswersLaws("PostgreSQL");

public sealed class CitusAnswersLaws() : SameAnswersLaws("Citus");
