using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Tables of frequency, recency and age that other programs made.</summary>
public sealed class PurchaseSummaryImportTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(200)).WithQuietOnSuccess(true);

    // Any numbers, possible and not.
    private static Arbitrary<PurchaseSummaryRow[]> Rows { get; } = Arb.From(
        (from customer in Gen.Elements<string?>("ada", "bo", "cy", "dee", "eve", "", null)
         from frequency in Gen.Elements(0.0, 1.0, 2.0, 3.0, 1.5, -1.0, double.NaN, 1e12)
         from recency in Gen.Elements(0.0, 3.0, 3.5, 7.25, -2.0, double.PositiveInfinity)
         from age in Gen.Elements(3.0, 8.0, 40.0, -1.0, double.NaN)
         from value in Gen.Elements<decimal?>(null, 0m, 12.5m, -3m)
         select new PurchaseSummaryRow(customer, frequency, recency, age, value)).ArrayOf());

    [Fact]
    public void TheAccount_AddsUp_AndEveryFindingNamesItsRow() =>
        Prop.ForAll(Rows, rows =>
        {
            var import = PurchaseSummaryImport.Of(rows, ModelUnit.Week);

            Assert.Equal(rows.Length, import.Rows);
            Assert.Equal(import.Rows, import.Summary.Customers.Length + import.Findings.Length);
            Assert.Equal(import.Findings.Select(finding => finding.Line).Distinct().Order(), import.Findings.Select(finding => finding.Line));
            Assert.All(import.Findings, finding => Assert.InRange(finding.Line, 1, rows.Length));
            Assert.Equal(import.IsValid, import.Findings.IsEmpty);

            // What is left is as it came, and a table of it alone is valid.
            HashSet<long> wrong = [.. import.Findings.Select(finding => finding.Line)];
            PurchaseSummaryRow[] valid = [.. rows.Where((_, i) => !wrong.Contains(i + 1))];
            var again = PurchaseSummaryImport.Of(valid, ModelUnit.Week);
            Assert.True(again.IsValid, again.ToString());
            Assert.Equal(
                valid.Select(row => (row.Frequency, row.Recency, row.Age)).Order(),
                again.Summary.Customers.Select(one => ((double)one.History.Frequency, one.History.Recency, one.History.Age)).Order());
        }).Check(Settings);

    [Fact]
    public void AFile_SaysTheSameAsItsRows() =>
        Prop.ForAll(Rows, rows =>
        {
            string text = "customer_id,frequency,recency,T,monetary_value\r\n" + string.Concat(rows.Select(row => string.Create(
                CultureInfo.InvariantCulture, $"{row.Customer},{row.Frequency:R},{row.Recency:R},{row.Age:R},{row.MeanValue}\r\n")));
            var ofRows = PurchaseSummaryImport.Of(rows, ModelUnit.Week);
            var ofFile = PurchaseSummaryImport.Read(new StringReader(text), ModelUnit.Week);

            Assert.Equal(ofRows.Findings.Select(finding => (finding.Line + 1, finding.Kind)), ofFile.Findings.Select(finding => (finding.Line, finding.Kind)));
            Assert.Equal(ofRows.Summary.Customers.Select(one => one.History), ofFile.Summary.Customers.Select(one => one.History));
            Assert.Equal(ofRows.Summary.Customers.Select(one => one.RepeatSpend), ofFile.Summary.Customers.Select(one => one.RepeatSpend));
        }).Check(Settings);

    [Theory]
    [InlineData("frequency,recency,T\n2,30.43,38.86\n0,0,38.86\n")]
    [InlineData("x,t.x,T.cal\n2,30.43,38.86\n0,0,38.86\n")]
    [InlineData("\ufeffcust;x;t_x;T;other\n\"a;1\";2;30.43;38.86;\n\"b \"\"2\"\"\";0;0;38.86;z\n")]
    [InlineData(",frequency,recency,T,monetary_value\n1,2.0,30.43,38.86,22.35\n2,0.0,0.0,38.86,0.0\n")]
    [InlineData("Frequency_cal\tRecency_cal\tT_cal\tfrequency_holdout\tduration_holdout\n2\t30.43\t38.86\t1\t39\n0\t0\t38.86\t0\t39\n")]
    [InlineData("frequency,recency_weeks,T_weeks\n\n2,30.43,38.86\n0,0,38.86")]
    public void Files_OfTheCommonPackages_AreRead(string text)
    {
        PurchaseSummaryImport import = PurchaseSummaryImport.Read(new StringReader(text), ModelUnit.Week).RequireValid();

        Assert.Equal([new PurchaseHistory(2, 30.43, 38.86), new PurchaseHistory(0, 0, 38.86)], import.Summary.Customers.Select(one => one.History));
        Assert.Equal("2 rows = 2 customers + 0 findings, in weeks", import.ToString());
        Assert.Equal(text.Contains("monetary", StringComparison.Ordinal), import.HasValues);
    }

    [Fact]
    public void Customers_WithoutIds_AreCalledByTheirRow()
    {
        var import = PurchaseSummaryImport.Read(new StringReader("x,t.x,T\n2,30,38\nq,0,38\n0,0,38\n"), ModelUnit.Week);

        Assert.Equal(["row 1", "row 3"], import.Summary.Customers.Select(one => one.Customer.Value));
        Assert.Equal("line 3: the frequency 'q' must be a number with a decimal point", Assert.Single(import.Findings).ToString());
    }

    [Theory]
    [InlineData("ada,2,40,38.86,5", SummaryFindingKind.RecencyBeyondAge, "the recency 40 must be at most the age 38.86")]
    [InlineData("ada,1.5,4,38.86,5", SummaryFindingKind.FractionalFrequency, "the frequency 1.5 must be a whole number of repeat purchases")]
    [InlineData("ada,3e9,4,38.86,5", SummaryFindingKind.FractionalFrequency, "the frequency 3000000000 must be a whole number of repeat purchases")]
    [InlineData("ada,-1,4,38.86,5", SummaryFindingKind.Negative, "the frequency -1 must be 0 or more")]
    [InlineData("ada,1,NaN,38.86,5", SummaryFindingKind.NotANumber, "the recency NaN must be a finite number")]
    [InlineData("ada,1,1,,5", SummaryFindingKind.NotANumber, "the age '' must be a number with a decimal point")]
    [InlineData("ada,1,1,3,-5", SummaryFindingKind.Negative, "the mean value -5 must be 0 or more")]
    [InlineData("ada,0,0,3,5", SummaryFindingKind.WithoutRepeat, "the mean value 5 must be 0 or empty where the frequency is 0: it is that of the repeat purchases")]
    [InlineData("ada,0,1,3,", SummaryFindingKind.WithoutRepeat, "the recency 1 must be 0 where the frequency is 0: the last purchase is the first")]
    [InlineData("ada,1,1", SummaryFindingKind.NotANumber, "the row has 3 cells; the header has 5")]
    [InlineData(",1,1,3,", SummaryFindingKind.NoCustomer, "the customer must be named, as in the other rows")]
    [InlineData("ok,1,1,3,", SummaryFindingKind.RepeatedCustomer, "customer 'ok' must be in one row; there are rows on lines 2, 3")]
    public void ARowThatCannotBe_IsAFinding(string row, SummaryFindingKind kind, string message)
    {
        var import = PurchaseSummaryImport.Read(new StringReader($"customer_id,frequency,recency,T,monetary_value\nok,1,1,3,5\n{row}\n"), ModelUnit.Week);

        SummaryFinding finding = import.Findings[^1];
        Assert.Equal((3L, kind, message), (finding.Line, finding.Kind, finding.Message));
        Assert.Contains(message, Assert.Throws<InvalidDataException>(import.RequireValid).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("frequency,T\n1,2\n", "no column recency")]
    [InlineData("frequency,recency_days,T\n1,2,3\n", "counts days, and weeks were stated")]
    [InlineData("frequency,x,recency,T\n1,1,2,3\n", "mean the same")]
    [InlineData("frequency,recency,T\n1,\"2,3\n", "is not closed")]
    [InlineData("frequency,recency,T\n1,2\"2\",3\n", "has a quotation mark within a cell")]
    public void AFileThatIsNone_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => PurchaseSummaryImport.Read(new StringReader(text), ModelUnit.Week)).Message, StringComparison.Ordinal);

    [Fact]
    public void TheCdnowSummary_HasThePublishedFit()
    {
        PurchaseSummaryImport import = PurchaseSummaryImport.Read(SharedData.Path("data", "cdnow-summary.csv"), ModelUnit.Week).RequireValid();
        Fit<BgNbd> fit = BgNbd.Fit(import.Summary);

        Assert.Equal(2357, import.Rows);
        Assert.Equal([0.243, 4.414, 0.793, 2.426], fit.Parameters.Select(parameter => Math.Round(parameter.Value, 3)), (a, b) => Math.Abs(a - b) < 1.01e-3);
        Assert.Equal(BgNbd.Fit(Cdnow.TwoDecimals).LogLikelihood, fit.LogLikelihood, 1e-9);
        Assert.Equal(6.25, GammaGamma.Fit(import.Summary, Currency.Usd)["p"].Value, 0.01);
    }
}
