using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Snippets.Tests;

/// <summary>Every block of C# compiles as a program of its own, with the packages that its page names and the usings that it shows.</summary>
/// <remarks>Regions of the application beside this project are compiled there; of them only the usings are looked at.</remarks>
public sealed class SnippetTests
{
    private static readonly string[] OwnPackages =
    [
        "Retention.Metrics", "Retention.Metrics.Csv", "Retention.Metrics.Hosting", "Retention.Metrics.Modeling", "Retention.Metrics.Reports", "Retention.Metrics.Sql", "Retention.Metrics.Stripe",
        "Retention.Metrics.Testing",
    ];

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

    /// <summary>An application has a Customer, an Order and a Subscription of its own; the page quotes the error and shows the aliases.</summary>
    [Fact]
    public void TypesOfTheSameNames_AreAmbiguous_UntilThePageIsFollowed()
    {
        Page page = Page.All.Single(one => one.Path == "docs/billing-code.md");
        string aliases = string.Join('\n', page.Snippets.Single(snippet => snippet.Name == "billing-aliases").Lines);
        const string Both = "using Acme.Billing.Data; using Retention.Metrics;";
        const string Use = "class Report { Customer? customer; Order? order; Subscription? subscription; Acme.Billing.Data.Customer? Own => customer; }";
        const string UseBoth = "class Report { Customer? own; Facts.Customer? fact; Acme.Billing.Data.Customer? Own => own; Retention.Metrics.Customer? Fact => fact; }";

        Diagnostic[] ambiguous = [.. DiagnosticsOf("Acme.Billing.Data", Both, $"namespace Acme.Billing.Reporting {{ {Use} }}").Where(error => error.Id == "CS0104")];
        Assert.Equal(3, ambiguous.Length);
        Assert.Contains(ambiguous, error => page.Text.Contains($"error CS0104: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}\n", StringComparison.Ordinal));

        Assert.Empty(DiagnosticsOf("Acme.Billing.Data", $"{aliases} {Both}", $"namespace Acme.Billing.Reporting {{ {UseBoth} }}"));
        Assert.Empty(DiagnosticsOf("Acme.Billing.Data", $"{Both} {aliases.Replace("global ", "", StringComparison.Ordinal)}", $"namespace Acme.Billing.Reporting {{ {UseBoth} }}"));

        // In an enclosing namespace the own types are found first.
        string enclosing = UseBoth.Replace("Acme.Billing.Data.", "Acme.Billing.", StringComparison.Ordinal);
        Assert.Empty(DiagnosticsOf("Acme.Billing", "using Retention.Metrics; using Facts = Retention.Metrics;", $"namespace Acme.Billing.Reporting {{ {enclosing} }}"));
    }

    private static IEnumerable<Diagnostic> DiagnosticsOf(string entities, string usings, string code) =>
        CSharpCompilation.Create(
                "Reader",
                [
                    CSharpSyntaxTree.ParseText($"namespace {entities} {{ class Customer {{ }} class Order {{ }} class Subscription {{ }} }}", Language),
                    CSharpSyntaxTree.ParseText($"#nullable enable\n{usings}\n{code}", Language),
                ],
                References,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static IEnumerable<string> ErrorsOf(Page page, Snippet snippet)
    {
        string[] shown = [.. page.Snippets.TakeWhile(one => one != snippet).Append(snippet).SelectMany(one => one.Usings)];
        if (Application.FileOf(snippet.Name) is { } file)
        {
            // Global usings apply to every block, wherever the page shows them.
            IEnumerable<string> globals = page.Snippets.SelectMany(one => one.Usings).Where(line => line.StartsWith("global ", StringComparison.Ordinal));
            return Application.UsingsOf(file).Except(shown.Concat(globals), StringComparer.Ordinal).Select(missing => $"{snippet}: the page does not show '{missing}'");
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
