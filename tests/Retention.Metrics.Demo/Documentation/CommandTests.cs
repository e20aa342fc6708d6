using Retention.Metrics.Tool;

namespace DocumentedCode.Documentation;

public sealed class CommandTests
{
    public static TheoryData<string> Commands => [.. DocumentedCommand.OfAllPages().Select(command => command.ToString()).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void DocumentedCommand_DoesWhatThePageSays(string text)
    {
        DocumentedCommand command = DocumentedCommand.OfAllPages().First(one => one.ToString() == text);
        using StringWriter output = new(), error = new();

        int exitCode = RetentionTool.Run(command.Arguments, new Terminal(output, error));

        Assert.True(exitCode == command.ExitCode, $"{command} ends with {exitCode}: {error}");
        if (command.Output is { } shown)
        {
            AssertShown(shown, $"{output}{error}".Split('\n'));
        }
        else
        {
            Assert.True(output.GetStringBuilder().Length > 0 || error.GetStringBuilder().Length > 0 || command.Arguments.Contains("--output", StringComparer.Ordinal), $"{command} says nothing.");
        }
    }

    [Fact]
    public void ReadMe_HasExactlyTwoSetUpCommands_AndTellsHowToInstall() =>
        Assert.Equal(
            [
                "dotnet run --project src/Retention.Metrics.Tool -- report", "dotnet test",
                "dotnet add package Retention.Metrics", "dotnet tool install --global Retention.Metrics.Tool",
            ],
            FencedBlock.OfAllPages().Where(block => block.Page == "README.md" && block.Language == "sh").SelectMany(block => block.Text.Split('\n')));

    [Fact]
    public void EveryPackageThatIsInstalled_IsOneOfOurs()
    {
        string[] installed =
        [
            .. from block in FencedBlock.OfAllPages()
               from line in block.Text.Split('\n')
               where line.StartsWith("dotnet add package ", StringComparison.Ordinal) || line.StartsWith("dotnet tool install ", StringComparison.Ordinal)
               select line[(line.LastIndexOf(' ') + 1)..],
        ];

        Assert.Equal(
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            installed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static void AssertShown(string[] shown, string[] printed)
    {
        string[] lines = [.. printed.Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        int at = 0;
        bool skipping = false;
        foreach (string line in shown.Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            if (line.Trim() == "...")
            {
                skipping = true;
                continue;
            }

            int found = Array.FindIndex(lines, at, one => one.Trim() == line.Trim());
            Assert.True(skipping ? found >= 0 : found == at, $"The page shows '{line}', where the tool prints\n{string.Join('\n', lines.Skip(at))}");
            (at, skipping) = (found + 1, false);
        }

        Assert.True(skipping || at == lines.Length, $"The tool goes on:\n{string.Join('\n', lines.Skip(at))}");
    }
}
