using System.Text;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool;

/// <summary>Where the tool writes to, and whether a person is watching.</summary>
/// <param name="Output">For answers.</param>
/// <param name="Error">For everything else.</param>
/// <param name="IsInteractive">Whether both go to a screen: only then is there color and progress.</param>
/// <param name="Width">How many characters a line of a table may have.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool IsInteractive = false, int Width = Terminal.DefaultWidth)
{
    public const int DefaultWidth = 120;

    /// <summary>Standard input, for a file that is called <c>-</c>.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>Says something that is no answer, in one line. Text of a file or an argument is shown with hidden characters escaped.</summary>
    /// <remarks>Where standard error cannot be written the exit code reports it.</remarks>
    public void Say(string message)
    {
        try
        {
            Error.WriteLine(ShownText.OneLine(message));
        }
        catch (IOException)
        {
        }
    }

    public static Terminal OfConsole()
    {
        bool interactive = !Console.IsOutputRedirected && !Console.IsErrorRedirected;
        var output = new StreamWriter(StandardOutput.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return new Terminal(output, Console.Error, interactive, interactive && Console.WindowWidth > 0 ? Console.WindowWidth : DefaultWidth) { Input = Console.OpenStandardInput() };
    }
}
