using System.Text.Json;

namespace Retention.Metrics.Mutants;

/// <summary>A bug that Stryker planted: its number in the assembly, and where it is.</summary>
internal sealed record Mutant(int Id, string File, int Line, string Mutator, string Replacement, string Status)
{
    private const string Core = "src/Retention.Metrics/";

    /// <summary>The folder of the core, or the file where it lies in none.</summary>
    public string Folder => File.Contains('/', StringComparison.Ordinal) ? File[..File.IndexOf('/', StringComparison.Ordinal)] : File;

    /// <summary>All mutants of Stryker's report.</summary>
    public static IReadOnlyList<Mutant> Read(string report)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(report));
        return
        [
            .. from file in document.RootElement.GetProperty("files").EnumerateObject()
               let name = file.Name.Replace('\\', '/')
               from one in file.Value.GetProperty("mutants").EnumerateArray()
               select new Mutant(
                   int.Parse(one.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
                   name[(name.IndexOf(Core, StringComparison.Ordinal) + Core.Length)..],
                   one.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32(),
                   one.GetProperty("mutatorName").GetString()!,
                   one.GetProperty("replacement").GetString()!,
                   one.GetProperty("status").GetString()!),
        ];
    }
}
