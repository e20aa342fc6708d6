using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Retention.Metrics.Testing.Tests.Snippets;

/// <summary>Code as a reader would paste it: compiled with the usings of a test and run.</summary>
internal static class CompiledSnippets
{
    /// <summary>What any code may use, read from its files once and not for each compilation.</summary>
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The values of a variable, one for each piece of code that declares it.</summary>
    public static T[] Values<T>(string variable, IReadOnlyList<string> snippets) =>
        Run<T>(snippets.Select(snippet => $"{snippet}{Environment.NewLine}return {variable};"));

    /// <summary>The values of expressions.</summary>
    public static T[] Values<T>(IReadOnlyList<string> expressions) => Run<T>(expressions.Select(expression => $"return {expression};"));

    private static T[] Run<T>(IEnumerable<string> bodies)
    {
        string[] methods = [.. bodies.Select((body, number) => $"public static {typeof(T).FullName!.Replace('+', '.')} Of{number}() {{ {body} }}")];
        var compilation = CSharpCompilation.Create(
            "Snippets",
            [CSharpSyntaxTree.ParseText($"using System; using NodaTime; using Retention.Metrics; public static class Snippets {{ {string.Join(Environment.NewLine, methods)} }}", CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var compiled = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(compiled);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => one.ToString()).Append(string.Join(Environment.NewLine, methods.Take(3)))));
        Type snippets = Assembly.Load(compiled.ToArray()).GetType("Snippets")!;
        return [.. Enumerable.Range(0, methods.Length).Select(number => (T)snippets.GetMethod($"Of{number}")!.Invoke(null, null)!)];
    }
}
