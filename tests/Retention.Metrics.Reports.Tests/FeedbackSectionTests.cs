namespace Retention.Metrics.Reports.Tests;

/// <summary>The section of scores, and what the page says of them elsewhere.</summary>
public sealed class FeedbackSectionTests
{
    /// <summary>Scores have the labels and definitions that tables of the command line have, in every place where figures are.</summary>
    [Theory]
    [InlineData("nps", "Net promoter score (NPS)", "Promoters (9, 10) less detractors (0 to 6) out of all responses, times 100.")]
    [InlineData("csat", "Customer satisfaction (CSAT)", "Responses of 4 and 5 out of all responses.")]
    public void AScore_HasItsLabelAndDefinition_WhereFiguresAre(string kind, string label, string definition)
    {
        string[] files = [.. ActivityFiles.For("feedback")[..^1], kind, "--survey", kind == "nps" ? "relationship" : "tickets"];
        string page = ToolRun.Of(["report", .. files, "--format", "html"]).Output;
        string table = ToolRun.Of(["feedback", .. files[4..], "--format", "table"]).Output;

        Assert.Contains(label, table, StringComparison.Ordinal);
        Assert.Contains($"{label}: {definition}", Section(page, "feedback-section"), StringComparison.Ordinal);
        Assert.Contains($"<dt>{label} <code>{kind}</code></dt><dd>{definition}</dd>", Section(page, "definitions"), StringComparison.Ordinal);
        Assert.All(new[] { "responses", kind, $"{kind}Lower", $"{kind}Upper" }, figure => Assert.Contains($"data-key=\"{figure}\"", Section(page, "figures"), StringComparison.Ordinal));
    }

    private static string Section(string page, string id)
    {
        string section = page[page.IndexOf($"<section id=\"{id}\"", StringComparison.Ordinal)..];
        return section[..section.IndexOf("</section>", StringComparison.Ordinal)];
    }
}
