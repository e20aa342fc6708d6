namespace Retention.Metrics.Csv.Tests.Tables;

/// <summary>Rows and columns of totals, and what else people put into a table of MRR.</summary>
public sealed class MrrTableTotalTests
{
    private const string Two = "customer_id,2026-01,2026-02\nada,40,40.50\nbo,29,\n";

    [Theory]
    [InlineData("Total,69,40.50")]
    [InlineData("TOTAL,69.00,40.5")]
    [InlineData("Grand Total:,69,40.50")]
    [InlineData("sum,69,40.50")]
    [InlineData("subtotal,69,40.50")]
    [InlineData(",69,40.50")]
    public void ARowOfTheSums_IsLeftOut_AndCounted(string row)
    {
        MrrTableImport import = Read($"{Two}{row}\n").RequireValid();

        Assert.Equal(["ada", "ada", "bo", "bo"], import.Amounts.Select(one => one.Customer.Value));
        Assert.Equal(new CsvRowCounts(3, 2, 0, 0, 0) { LeftOut = 1 }, import.Rows);
        Assert.Equal([new CsvLeftOut("total row", 1)], import.LeftOut);
    }

    [Fact]
    public void ItsPlaceInTheTable_DoesNotMatter() =>
        Assert.Equal(2, Read("customer_id,2026-01\nTotal,69\nada,40\nbo,29\n").RequireValid().Rows.Used);

    [Theory]
    [InlineData("Total,69,41", "for 2026-02 it has 41, and the others add up to 40.50")]
    [InlineData("Total,,", "for 2026-01 it has 0, and the others add up to 69")]
    public void ARowOfThatName_WithOtherAmounts_IsRefused_AndSaysWhatToDo(string row, string message)
    {
        MrrTableImport import = Read($"{Two}{row}\n");

        CsvRefusal refusal = Assert.Single(import.Refusals);
        Assert.Equal((4L, "customer_id", "Total"), (refusal.Line, refusal.Column, refusal.Value));
        Assert.Contains(message, refusal.Reason, StringComparison.Ordinal);
        Assert.Contains("correct or remove the row, or give the customer of this name another id", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(new CsvRowCounts(3, 2, 0, 0, 1), import.Rows);
    }

    /// <summary>A customer may pay what the others do together.</summary>
    [Fact]
    public void ARowOfTheSums_UnderAnotherName_IsACustomer() => Assert.Equal(3, Read($"{Two}TotalEnergies,69,40.50\n").RequireValid().Rows.Used);

    [Fact]
    public void ARowWithoutACustomer_ThatIsNoTotal_IsRefusedAsEmpty() => Assert.Equal("it is empty; expected an id: a text that is not blank", Assert.Single(Read($"{Two},7,7\n").Refusals).Reason);

    [Fact]
    public void EachCurrency_HasItsOwnSums()
    {
        const string Both = "customer_id,currency,2026-01\nada,EUR,40\nbo,USD,29\ncy,EUR,1\n";

        Assert.Equal(2, Read($"{Both}Total,EUR,41\nTotal,USD,29\n").RequireValid().Rows.LeftOut);
        Assert.Contains("must name its currency", Assert.Single(Read($"{Both}Total,,70\n").Refusals).Reason, StringComparison.Ordinal);
        Assert.Equal(1, Read("customer_id,currency,2026-01\nada,EUR,40\nTotal,,40\n").RequireValid().Rows.LeftOut);
    }

    [Fact]
    public void InALongTable_ATotalIsThatOfItsMonth_OrOfAll()
    {
        const string Long = "customer_id,month,mrr\nada,2026-01,40\nbo,2026-01,29\nada,2026-02,40\n";

        Assert.Equal(3, Read($"{Long}Total,2026-01,69\nTotal,2026-02,40\nGrand total,,109\n").RequireValid().Rows.LeftOut);
        Assert.Contains("for all months it has 110, and the others add up to 109", Assert.Single(Read($"{Long}Total,,110\n").Refusals).Reason, StringComparison.Ordinal);
        Assert.Contains("a month is written", Assert.Single(Read($"{Long}Total,later,110\n").Refusals).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Total")]
    [InlineData("Total 2026")]
    [InlineData("Sum")]
    public void AColumnOfTotals_IsNoMonth(string column)
    {
        MrrTableImport import = Read($"customer_id,2026-01,2026-02,{column}\nada,40,41,81\nbo,29,29,58\nTotal,69,70,139\n").RequireValid();

        Assert.Equal((4, 1L), (import.Amounts.Count, import.Rows.LeftOut));
    }

    [Fact]
    public void AFooter_IsRefusedWithItsLine()
    {
        CsvRefusal refusal = Assert.Single(Read($"{Two}\nExported on 2026-03-01 by Eve\n").Refusals);

        Assert.Equal(5, refusal.Line);
        Assert.Contains("the row has 1 cell, the header 3", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AByteOrderMark_AndSeparatorsInQuotes_AreRead_WhereTheyAreStated()
    {
        const string Quoted = "\uFEFFcustomer_id,currency,2026-01\nada,EUR,\"1,234.50\"\nbo,EUR,\"€2,000.00\"\nTotal,EUR,\"3,234.50\"\n";
        var options = new CsvImportOptions { ThousandsSeparator = ',', CurrencySigns = true };

        Assert.Equal([1234.50m, 2000m], MrrTableImport.Read(CsvText.Utf8(Quoted), options).RequireValid().Amounts.Select(one => one.Mrr.Amount));
        Assert.Contains("thousands separators", Read(Quoted).Refusals[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ACustomerTwice_IsCountedOnce_OrAFinding()
    {
        Assert.Equal(new CsvRowCounts(4, 2, 1, 0, 0) { LeftOut = 1 }, Read($"{Two}ada,40,40.50\nTotal,69,40.50\n").RequireValid().Rows);
        Assert.Contains("two rows", Assert.Single(Read($"{Two}ada,41,40.50\n").Findings).Message, StringComparison.Ordinal);
    }

    private static MrrTableImport Read(string text) => MrrTableImport.Read(CsvText.Utf8(text));
}
