using System.Text.RegularExpressions;

namespace Retention.Metrics.Tool.Tests.Databases;

/// <summary>What is printed of a table is what is printed of the file that holds its rows, to the byte.</summary>
public sealed partial class SameAnswersLaws : IDisposable
{
    private const string Name = "facts.csv", Quoted = "\"facts.csv\"";

    private static readonly string[][] OfSubscriptions =
    [
        ["report"],
        ["report", "--format", "json"],
        ["report", "--format", "csv", "--segment", "plan"],
        ["report", "--format", "markdown", "--by", "quarter", "--compare", "previous"],
        ["report", "--explain", "churnMrr", "--format", "json"],
        ["report", "--chart", "mrr-bridge"],
        ["report", "--policy", "stripe", "--format", "csv", "--as-of", "2025-06"],
        ["cohorts", "--format", "json", "--segment", "plan"],
        ["customers", "--format", "json"],
        ["survival", "--format", "json"],
        ["churn", "--format", "json"],
        ["compare", "--format", "csv"],
        ["whatif", "--format", "csv"],
        ["check"],
    ];

    private static readonly string[][] OfOrders =
    [
        ["report", "--format", "json", "--segment", "plan"],
        ["report"],
        ["report", "--explain", "orders", "--format", "csv"],
        ["cohorts", "--format", "json"],
        ["compare", "--format", "csv"],
        ["check"],
    ];

    private static readonly string[][] OfProblems =
    [
        ["report"],
        ["report", "--skip-invalid", "--format", "json"],
        ["check", "--format", "csv"],
    ];

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public void ATable_IsAnsweredAsTheFileOfItsRows(string engine)
    {
        for (int seed = 0; seed < Math.Max(2, LawCases.ShareOf(8)); seed++)
        {
            RandomTable table = RandomTable.Of(seed, isValid: true);
            Assert.False(AreRefused(engine, table, seed, table.Option == "orders" ? OfOrders : OfSubscriptions));
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public void ATableWithInvalidRows_HasTheProblemsOfTheFile(string engine)
    {
        int refused = 0;
        int tables = Math.Max(3, LawCases.ShareOf(16));
        for (int seed = 0; seed < tables; seed++)
        {
            refused += AreRefused(engine, RandomTable.Of(seed, isValid: false), seed, OfProblems) ? 1 : 0;
        }

        Assert.True(tables < 16 || refused > 8, $"{refused} of 16 tables had invalid rows");
    }

    /// <summary>The files of the documentation, with the types that DuckDB finds in them, and with texts alone.</summary>
    [Theory]
    [InlineData("subscriptions", "subscriptions")]
    [InlineData("subscriptions", "events")]
    [InlineData("subscriptions", "ledger")]
    [InlineData("orders", "orders")]
    [InlineData("orders", "shop-year")]
    public void ASample_IsAnsweredAsItsFile(string option, string sample)
    {
        string path = Path.Combine(Path.GetDirectoryName(Samples.Members)!, $"{sample}.csv");
        foreach (string types in new[] { "", ", all_varchar = true" })
        {
            foreach (string[] command in (option == "orders" ? OfOrders : OfSubscriptions).Where(command => command[0] != "check" && !command.Contains("plan")).Take(4))
            {
                string[] asked = [.. command, "--currency", "EUR", $"--{option}"];

                Assert.Equal(ToolRun.Answer([.. asked, path]), ToolRun.Answer([.. asked, $"SELECT * FROM read_csv('{path}', header = true{types})", "--database", ":memory:"]));
            }
        }
    }

    /// <summary>Activities and responses to surveys come from tables as from their files.</summary>
    [Theory]
    [InlineData("activity", "activity", "activity", "--activity")]
    [InlineData("activity", "activity", "activity", "--show", "retention", "--activity")]
    [InlineData("responses", "responses", "feedback", "--survey-kind", "nps", "--survey", "relationship", "--responses")]
    public void ASampleOfOtherFacts_IsAnsweredAsItsFile(string name, string sample, params string[] asked)
    {
        string path = Path.Combine(Path.GetDirectoryName(Samples.Members)!, $"{sample}.csv");
        string query = $"SELECT * FROM read_csv('{path}', header = true)";

        ToolRun expected = ToolRun.Of([.. asked, path]), actual = ToolRun.Of([.. asked, query, "--database", ":memory:"]);
        Assert.Equal((0, expected.Output), (actual.Exit, actual.Output));
        Assert.Contains($"--{name}", ToolRun.Of([asked[0], "--help"]).Output, StringComparison.Ordinal);
    }

    /// <summary>Compares the commands, and returns whether one refuses the rows.</summary>
    private bool AreRefused(string engine, RandomTable table, int seed, string[][] commands)
    {
        using var database = TestDatabase.Of(engine);
        database.Create(Name, table.Columns, table.Rows);
        string file = files.Write(Name, TestDatabase.Csv(table.Columns, table.Rows));
        bool refused = false;
        foreach (string[] command in commands)
        {
            ToolRun expected = ToolRun.Of([.. command, .. table.Arguments, $"--{table.Option}", file]), actual = ToolRun.Of(database.With([.. command, .. table.Arguments, $"--{table.Option}", Quoted]));
            string what = $"{engine}, seed {seed}: {string.Join(' ', command)} {string.Join(' ', table.Arguments)}";
            Assert.Equal((what, expected.Exit), (what, actual.Exit));
            Assert.Equal(what + Comparable(expected.Error), what + Comparable(actual.Error));
            Assert.Equal(what + Comparable(expected.Output), what + Comparable(actual.Output));
            Assert.True(actual.Exit is 0 or 1, what + actual.Error);
            refused |= actual.Exit == 1;
        }

        return refused;
    }

    /// <summary>Without the lines in which the database counts the same rows once more.</summary>
    private static string Comparable(string text) => string.Join('\n', text.Split('\n').Where(line => !Counted().IsMatch(line)));

    [GeneratedRegex("[,:] ?\"?[0-9]+ found, such as ")]
    private static partial Regex Counted();
}
