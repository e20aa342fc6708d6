using DocumentedCode;
using DocumentedCode.Documentation;

[assembly: AssemblyFixture(typeof(ReadersFolder))]

namespace DocumentedCode;

/// <summary>The folder in which documented code and commands run: a copy of the sample files, so that nothing is written into the repository.</summary>
public sealed class ReadersFolder : IDisposable
{
    private readonly string before = Environment.CurrentDirectory;
    private readonly string folder = Directory.CreateTempSubdirectory("retention-docs-").FullName;

    /// <summary>Enters the folder. Documented paths are relative to the repository, or to the folder of the samples.</summary>
    public ReadersFolder()
    {
        string samples = Path.Combine(folder, "docs", "samples");
        Directory.CreateDirectory(samples);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "samples")))
        {
            File.Copy(file, Path.Combine(samples, Path.GetFileName(file)));
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        Environment.CurrentDirectory = folder;
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = before;
        Directory.Delete(folder, recursive: true);
    }
}
