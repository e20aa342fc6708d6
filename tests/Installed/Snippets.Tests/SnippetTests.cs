using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Snippets.Tests;

/// <summary>Every block of C# compiles as a program of its own, with the packages that its page names and the usings that it shows.</summary>
/// <remarks>Regions of the application beside this project are compiled there; of them only the usings are looked at.</remarks>
public sealed class SnippetTests
{
    private static readonly string[] OwnPackages = ["Retention.Metrics", "Retention.Metrics.Csv", "Retention.Metrics.Modeling", "Retention.Metrics.Testing"];

    /// <summary>What `dotnet new console` has without a line of its own.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);
    private static readonly SyntaxTree Implicit = CSharpSyntaxTree.ParseText(ImplicitUsings, Language);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ILookup<string, Snippet> ByName = Page.All.SelectMany(page => page.Snippets).ToLookup(snippet => snippet.Name, StringComparer.Ordinal);

    [Fact]
    public void EverySnippet_CompilesWithThePackagesNamedAndTheUsingsShown()
    {
        string[] errors = [.. Page.All.SelectMany(page => page.Snippets.SelectMany(snippet => ErrorsOf(page, snippet)))];

        Assert.NotEmpty(ByName);
        Assert.True(errors.Length == 0, string.Join('\n', errors));
    }

    /// <summary>The readme of a package has no links into the repository; it says what is not shown there.</summary>
    [Fact]
    public void APageThatContinuesTheCodeOfAnother_LinksToIt() =>
        Assert.All(
            from page in Page.All
            where !page.Path.StartsWith("src/", StringComparison.Ordinal)
            from name in page.Snippets.SelectMany(snippet => snippet.After).Distinct(StringComparer.Ordinal)
            where page.Snippets.All(snippet => snippet.Name != name)
            select (page, other: ByName[name].First().Page),
            one => Assert.Contains(Path.GetFileName(one.other), one.page.Text, StringComparison.Ordinal));

    [Fact]
    public void ASnippetThatDoesNotCompile_IsNamedWithItsPageAndLine()
    {
        var wrong = new Page("page.md", "", [new Snippet("page.md", 7, "wrong", [], ["using NodaTime;", "", "Instant at = Instant.MinValue;", "Money none = null;"])]);

        Assert.StartsWith("page.md(10) wrong: ", Assert.Single(ErrorsOf(wrong, wrong.Snippets[0])), StringComparison.Ordinal);
    }

    private static IEnumerable<string> ErrorsOf(Page page, Snippet snippet)
    {
        string[] shown = [.. page.Snippets.TakeWhile(one => one != snippet).Append(snippet).SelectMany(one => one.Usings)];
        if (Application.FileOf(snippet.Name) is { } file)
        {
            return Application.UsingsOf(file).Except(shown, StringComparer.Ordinal).Select(missing => $"{snippet}: the page does not show '{missing}'");
        }

        // Whatever is continued comes first, with its own usings; statements come before types.
        Snippet[] parts = [.. WithThoseBefore(page, snippet).Distinct().OrderBy(part => !part.HasStatements)];
        string code = string.Join('\n', shown.Concat(parts.SelectMany(part => part.Usings)).Distinct(StringComparer.Ordinal).Concat(parts.Select(part => part.Body)));
        string[] missingPackages = [.. OwnPackages.Skip(1).Where(package => !page.Names(package))];
        return CSharpCompilation.Create(
                "Reader",
                [CSharpSyntaxTree.ParseText(code, Language), Implicit],
                References.Where(reference => !missingPackages.Contains(Path.GetFileNameWithoutExtension(reference.Display), StringComparer.Ordinal)),
                new CSharpCompilationOptions(parts.Any(part => part.HasStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => (diagnostic.Location.GetMappedLineSpan(), Text: diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))
            .Select(error => $"{error.Item1.Path}({error.Item1.StartLinePosition.Line + 1}) {snippet.Name}: {error.Text}");
    }

    /// <summary>A snippet after all those that it continues: of its own page if that has one of the name.</summary>
    private static IEnumerable<Snippet> WithThoseBefore(Page page, Snippet snippet) =>
        snippet.After.SelectMany(name => WithThoseBefore(page, page.Snippets.FirstOrDefault(one => one.Name == name) ?? ByName[name].First())).Append(snippet);
}
