using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class BadInputTests : IDisposable
{
    private const string Header = "subscription_id,customer_id,start_date,end_date,monthly_amount\n";

    private const string Broken = $"{Header}s1,ada,2025-01-10,2025-03-01,50\ns1,ada,2025-02-10,,60\ns2,bo,2025-01-10,,1.234,56\ns3,cy,31.01.2025,,5\ns4,di,2025-01-10,,7\ns4,di,2025-01-10,,7\n";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b\n1,2\n", "start_date")]
    [InlineData("customer_id,start_date,monthly_amount\n", "end_date")]
    [InlineData("customer_id,ordered_at,amount\n", "orders")]
    [InlineData("customer_id,start_date,end_date,monthly_amount\n\"ada,2025-01-01,,5\n", "never closed")]
    public void AFile_ThatIsNoTableOfOurs_IsOneLineOfError(string text, string said)
    {
        ToolRun run = ToolRun.Of("report", "--subscriptions", files.Write("odd.csv", text));

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("odd.csv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ListsRepeatedRows_WhichAreNothingWrong()
    {
        string file = files.Write("s.csv", $"{Header}s4,di,2025-01-10,,7\ns4,di,2025-01-10,,7\n");
        JsonElement check = ToolRun.Json("check", "--subscriptions", file), row = check.GetProperty("findings")[0];

        Assert.Equal(("Repeated", 3), (row.GetProperty("kind").GetString(), row.GetProperty("lines")[0].GetInt32()));
        Assert.Contains("line 2", row.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, check.GetProperty("files")[0].GetProperty("rowsRepeated").GetInt32());
        Assert.Contains("Repeated", ToolRun.Answer("check", "--subscriptions", file), StringComparison.Ordinal);
    }

    [Fact]
    public void ALineOfAHundredMegabytes_IsOneLineOfError()
    {
        string path = files.Write("long.csv", $"{Header}s1,");
        using (FileStream file = File.OpenWrite(path))
        {
            file.Position = file.Length;
            byte[] piece = [.. Enumerable.Repeat((byte)'x', 1_000_000)];
            for (int i = 0; i < 100; i++)
            {
                file.Write(piece);
            }
        }

        ToolRun run = ToolRun.Of("report", "--subscriptions", path);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("longer than", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.InRange(run.Error.Length, 1, 500);
    }

    [Theory]
    [InlineData("subscriptions", Header)]
    [InlineData("subscriptions", "customer_id,event,at,mrr")]
    [InlineData("orders", "customer_id,ordered_at,amount\n")]
    public void AHeaderOnly_IsNoError(string kind, string text)
    {
        string[] args = ["report", $"--{kind}", files.Write("h.csv", text)];

        Assert.Empty(ToolRun.Periods(args));
        Assert.Single(ToolRun.Csv(args));
        Assert.Contains("policy default", ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.Contains("policy default", ToolRun.Answer([.. args, "--format", "markdown"]), StringComparison.Ordinal);
        JsonElement month = ToolRun.Periods([.. args, "--from", "2025-01", "--to", "2025-01"])[0];
        Assert.Equal(JsonValueKind.Null, month.GetProperty(kind == "orders" ? "averageOrderValue" : "customerChurnRate").GetProperty("value").ValueKind);
    }

    [Fact]
    public void Report_OfInvalidRows_PrintsTheFindings_AndNothingElse()
    {
        ToolRun run = ToolRun.Of("report", "--subscriptions", files.Write("s.csv", Broken));

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.Collection(
            run.ErrorLines,
            line => Assert.StartsWith("s.csv:2,3: StartedWhileLive: ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("s.csv:4: Refused: the row has 6 cells", line, StringComparison.Ordinal),
            line => Assert.StartsWith("s.csv:5: Refused: start_date '31.01.2025': ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void SkipInvalid_LeavesOutTheirSubscriptions_AndSaysSo()
    {
        ToolRun run = ToolRun.Of("report", "--subscriptions", files.Write("s.csv", Broken), "--skip-invalid", "--format", "csv", "--to", "2025-01");

        Assert.Equal(0, run.Exit);
        Assert.Contains("left out 4 of 6 rows for 3 findings", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(",0.00,7.00,", run.Output.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PrintsTheFindings_WithTheirLines_InEveryFormat()
    {
        string file = files.Write("s.csv", Broken);
        ToolRun table = ToolRun.Of("check", "--subscriptions", file);
        ToolRun json = ToolRun.Of("check", "--subscriptions", file, "--format", "json");
        using var document = JsonDocument.Parse(json.Output);

        Assert.Equal((1, "", 1, ""), (table.Exit, table.Error, json.Exit, json.Error));
        Assert.Contains("s.csv: 6 rows read = 1 used + 1 repeated + 4 refused", table.Output, StringComparison.Ordinal);
        Assert.Contains("31.01.2025", table.Output, StringComparison.Ordinal);
        Assert.Equal([6, 1, 1, 0, 0, 4], document.RootElement.GetProperty("files")[0].EnumerateObject().Skip(1).Take(6).Select(count => count.Value.GetInt32()));
        Assert.Equal(["[2,3]", "[4]", "[5]", "[7]"], document.RootElement.GetProperty("findings").EnumerateArray().Select(finding => JsonSerializer.Serialize(finding.GetProperty("lines"))));
        Assert.Equal("file,lines,kind,column,value,message", ToolRun.Of("check", "--subscriptions", file, "--format", "csv").Output.Split('\n')[0]);
        Assert.Contains("| s\\.csv | 5 | Refused | start\\_date | 31.01.2025 |", ToolRun.Of("check", "--subscriptions", file, "--format", "markdown").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfSoundFiles_SaysWhatItRead()
    {
        string subscriptions = files.Write("s.csv", $"{Header}s1,ada,2025-01-10,,50\n"), orders = files.Write("o.csv", "customer_id,ordered_at,amount\nada,2025-01-11,5\n");

        Assert.Equal("s.csv: 1 rows read = 1 used + 0 repeated + 0 refused\no.csv: 1 rows read = 1 used + 0 repeated + 0 refused\n", ToolRun.Answer("check", "--subscriptions", subscriptions, "--orders", orders).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ManyFindings_AreCutShort()
    {
        ToolRun run = ToolRun.Of("report", "--subscriptions", files.Write("s.csv", Header + string.Concat(Enumerable.Repeat("s1,ada,never,,5\n", 150))));

        Assert.Equal((1, 101), (run.Exit, run.ErrorLines.Length));
        Assert.Contains("50 more", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AnEndInTheYear9999_AsksForTheLastPeriod()
    {
        string file = files.Write("s.csv", $"{Header}s1,ada,2025-01-10,9999-12-31,5\n");
        ToolRun run = ToolRun.Of("report", "--subscriptions", file);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("--to", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(5m, ToolRun.Periods("report", "--subscriptions", file, "--to", "2025-01")[0].GetProperty("closingMrr").GetDecimal());
    }

    [Fact]
    public void ADirectory_IsNoFile() => Assert.Equal(2, ToolRun.Of("report", "--subscriptions", files.Folder).Exit);
}
