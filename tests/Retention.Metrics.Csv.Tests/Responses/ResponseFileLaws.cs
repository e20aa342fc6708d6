using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Csv.Tests.Responses;

/// <summary>Whatever a file of responses holds: every row is accounted for, and neither order nor pieces nor threads change anything.</summary>
public sealed class ResponseFileLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(500)).WithQuietOnSuccess(true);

    private static readonly Gen<Row> AnyRow =
        from customer in Gen.Frequency((15, Gen.Elements("ada", "bo", "7", "007")), (1, Gen.Constant("")))
        from at in Gen.Frequency((15, Gen.Elements("2026-01-01", "2026-01-01 12:00:00", "2026-02-03")), (1, Gen.Constant("yesterday")))
        from survey in Gen.Elements("a", "b")
        from score in Gen.Frequency((15, Gen.Elements("0", "6", "9", "10")), (1, Gen.Elements("11", "-1", "x", "")))
        from touchpoint in Gen.Elements("", "email")
        from comment in Gen.Elements("", "", "slow; kind", "b\nc")
        select new Row(customer, at, survey, score, touchpoint, comment);

    [Fact]
    public void Responses_AreTheReferences_InAnyOrder_Pieces_AndThreads() =>
        Prop.ForAll(Arb.From(AnyRow.ListOf()), Arb.From(Gen.Elements<string?>(null, "a")), Arb.From(Gen.Choose(1, 3)), (rows, survey, threads) =>
        {
            ResponseImport import = Read(rows, survey, threads, pieceSize: 64), reversed = Read(rows.AsEnumerable().Reverse(), survey, threads: 1, pieceSize: 1 << 20);
            Row[] asked = [.. rows.Where(row => survey is null || row.Survey == survey)], valid = [.. asked.Where(row => row.IsValid)];

            import.AddsUp();
            Assert.Equal(
                new CsvRowCounts(rows.Count, valid.Distinct().Count(), valid.Length - valid.Distinct().Count(), 0, asked.Length - valid.Length) { LeftOut = rows.Count - asked.Length },
                import.Rows);
            Assert.Equal(import.Rows, reversed.Rows);
            foreach (IGrouping<string, Row> customer in valid.GroupBy(row => row.Customer))
            {
                IReadOnlyList<SurveyResponse> expected = SurveyTimeline.FromResponses(customer.Select(row => row.ToResponse())).ResponsesOf(customer.Key);
                Assert.Equal(expected, import.Timeline.ResponsesOf(customer.Key));
                Assert.Equal(expected, reversed.Timeline.ResponsesOf(customer.Key));
            }

            Assert.Equal(valid.Select(row => row.Customer).Distinct().Count(), import.Timeline.CustomerCount);
        }).Check(Settings);

    private static ResponseImport Read(IEnumerable<Row> rows, string? survey, int threads, int pieceSize) => CsvImport.Responses(
        CsvText.Utf8(string.Join('\n', rows.Select(row => row.Text).Prepend("customer_id,at,survey,score,touchpoint,comment"))),
        SurveyKind.Nps,
        survey,
        options: null,
        ExecutionOptions.Default with { Threads = threads },
        pieceSize);

    private sealed record Row(string Customer, string At, string Survey, string Score, string Touchpoint, string Comment)
    {
        public bool IsValid => Customer.Length > 0 && At != "yesterday" && (Score is "0" or "6" or "9" or "10");

        public string Text => $"{Customer},{At},{Survey},{Score},{Touchpoint},\"{Comment}\"";

        public SurveyResponse ToResponse() =>
            new(Customer, At switch { "2026-01-01" => Instant.FromUtc(2026, 1, 1, 0, 0), "2026-02-03" => Instant.FromUtc(2026, 2, 3, 0, 0), _ => Instant.FromUtc(2026, 1, 1, 12, 0) }, Survey, int.Parse(Score, System.Globalization.CultureInfo.InvariantCulture))
            {
                Touchpoint = Touchpoint.Length > 0 ? Touchpoint : null,
                Comment = Comment.Length > 0 ? Comment : null,
            };
    }
}
