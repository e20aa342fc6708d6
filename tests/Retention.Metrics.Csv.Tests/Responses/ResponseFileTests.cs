using NodaTime;

namespace Retention.Metrics.Csv.Tests.Responses;

/// <summary>Files of responses to surveys, as they are found.</summary>
public sealed class ResponseFileTests
{
    [Fact]
    public void AFile_HasItsResponses()
    {
        ResponseImport import = Read("customer_id,at,survey,score,touchpoint,comment\nada,2026-03-05T09:30:00Z,relationship,9,,\nbo,2026-03-06,relationship,4,support,\"slow, but \"\"kind\"\"\"\nada,2026-02-01,launch,7.0,,\n");

        import.RequireValid().AddsUp();
        Assert.Equal(new CsvRowCounts(3, 3, 0, 0, 0), import.Rows);
        Assert.Equal(["launch", "relationship"], import.Timeline.Surveys);
        Assert.Equal(
            [new("ada", Day(2026, 2, 1), "launch", 7), new("ada", Instant.FromUtc(2026, 3, 5, 9, 30), "relationship", 9)],
            import.Timeline.ResponsesOf("ada"));
        Assert.Equal([new("bo", Day(2026, 3, 6), "relationship", 4) { Touchpoint = "support", Comment = "slow, but \"kind\"" }], import.Timeline.ResponsesOf("bo"));
    }

    /// <summary>The plain headers of survey exports: of e-mail surveys, of surveys in an app, of a table of one's own.</summary>
    [Theory]
    [InlineData("Email,Score,Comment,Created At")]
    [InlineData("email,rating,text,created_at")]
    [InlineData("user_id,nps,feedback,timestamp")]
    [InlineData("Customer,Answer,Verbatim,Date")]
    [InlineData("person_id,score,comment,responded_at")]
    public void PlainHeadersOfSurveyExports_AreRead(string header)
    {
        ResponseImport import = Read($"{header}\nada@example.com,10,fine,2026-03-05\n").RequireValid();

        Assert.Equal([new("ada@example.com", Day(2026, 3, 5), SurveyResponse.DefaultSurvey, 10) { Comment = "fine" }], import.Timeline.ResponsesOf("ada@example.com"));
    }

    [Fact]
    public void TwoColumnsForOne_AreAnError_UntilOneIsMapped()
    {
        const string Text = "user_id,email,score,at\n7,ada@example.com,10,2026-03-05\n";

        Assert.Contains("the header has user_id and email, each of which may be customer_id; map one of them", Assert.Throws<InvalidDataException>(() => Read(Text)).Message, StringComparison.Ordinal);
        Assert.Equal("7", Assert.Single(Read(Text, options: new CsvImportOptions { Columns = new Dictionary<string, string> { ["customer_id"] = "user_id" } }).Timeline.Customers).Value);
    }

    [Fact]
    public void AMissingColumn_IsNamedWithTheNamesItMayHave()
    {
        string message = Assert.Throws<InvalidDataException>(() => Read("customer_id,at,mood\nada,2026-03-05,3\n")).Message;

        Assert.Contains("the header has no column score (or rating, answer, nps, csat, ces)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SurveyKind.Nps, "11", "a score of NPS is a whole number between 0 and 10")]
    [InlineData(SurveyKind.Nps, "-1", "a score of NPS is a whole number between 0 and 10")]
    [InlineData(SurveyKind.Csat, "0", "a score of CSAT is a whole number between 1 and 5")]
    [InlineData(SurveyKind.Ces, "8", "a score of CES is a whole number between 1 and 7")]
    [InlineData(SurveyKind.Ces, "4.5", "a score of CES is a whole number between 1 and 7")]
    [InlineData(SurveyKind.Nps, "promoter", "a score of NPS is a whole number between 0 and 10")]
    [InlineData(SurveyKind.Nps, "", "a score of NPS is a whole number between 0 and 10")]
    public void AScoreThatIsNone_IsRefusedWithLineColumnValueAndReason(SurveyKind kind, string score, string reason)
    {
        ResponseImport import = Read($"customer_id,at,Score\nbo,2026-03-05,3\nada,2026-03-05,{score}\n", kind);

        Assert.Equal(new CsvRefusal(3, "Score", score, reason), import.OnlyRefusal());
        Assert.Equal(new CsvRowCounts(2, 1, 0, 0, 1), import.Rows);
        Assert.Throws<InvalidDataException>(() => import.RequireValid());
    }

    [Theory]
    [InlineData(",2026-03-05,s,3", "customer_id", "it is empty; expected an id: a text that is not blank")]
    [InlineData("ada,yesterday,s,3", "at", null)]
    [InlineData("ada,2026-03-05,,3", "survey", "it is empty; expected a text that is not blank")]
    public void ARowThatCannotBeRead_IsRefused(string row, string column, string? reason)
    {
        CsvRefusal refusal = Read($"customer_id,at,survey,score\n{row}\n").OnlyRefusal();

        Assert.Equal((2, column), (refusal.Line, refusal.Column));
        Assert.True(reason is null || string.Equals(reason, refusal.Reason, StringComparison.Ordinal));
    }

    /// <summary>A file may hold surveys of several kinds: scores of the others are not looked at.</summary>
    [Fact]
    public void RowsOfOtherSurveys_AreLeftOutByRule()
    {
        ResponseImport import = Read("customer_id,at,survey,score\nada,2026-03-05,nps,9\nada,2026-03-05,csat,5\nbo,2026-03-05,effort,99\n", SurveyKind.Csat, "csat").RequireValid();

        import.AddsUp();
        Assert.Equal(new CsvRowCounts(3, 1, 0, 0, 0) { LeftOut = 2 }, import.Rows);
        Assert.Equal([new CsvLeftOut("survey is not csat", 2)], import.LeftOut);
        Assert.Equal(["csat"], import.Timeline.Surveys);
    }

    [Fact]
    public void AFileOfOneSurvey_HasTheNameThatIsStated() =>
        Assert.Equal(["quarterly"], Read("customer_id,at,score\nada,2026-03-05,9\n", survey: "quarterly").Timeline.Surveys);

    [Fact]
    public void RowsThatRepeatAnother_CountOnce()
    {
        ResponseImport import = Read("customer_id,at,score,comment,id\nada,2026-03-05,9,fine,1\nada,2026-03-05,9,fine,2\nada,2026-03-05,9,,3\nada,2026-03-05,8,fine,4\n");

        import.RequireValid().AddsUp();
        Assert.Equal(new CsvRowCounts(4, 3, 1, 0, 0), import.Rows);
        Assert.Equal([new CsvRepeatedRow(3, 2)], import.RepeatedRows);
        Assert.Equal(3, import.Timeline.ResponseCount);
    }

    [Fact]
    public void AliasesZoneAndTextsForNoValue_Count()
    {
        ResponseImport import = Read(
            "email,at,score,comment\nADA@example.com,2026-03-05,9,NULL\n",
            options: new CsvImportOptions { Zone = CsvText.Berlin, NullWords = ["NULL"] });

        Assert.Equal([new("ADA@example.com", Instant.FromUtc(2026, 3, 4, 23, 0), SurveyResponse.DefaultSurvey, 9)], import.Timeline.ResponsesOf("ADA@example.com"));
    }

    [Fact]
    public void AnExportOfABillingSystem_IsNoFileOfResponses() => Assert.Contains(
        "holds subscriptions and no responses",
        Assert.Throws<InvalidDataException>(() => Read("customer_id,at,score\n", options: new CsvImportOptions { Export = ExportFormat.StripeSubscriptions })).Message,
        StringComparison.Ordinal);

    private static Instant Day(int year, int month, int day) => CsvText.Day(year, month, day);

    private static ResponseImport Read(string text, SurveyKind kind = SurveyKind.Nps, string? survey = null, CsvImportOptions? options = null) => CsvImport.Responses(CsvText.Utf8(text), kind, survey, options);
}
