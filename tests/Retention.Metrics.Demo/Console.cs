using System.Runtime.CompilerServices;

namespace DocumentedCode;

/// <summary>Takes the place of the console in documented code: what is printed must be what the comment on the line says.</summary>
internal static class Console
{
    public static void WriteLine(object? value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        TrailingComment.Check(value, file, line);
}

/// <summary>Encloses an expression in the examples of the XML documentation, which show a value without printing it.</summary>
internal static class XmlExample
{
    public static void Show(object? value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        TrailingComment.Check(value, file, line);
}
