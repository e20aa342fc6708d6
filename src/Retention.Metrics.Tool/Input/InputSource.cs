using Retention.Metrics.Tool.Input.Databases;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Input;

/// <summary>What an option of all commands names: a file, or with <c>--database</c> a table.</summary>
internal static class InputSource
{
    private static readonly string[] ExtensionsOfFiles = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet"];

    /// <summary>Whether a text names a file, even where there is a database.</summary>
    public static bool IsFile(string text) => text == InputFile.StandardInput || Array.Exists(ExtensionsOfFiles, extension => text.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name as it is shown.</summary>
    public static string NameOf(Settings settings, string option, string text) => IsTable(settings, text) ? TableSource.Parse(option, text).Shown : InputFile.NameOf(text);

    /// <summary>Reads a file or a table.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="option">The option, without dashes.</param>
    /// <param name="text">What it names.</param>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="read">Reads the rows; the second is the table, where it is one.</param>
    /// <exception cref="InvalidDataException">It cannot be read; the message names it.</exception>
    public static TResult Read<TResult>(Settings settings, string option, string text, Terminal terminal, Func<Stream, TableReading?, TResult> read) =>
        IsTable(settings, text)
            ? TableReading.Read(settings.Database!, TableSource.Parse(option, text), terminal, table => read(table.Rows, table))
            : ParquetFile.Is(text) ? ParquetFile.Read(text, terminal, table => read(table.Rows, table))
            : InputFile.Read(text, terminal, stream => read(stream, null));

    private static bool IsTable(Settings settings, string text) => settings.Database is not null && !IsFile(text);
}
