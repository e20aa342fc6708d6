namespace DocumentedCode.Documentation;

public sealed class MetricPageTests
{
    private static readonly string[] Parts =
    [
        "About", "Formula", "Inputs and grain", "Unit and range", "When undefined", "Worked example", "Choices made", "Variants we do not follow",
        "Pitfalls", "Checked against", "Sources",
    ];

    /// <summary>Pages among those of the metrics that are about no metric of their own.</summary>
    private static readonly string[] OtherPages = ["docs/metrics/five-customers.md", "docs/metrics/policies.md"];

    public static TheoryData<string> Pages => [.. Repository.Pages.Where(page => page.StartsWith("docs/metrics/", StringComparison.Ordinal) && !OtherPages.Contains(page, StringComparer.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void MetricPage_HasItsPartsInOrder(string page) =>
        Assert.Equal(Parts, Repository.Lines(page).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));

    [Theory]
    [MemberData(nameof(Pages))]
    public void MetricPage_IsListedInTheIndex(string page) =>
        Assert.Contains($"({page["docs/".Length..]})", File.ReadAllText(Path.Combine(Repository.Root, "docs/index.md")), StringComparison.Ordinal);
}
