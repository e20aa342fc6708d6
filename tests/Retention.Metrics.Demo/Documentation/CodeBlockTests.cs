namespace DocumentedCode.Documentation;

public sealed class CodeBlockTests
{
    [Fact]
    public void EveryCSharpBlock_IsCodeThatRunsHere()
    {
        var regions = Region.All.ToDictionary(region => region.Name, region => region.Text, StringComparer.Ordinal);
        FencedBlock[] blocks = [.. FencedBlock.OfAllPages().Where(block => block.Language is "csharp" or "cs" or "c#")];

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block =>
        {
            Assert.True(regions.TryGetValue(block.Name, out string? text), $"{block}: there is no region '{block.Name}' in tests/Retention.Metrics.Demo or tests/Installed/Billing; write ```csharp name.");
            Assert.True(text == block.Text, $"{block} differs from the region '{block.Name}', which reads:\n{text}");
        });
    }

    [Fact]
    public void EveryRegion_IsShownSomewhere()
    {
        var shown = FencedBlock.OfAllPages().Select(block => block.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Region.All.Where(region => !region.IsXmlExample && !shown.Contains(region.Name)).Select(region => region.Name));
    }

    [Fact]
    public void QuickStart_IsAtMostFifteenLines()
    {
        FencedBlock quickStart = Assert.Single(FencedBlock.OfAllPages(), block => block.Page == "README.md" && block.Name == "quick-start");

        Assert.InRange(quickStart.Text.Split('\n').Length, 1, 15);
    }
}
