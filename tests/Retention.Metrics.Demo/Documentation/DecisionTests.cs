namespace DocumentedCode.Documentation;

public sealed class DecisionTests
{
    private static readonly string[] Parts = ["Reason", "Example", "Where it misleads", "Alternatives", "Status"];

    [Fact]
    public void EveryDecision_HasItsParts()
    {
        string[] decisions = [.. string.Join('\n', Repository.Lines("docs/decisions.md")).Split("\n### ").Skip(1)];

        Assert.NotEmpty(decisions);
        Assert.All(decisions, decision =>
            Assert.Equal(
                Parts,
                decision.Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("- **", StringComparison.Ordinal)).Select(line => line[4..line.IndexOf(".**", StringComparison.Ordinal)])));
    }
}
