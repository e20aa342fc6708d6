using System.Text.Json;

namespace Retention.Metrics.Tool.Tests.Databases;

/// <summary>How tables are named, and how their values are read.</summary>
public sealed class TableTests
{
    private const string Rows = "VALUES ('ada', '2026-01-01', NULL, 49.00), ('bo', '2026-01-01', '2026-03-01', 20.00)";

    public static IEnumerable<TheoryDataRow<string>> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void ATable_ATableOfASchema_AndAQuery_AreRead(string engine)
    {
        using TestDatabase database = Created(engine, "subscriptions");
        string schema = engine == TestDatabase.PostgreSql ? database.Connection[(database.Connection.LastIndexOf('=') + 1)..] : "main";

        foreach (string table in new[] { "subscriptions", $"{schema}.subscriptions", $"{schema}.\"subscriptions\"", "SELECT * FROM subscriptions", "with own as (select * from subscriptions) select * from own;" })
        {
            Assert.Equal((table, 69m), (table, ClosingMrr(database.With("--subscriptions", table))));
        }

        Assert.Equal(49m, ClosingMrr(database.With("--subscriptions", "SELECT * FROM subscriptions WHERE customer_id = 'ada' -- and nobody else")));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void ASecondTable_OfOrders_AndOneOfCustomers_AreReadBesideIt(string engine)
    {
        using TestDatabase database = Created(engine, "subscriptions");
        database.Execute("CREATE TABLE orders (customer_id TEXT, ordered_at TEXT, amount TEXT); INSERT INTO orders VALUES ('ada', '2026-01-05', '30.00');");
        database.Execute("CREATE TABLE customers (customer_id TEXT, country TEXT); INSERT INTO customers VALUES ('ada', 'DE'), ('bo', 'FR');");

        JsonElement[] months = ToolRun.Periods(database.With("report", "--subscriptions", "subscriptions", "--orders", "orders", "--customers", "customers", "--segment", "country", "--currency", "EUR", "--to", "2026-01"));

        Assert.Equal(
            [("DE", 49m, 30m), ("FR", 20m, 0m), ("all", 69m, 30m)],
            months.Select(month => (month.GetProperty("segment").GetString()!, month.GetProperty("closingMrr").GetDecimal(), month.GetProperty("revenue").GetDecimal())));
    }

    /// <summary>With a database, a name that ends as a file's does is a file all the same.</summary>
    [Fact]
    public void AFile_BesideATable_IsRead()
    {
        using var files = new TemporaryFiles();
        using TestDatabase database = Created(TestDatabase.Sqlite, "subscriptions");

        JsonElement month = ToolRun.Periods(database.With("report", "--subscriptions", "subscriptions", "--orders", files.Write("orders.csv", "customer_id,ordered_at,amount\nada,2026-01-05,30.00\n"), "--currency", "EUR"))[0];

        Assert.Equal((69m, 30m), (month.GetProperty("closingMrr").GetDecimal(), month.GetProperty("revenue").GetDecimal()));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void HostileNames_AreQuoted(string engine)
    {
        string[] names = ["x\"; DROP TABLE victim; --", "a.b", "select", "' OR '1'='1", "größe\\%_", "rm-t\"\"."];
        using var database = TestDatabase.Of(engine);
        database.Execute("CREATE TABLE victim (a INTEGER)");
        foreach (string name in names)
        {
            string column = name + " amount";
            database.Create(name, [("customer_id", Stored.Text), ("start_date", Stored.Date), ("end_date", Stored.Date), (column, Stored.Decimal)], [["ada", new NodaTime.LocalDate(2026, 1, 1), null, 49m]]);

            string[] asked = database.With("--subscriptions", $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", "--map", $"monthly_amount={column}");

            Assert.Equal((name, 49m), (name, ClosingMrr(asked)));
        }

        database.Execute("INSERT INTO victim VALUES (1)");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void TimesWithoutAnOffset_AreOfTheZoneOfTheData_NotOfThePeriods(string engine)
    {
        using var database = TestDatabase.Of(engine);
        database.Create("s", [("customer_id", Stored.Text), ("at", Stored.Local), ("mrr", Stored.Decimal)], [["ada", new NodaTime.LocalDateTime(2026, 1, 31, 23, 30), 49m]]);
        string[] inBerlin = [.. database.With("report", "--subscriptions", "s", "--currency", "EUR", "--time-zone", "Europe/Berlin")];

        Assert.Equal("2026-01", ToolRun.Periods(inBerlin)[0].GetProperty("period").GetString());
        Assert.Equal("2026-02", ToolRun.Periods([.. inBerlin, "--data-zone", "UTC"])[0].GetProperty("period").GetString());
    }

    [Fact]
    public void TypesOfPostgreSql_ThatAreNoValuesOfACell_AreReadAsTexts()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(TestDatabase.Server), $"{TestDatabase.PostgreSqlVariable} holds no connection string.");
        using var database = TestDatabase.Of(TestDatabase.PostgreSql);
        database.Execute("""
            CREATE TYPE plan AS ENUM ('pro', 'team');
            CREATE TABLE s (id UUID, customer_id BIGINT, start_date TIMESTAMPTZ, end_date TIMESTAMPTZ, mrr MONEY, plan plan, tags TEXT[], meta JSONB, picture BYTEA, paid_on DATE);
            SET lc_monetary = 'C';
            INSERT INTO s VALUES (gen_random_uuid(), 1, '2026-01-01 00:00:00+00', 'infinity', '49.00', 'pro', '{a,b}', '{"a": [1, 2]}', '\x00', 'infinity');
            """);

        string[] asked = ["report", .. database.With("--subscriptions", "SELECT customer_id, start_date, end_date, mrr::numeric AS mrr, plan, tags, meta, picture, paid_on FROM s", "--currency", "EUR"), "--segment"];

        Assert.Equal("pro", ToolRun.Periods([.. asked, "plan"])[0].GetProperty("segment").GetString());
        Assert.Equal("{a,b}", ToolRun.Periods([.. asked, "tags"])[0].GetProperty("segment").GetString());
        Assert.Equal("""{"a": [1, 2]}""", ToolRun.Periods([.. asked, "meta"])[0].GetProperty("segment").GetString());
        Assert.Equal(@"\x00", ToolRun.Periods([.. asked, "picture"])[0].GetProperty("segment").GetString());
    }

    [Fact]
    public void TypesOfDuckDb_ThatAreNoValuesOfACell_AreReadAsTexts()
    {
        string[] asked =
        [
            "report", "--database", ":memory:", "--currency", "EUR", "--subscriptions",
            "SELECT 7::HUGEINT AS customer_id, DATE '2026-01-01' AS start_date, 'infinity'::TIMESTAMP AS end_date, TIMESTAMP_NS '2026-01-01 10:00:00.123456789' AS seen, 'infinity'::TIMESTAMPTZ AS due, '-infinity'::DATE AS born, TIMESTAMP_S '2026-01-01 10:00:00' AS paid, 49.0::FLOAT AS mrr, 'pro'::ENUM ('pro', 'team') AS plan, [1, 2] AS tags, {'a': 1} AS meta, INTERVAL 1 MONTH AS term",
            "--segment",
        ];

        Assert.Equal(
            ["pro", "[1, 2]", "{'a': 1}", "1 month"],
            new[] { "plan", "tags", "meta", "term" }.Select(attribute => ToolRun.Periods([.. asked, attribute])[0].GetProperty("segment").GetString()));
    }

    /// <summary>Ids of bytes were read as none: two subscriptions of a customer became one.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public void IdsOfBytes_AreRead_AndNoTwoAreOne(string engine)
    {
        using var database = TestDatabase.Of(engine);
        string type = engine == TestDatabase.PostgreSql ? "BYTEA" : "BLOB", first = Bytes("00ff"), second = Bytes("00fe"), third = Bytes("0a"), picture = Bytes(new string('0', 4000));
        string Bytes(string hex) => engine switch
        {
            TestDatabase.Sqlite => $"x'{hex}'",
            TestDatabase.DuckDb => $"unhex('{hex}')",
            _ => $"decode('{hex}', 'hex')",
        };
        database.Execute($"CREATE TABLE s (customer_id {type}, subscription_id {type}, \"at\" DATE, mrr INTEGER, picture {type}); INSERT INTO s VALUES ({first}, {first}, '2026-01-05', 10, {picture}), ({first}, {second}, '2026-01-06', 20, NULL), ({second}, {third}, '2026-01-06', 40, NULL)");

        string[] customers = ToolRun.Answer(database.With("customers", "--subscriptions", "s", "--currency", "EUR", "--format", "csv")).Split('\n');

        Assert.Contains(customers, line => line.Contains(@"\x00ff", StringComparison.Ordinal) && line.Contains("30.00", StringComparison.Ordinal));
        Assert.Contains(customers, line => line.Contains(@"\x00fe", StringComparison.Ordinal) && line.Contains("40.00", StringComparison.Ordinal));
    }

    /// <summary>A date that .NET has no value for stopped the table; now its row is refused, by its own text.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public void ADateBeyondTheYearsOfNet_IsAFindingOfItsRow(string engine)
    {
        using var database = TestDatabase.Of(engine);
        database.Execute(engine == TestDatabase.Sqlite
            ? "CREATE TABLE s (customer_id TEXT, start_date TEXT, end_date TEXT, mrr INTEGER); INSERT INTO s VALUES ('a', '2026-01-01', NULL, 5), ('b', '20000-01-01', NULL, 5), ('c', '2026-01-01', '0044-03-15 (BC)', 5), ('d', '2026-01-01', NULL, 5)"
            : "CREATE TABLE s (customer_id TEXT, start_date DATE, end_date TIMESTAMP, mrr INTEGER); INSERT INTO s VALUES ('a', '2026-01-01', 'infinity', 5), ('b', '20000-01-01', NULL, 5), ('c', '2026-01-01', '0044-03-15 (BC)', 5), ('d', '2026-01-01', NULL, 5)"
                .Replace("(BC)", engine == TestDatabase.DuckDb ? "(BC)" : "BC", StringComparison.Ordinal));

        ToolRun run = ToolRun.Of(database.With("check", "--subscriptions", "s", "--currency", "EUR", "--format", "csv"));
        string[] refused = [.. run.Output.Split('\n').Where(line => line.Contains(",Refused,", StringComparison.Ordinal))];

        Assert.Equal(1, run.Exit);
        Assert.Equal(["3", "4"], refused.Select(line => line.Split(',')[1]));
        Assert.Contains("20000-01-01", refused[0], StringComparison.Ordinal);
        Assert.Contains("0044-03-15", refused[1], StringComparison.Ordinal);
    }

    /// <summary>The rows that are refused are those of the file; beside them the database counts them, with the statement that lists them.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public void AFinding_ComesWithTheStatementThatListsItsRows(string engine)
    {
        using var database = TestDatabase.Of(engine);
        database.Create(
            "levels",
            [("customer_id", Stored.Text), ("at", Stored.Instant), ("mrr", Stored.Decimal)],
            [["ada", NodaTime.Instant.FromUtc(2026, 1, 1, 0, 0), -5m], ["bo", NodaTime.Instant.FromUtc(2026, 1, 2, 0, 0), 5m], ["cy", NodaTime.Instant.FromUtc(2026, 1, 3, 0, 0), -7m]]);

        ToolRun report = ToolRun.Of(database.With("report", "--subscriptions", "levels", "--currency", "EUR")), check = ToolRun.Of(database.With("check", "--subscriptions", "levels", "--currency", "EUR", "--format", "json"));
        using var document = JsonDocument.Parse(check.Output);
        string message = document.RootElement.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("kind").GetString() == "NegativeAmount").GetProperty("message").GetString()!;

        Assert.Equal((1, "", 1), (report.Exit, report.Output, check.Exit));
        Assert.Equal(3, report.ErrorLines.Length);
        Assert.StartsWith("levels: NegativeAmount: 2 found, such as customer ada, ", report.ErrorLines[2], StringComparison.Ordinal);
        Assert.Contains("2 found, such as customer ada, ", message, StringComparison.Ordinal);
        database.Execute($"CREATE TABLE listed AS {message.Split("; SQL: ")[1]}");
        ToolRun listed = ToolRun.Of(database.With("report", "--subscriptions", "SELECT customer AS customer_id, '2026-01-01' AS start_date, NULL AS end_date, 1 AS mrr FROM listed", "--currency", "EUR", "--format", "csv", "--columns", "closingCustomers"));
        Assert.Contains(",2", listed.Output.Split('\n')[1], StringComparison.Ordinal);
    }

    private static TestDatabase Created(string engine, string table)
    {
        var database = TestDatabase.Of(engine);
        database.Execute($"CREATE TABLE {table} (customer_id TEXT, start_date TEXT, end_date TEXT, monthly_amount DECIMAL(10, 2)); INSERT INTO {table} {Rows};");
        return database;
    }

    private static decimal ClosingMrr(string[] asked) => ToolRun.Periods(["report", .. asked, "--currency", "EUR", "--to", "2026-01"])[0].GetProperty("closingMrr").GetDecimal();
}
