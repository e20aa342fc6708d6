using System.Text.RegularExpressions;

namespace Retention.Metrics.Tests.Promises;

/// <summary>A folder of the core references the folders below it, never one above it.</summary>
[Trait("Kind", "Numbers")]
public sealed partial class LayerTests
{
    private const string Root = "";

    /// <summary>The JSON form of the vocabulary, which its types name in an attribute: one level with it.</summary>
    private const string Json = "Json";

    /// <summary>The folders from top to bottom; the vocabulary at the root is the lowest.</summary>
    private static readonly string[] TopToBottom =
    [
        "Reports", "Signals", "Churn", "Cohorts", "Lifetime", "Experiments", "Feedback", "Revenue", "Orders", "Activities", "Segments", "Timelines", "Aggregation", "Formulas", "Histories",
        "Facts", "Policies", "Calendars", "Ids", "Execution", "Buffers", Root,
    ];

    [Fact]
    public void NoReference_PointsUp()
    {
        Dictionary<string, string> folderOf = FoldersOfTypes();

        string[] upward =
        [
            .. TypeReferences.Of(typeof(Money).Assembly)
                .Where(reference => folderOf.ContainsKey(reference.From) && folderOf.ContainsKey(reference.To))
                .Where(reference => Level(folderOf[reference.To]) < Level(folderOf[reference.From]))
                .Select(reference => $"{Place(folderOf[reference.From])}{reference.From} -> {Place(folderOf[reference.To])}{reference.To}")
                .Distinct().Order(StringComparer.Ordinal),
        ];

        Assert.True(upward.Length == 0, $"{upward.Length} references point up:\n{string.Join('\n', upward)}");
    }

    [Fact]
    public void EveryFolder_IsALayer() => Assert.Empty(FoldersOfTypes().Values.Distinct().Except([.. TopToBottom, Json], StringComparer.Ordinal));

    [Fact]
    public void References_AreFound() =>
        Assert.Contains((nameof(RollForwardExtensions), nameof(RevenueTimeline)), TypeReferences.Of(typeof(Money).Assembly));

    private static int Level(string folder) => Array.IndexOf(TopToBottom, folder == Json ? Root : folder);

    private static string Place(string folder) => folder.Length == 0 ? "" : folder + "/";

    /// <summary>The folder of each type that is declared at the outermost level of a source file.</summary>
    private static Dictionary<string, string> FoldersOfTypes()
    {
        string core = Path.Combine(Repository.Root(), "src", "Retention.Metrics");
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories))
        {
            string[] path = Path.GetRelativePath(core, file).Split(Path.DirectorySeparatorChar);
            if (path[0] is "bin" or "obj")
            {
                continue;
            }

            string folder = path.Length == 1 ? Root : path[0];
            foreach (Match declared in Declaration().Matches(File.ReadAllText(file)))
            {
                string type = declared.Groups["name"].Value;
                Assert.True(folders.TryAdd(type, folder) || folders[type] == folder, $"{type} is declared in {folder} and in {folders[type]}.");
            }
        }

        return folders;
    }

    [GeneratedRegex(@"^(?:\w+ )*(?:class|struct|interface|enum|record|delegate [\w<>\[\], ?]+?) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}
