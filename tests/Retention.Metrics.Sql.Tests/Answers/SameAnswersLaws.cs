using System.Data.Common;
using System.Globalization;
using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Answers;

/// <summary>Each answer of SQL equals that of the engine in memory, for random rows, calendars, zones and policies.</summary>
public sealed class SameAnswersLaws
{
    private static readonly int Cases = Number("RETENTION_SQL_CASES") ?? LawCases.AtMost(200);

    // A long run is split into several that begin with different data sets.
    private static readonly int First = Number("RETENTION_SQL_FIRST") ?? 0;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task Answers_AreThoseOfTheEngineInMemory(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        var wrong = new List<string>();
        for (int seed = First; seed < First + Cases && wrong.Count < 5; seed++)
        {
            var data = new RandomData(seed);
            foreach (string statement in data.Script(tested, "facts"))
            {
                await TestEngine.ExecuteAsync(connection, statement);
            }

            // A third of the answers for each table: a statement with the transitions of a zone takes longer to plan than to run.
            foreach (AnswerPair pair in new Comparison(data, new SqlDatabase(connection, tested.Dialect)).All().Where(_ => data.Random.Next(3) == 0))
            {
                if (await DifferenceAsync(pair) is { } difference)
                {
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {pair.Name} in {data.Zone} of {data.Periods}, {data.Stored}: {difference}"));
                }
            }

            await TestEngine.ExecuteAsync(connection, "DROP TABLE facts");
        }

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
