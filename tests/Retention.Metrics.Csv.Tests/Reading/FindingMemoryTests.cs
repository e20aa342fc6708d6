using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>What is wrong with very many rows takes little memory beside the values that are shown.</summary>
public sealed class FindingMemoryTests
{
    private const int Many = 300_000;

    [Fact]
    public void AFinding_TakesAtMost100Bytes_BesideItsValues()
    {
        FormattableString message = $"subscription {"s-123456"}: {"Ended"} at {"2026-01-01T00:00:00Z"}, but it is {"NotStarted"}";
        long[] lines = [2];
        var findings = new FindingColumns();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Many; i++)
        {
            findings.Add(FindingKind.EndedWhileNotLive, message, lines);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Many, 12 + 8, 8 + 5 + 20 + 10 + 100);
        Assert.Equal(Many, findings.ByLine().Count);
        Assert.Equal("line 2: EndedWhileNotLive: subscription s-123456: Ended at 2026-01-01T00:00:00Z, but it is NotStarted", findings.ByLine()[Many - 1].ToString());
    }

    [Fact]
    public void ARefusal_TakesAtMost60Bytes_BesideItsValue()
    {
        var refusals = new RefusalColumns();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Many; i++)
        {
            refusals.Add(i + 2, "start_date", "2026-02-30", "the calendar has no such day; 2026-02 has the days 01 to 28");
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Many, 24, 10 + 60);
        Assert.Equal(new CsvRefusal(Many + 1, "start_date", "2026-02-30", "the calendar has no such day; 2026-02 has the days 01 to 28"), refusals[Many - 1]);
    }

    [Fact]
    public void Refusals_AreRead_AsTheyWereAdded()
    {
        CsvRefusal[] added =
        [
            .. Enumerable.Range(0, 3000).Select(i => new CsvRefusal(i, (i % 7) switch { 0 => "", 1 => "ä", _ => "c" }, new string('é', i % 300), FormattableString.Invariant($"reason {i % 2500}"))),
            new(5000, "", "", ""),
        ];
        RefusalColumns one = new(), both = new();
        foreach (CsvRefusal refusal in added)
        {
            one.Add(refusal.Line, refusal.Column, refusal.Value, refusal.Reason);
        }

        both.Take(one);
        both.Take(one);

        Assert.Equal(added, one);
        Assert.Equal([.. added, .. added], both);
    }

    [Fact]
    public void Findings_AreInTheOrderOfTheirFirstLines_AndOfOneLineAsTheyWereAdded()
    {
        var findings = new FindingColumns();
        findings.Add(FindingKind.NegativePrice, $"a", [7, 9]);
        findings.Add(FindingKind.NegativePrice, $"b", [3]);
        findings.Add(FindingKind.NegativeOrder, $"c", [7]);
        findings.Add(FindingKind.NegativePrice, $"d", [3, 4, 5]);

        Assert.Equal(
            ["line 3: NegativePrice: b", "lines 3, 4, 5: NegativePrice: d", "lines 7, 9: NegativePrice: a", "line 7: NegativeOrder: c"],
            findings.ByLine().Select(finding => finding.ToString()));
    }

    [Fact]
    public void AValueThatIsCut_IsNotCutWithinACharacter()
    {
        string value = new string('x', 79) + "😀 and more";

        Assert.Equal(new string('x', 79) + "…", CsvText.Orders($"customer_id,ordered_at,amount\nada,2025-01-01,{value}\n").Refusals[0].Value);
    }
}
