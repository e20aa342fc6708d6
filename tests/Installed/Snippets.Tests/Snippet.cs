using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Snippets.Tests;

/// <summary>One block of C#: <c>```csharp name after other</c> continues the block of another name, of this page or another.</summary>
/// <param name="Page">The page.</param>
/// <param name="Line">The line of its first line.</param>
/// <param name="Name">Its name.</param>
/// <param name="After">The names of the blocks with the code before it.</param>
/// <param name="Lines">The code.</param>
internal sealed partial record Snippet(string Page, int Line, string Name, IReadOnlyList<string> After, string[] Lines)
{
    /// <summary>Its using directives.</summary>
    public IEnumerable<string> Usings => Lines.Select(line => line.Trim()).Where(line => Using().IsMatch(line));

    /// <summary>The code without its using directives. Every line keeps its number on the page, so that the compiler names it.</summary>
    public string Body => string.Join('\n', [$"#line {Line} \"{Page}\"", .. Lines.Select(line => Using().IsMatch(line.Trim()) ? "" : line)]);

    /// <summary>Whether it has statements, which a program has before its types.</summary>
    public bool HasStatements => CSharpSyntaxTree.ParseText(Body).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    public override string ToString() => $"{Page}({Line}) {Name}";

    [GeneratedRegex(@"^(global )?using (static |\w+ = )?[\w.]+;$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Using();
}
