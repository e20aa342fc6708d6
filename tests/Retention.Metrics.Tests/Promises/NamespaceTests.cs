using System.Text.RegularExpressions;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Public types are in the flat namespace of their package, internal types in the namespace of their folder; a file declares only one of both kinds.</summary>
public sealed partial class NamespaceTests
{
    public static TheoryData<string> Packages =>
        [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root(), "src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Namespace_TellsWhoMayUseAType(string package)
    {
        string root = Path.Combine(Repository.Root(), "src", package);
        var wrong = new List<string>();
        int files = 0;
        foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string[] path = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
            string source = File.ReadAllText(file);
            string[] access = [.. Declaration().Matches(source).Select(match => match.Groups["access"].Value).Distinct(StringComparer.Ordinal)];
            if (path[0] is "bin" or "obj" || access.Length == 0)
            {
                continue;
            }

            files++;
            string expected = access is ["public"] ? package : string.Join('.', [package, .. path[..^1]]);
            string actual = Namespace().Match(source).Groups["name"].Value;
            if (access.Length > 1)
            {
                wrong.Add($"{string.Join('/', path)} declares {string.Join(" and ", access)} types");
            }
            else if (actual != expected)
            {
                wrong.Add($"{string.Join('/', path)} is in {actual}, expected {expected}");
            }
        }

        Assert.True(files > 0, $"{package} declares no type.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [GeneratedRegex(@"^(?<access>public|internal) (?:\w+ )*(?:class|struct|interface|enum|record|delegate) ?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
