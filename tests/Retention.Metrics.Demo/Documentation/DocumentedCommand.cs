using System.Text.RegularExpressions;

namespace DocumentedCode.Documentation;

/// <summary>A command of the tool as a page shows it, with the exit code it announces and, after <c>$ </c>, the output.</summary>
/// <remarks>
/// <c># exit code 1</c> at the end of the line announces another exit code than 0. In output a line <c>...</c> matches any number of lines.
/// </remarks>
internal sealed partial record DocumentedCommand(string Page, string Text, string[] Arguments, int ExitCode, string[]? Output)
{
    public static IEnumerable<DocumentedCommand> OfAllPages() =>
        from block in FencedBlock.OfAllPages()
        where block.Language is "sh" or "bash" or "shell" or "console"
        from command in OfBlock(block)
        select command;

    public override string ToString() => $"{Page}: {Text}";

    private static IEnumerable<DocumentedCommand> OfBlock(FencedBlock block)
    {
        string[] lines = Continued().Replace(block.Text, " ").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (Call().Match(lines[i]) is not { Success: true } call)
            {
                continue;
            }

            int end = Array.FindIndex(lines, i + 1, line => line.StartsWith("$ ", StringComparison.Ordinal));
            string[]? output = block.Language == "console" ? lines[(i + 1)..(end < 0 ? lines.Length : end)] : null;
            Match exit = ExitComment().Match(lines[i]);
            string[] arguments = [.. Argument().Matches(Rest().Replace(call.Groups["arguments"].Value, "")).Select(argument => argument.Value.Trim('\'', '"'))];
            yield return new DocumentedCommand(block.Page, lines[i].Trim(), arguments, exit.Success ? exit.Groups["code"].Value[0] - '0' : 0, output);
        }
    }

    [GeneratedRegex(@"\\\n\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Continued();

    [GeneratedRegex(@"^(\$ )?(retention|dotnet run --project src/Retention\.Metrics\.Tool --)(?<arguments>( .*)?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"# exit code (?<code>\d)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExitComment();

    // A comment, what the output is piped into, and where it is redirected to, are the shell's business.
    [GeneratedRegex(@"\s(#|\||>|2>).*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rest();

    [GeneratedRegex("""'[^']*'|"[^"]*"|[^\s'"]+""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Argument();
}
