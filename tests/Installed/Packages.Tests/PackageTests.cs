using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;

namespace Packages.Tests;

/// <summary>What someone sees of a package before they trust it. <c>RETENTION_FEED</c> names the folder of the packages.</summary>
public sealed class PackageTests
{
    /// <summary>Each package and everything it depends on.</summary>
    public static readonly TheoryData<string, string[]> Packages = new()
    {
        { "Retention.Metrics", ["NodaTime"] },
        { "Retention.Metrics.Csv", ["CsvHelper", "NodaTime", "Retention.Metrics"] },
        { "Retention.Metrics.Hosting", ["Microsoft.Extensions.Hosting.Abstractions", "NodaTime", "Retention.Metrics"] },
        { "Retention.Metrics.Modeling", ["MathNet.Numerics", "NodaTime", "Retention.Metrics"] },
        { "Retention.Metrics.Reports", ["MathNet.Numerics", "NodaTime", "OxyPlot.Core", "Retention.Metrics", "Retention.Metrics.Modeling"] },
        { "Retention.Metrics.Sql", ["NodaTime", "Retention.Metrics"] },
        { "Retention.Metrics.Stripe", ["NodaTime", "Retention.Metrics"] },
        { "Retention.Metrics.Testing", ["FSharp.Core", "FsCheck", "NodaTime", "Retention.Metrics"] },
        { "Retention.Metrics.Tool", [] },
        { "Retention.Metrics.Tool.any", [] },
    };

    /// <summary>Native code of the tool: where the machine can compile it.</summary>
    private const string NativeTool = "Retention.Metrics.Tool.linux-x64";

    /// <summary>Marks a source that is embedded in the symbols.</summary>
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static string Feed => Environment.GetEnvironmentVariable("RETENTION_FEED") ?? throw new InvalidOperationException("RETENTION_FEED names no folder of packages.");

    [Fact]
    public void TheFeed_HoldsThesePackages_AndTheirSymbols()
    {
        string[] expected = [.. Packages.Select(package => package.Data.Item1).Order(StringComparer.Ordinal)];

        Assert.Equal(expected, Names("nupkg").Where(id => id != NativeTool));
        Assert.Equal(expected.Where(id => id != "Retention.Metrics.Tool"), Names("snupkg"));

        static IEnumerable<string> Names(string kind) =>
            Directory.EnumerateFiles(Feed, $"*.{kind}").Select(file => Specification(file).Element("id")!.Value).Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void APackage_SaysWhatItIs(string id, string[] dependencies)
    {
        _ = dependencies;
        XElement specification = Specification(Package(id, "nupkg"));
        using ZipArchive package = ZipFile.OpenRead(Package(id, "nupkg"));

        Assert.Equal("MIT", specification.Element("license")!.Value);
        Assert.Equal("expression", specification.Element("license")!.Attribute("type")!.Value);
        Assert.Equal("README.md", specification.Element("readme")!.Value);
        Assert.Contains(IsTool(id) ? "retention" : id, Text(package, "README.md"), StringComparison.Ordinal);
        Assert.Contains("retention", specification.Element("tags")!.Value.Split(' '));
        Assert.True(specification.Element("description")!.Value.Length > 60);
        Assert.Equal("git", specification.Element("repository")!.Attribute("type")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", specification.Element("repository")!.Attribute("commit")!.Value);
        Assert.StartsWith("https://", specification.Element("repository")!.Attribute("url")?.Value ?? "https://", StringComparison.Ordinal);
    }

    /// <summary>A readme is read where the package is shown: a path of the repository leads nowhere there.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public void AReadme_HasNoLinkOrPathIntoTheRepository_AndTellsHowToInstall(string id, string[] dependencies)
    {
        _ = dependencies;
        using ZipArchive package = ZipFile.OpenRead(Package(id, "nupkg"));
        string readme = Text(package, "README.md");

        Assert.DoesNotMatch(@"\]\((?!https://)|`docs/", readme);
        Assert.Contains(IsTool(id) ? "dotnet tool install --global Retention.Metrics.Tool\n" : $"dotnet add package {id}\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePackages_DifferInWhatTheySayOfThemselves()
    {
        foreach (string what in new[] { "description", "tags" })
        {
            string[] said = [.. Packages.Where(package => package.Data.Item1 != "Retention.Metrics.Tool.any").Select(package => Specification(Package(package.Data.Item1, "nupkg")).Element(what)!.Value)];
            Assert.Equal(said.Length, said.Distinct(StringComparer.Ordinal).Count());
        }
    }

    /// <summary>It has 37 to 117 MB for each kind of machine, of which nobody needs more than one.</summary>
    [Fact]
    public void DuckDb_IsInAPackageForOneKindOfMachine_AndNotInThatForAll()
    {
        Assert.DoesNotContain(Entries("Retention.Metrics.Tool.any"), IsDuckDb);
        Assert.Contains(Entries("Retention.Metrics.Tool.any"), name => name.EndsWith("Npgsql.dll", StringComparison.Ordinal));
        Assert.SkipUnless(Directory.EnumerateFiles(Feed, $"{NativeTool}.*.nupkg").Any(), "Native code of the tool cannot be compiled here.");
        Assert.Equal(["libduckdb.so"], Entries(NativeTool).Where(IsDuckDb).Select(Path.GetFileName));

        static string[] Entries(string id)
        {
            using ZipArchive package = ZipFile.OpenRead(Package(id, "nupkg"));
            return [.. package.Entries.Select(entry => entry.FullName)];
        }

        static bool IsDuckDb(string name) => Path.GetFileName(name) is "duckdb.dll" or "libduckdb.so" or "libduckdb.dylib";
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void APackage_DependsOnWhatIsListed_AndOnOursOfItsOwnVersionAlone(string id, string[] dependencies)
    {
        XElement specification = Specification(Package(id, "nupkg"));
        var found = specification.Descendants("dependency").ToDictionary(one => one.Attribute("id")!.Value, one => one.Attribute("version")!.Value, StringComparer.Ordinal);

        Assert.Equal(dependencies, found.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            found.Where(one => one.Key.StartsWith("Retention.Metrics", StringComparison.Ordinal)),
            one => Assert.Equal($"[{specification.Element("version")!.Value}]", one.Value));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void ALibrary_ComesWithDocumentationAndSymbols(string id, string[] dependencies)
    {
        _ = dependencies;
        using ZipArchive package = ZipFile.OpenRead(Package(id, "nupkg"));
        if (id == "Retention.Metrics.Tool")
        {
            Assert.Contains("Id=\"Retention.Metrics.Tool.any\"", Text(package, "tools/any/any/DotnetToolSettings.xml"), StringComparison.Ordinal);
            return;
        }

        using ZipArchive symbols = ZipFile.OpenRead(Package(id, "snupkg"));
        bool isTool = IsTool(id);
        string folder = isTool ? "tools/net10.0/any" : "lib/net10.0", name = isTool ? "retention" : id;

        Assert.NotNull(package.GetEntry($"{folder}/{name}.dll"));
        Assert.NotNull(symbols.GetEntry($"{folder}/{name}.pdb"));
        if (!isTool)
        {
            Assert.Contains($"<name>{id}</name>", Text(package, $"{folder}/{id}.xml"), StringComparison.Ordinal);
            Assert.Equal(["README.md", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], package.Entries.Select(entry => entry.FullName).Where(IsContent).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void TheSymbols_HoldEverySource_AndNoFolderOfTheMachineThatBuiltThem(string id, string[] dependencies)
    {
        _ = dependencies;
        if (id == "Retention.Metrics.Tool")
        {
            return; // it holds no code
        }

        using ZipArchive symbols = ZipFile.OpenRead(Package(id, "snupkg"));
        foreach (ZipArchiveEntry file in symbols.Entries.Where(entry => entry.FullName.EndsWith(".pdb", StringComparison.Ordinal)))
        {
            using var bytes = new MemoryStream();
            using (Stream stream = file.Open())
            {
                stream.CopyTo(bytes);
            }

            bytes.Position = 0;
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(bytes);
            MetadataReader reader = provider.GetMetadataReader();
            Assert.NotEmpty(reader.Documents);
            Assert.All(reader.Documents, handle =>
            {
                string name = reader.GetString(reader.GetDocument(handle).Name);
                Assert.StartsWith("/_", name, StringComparison.Ordinal);
                Assert.True(
                    reader.GetCustomDebugInformation(handle).Any(one => reader.GetGuid(reader.GetCustomDebugInformation(one).Kind) == EmbeddedSource),
                    $"{name} is not in the symbols of {id}.");
            });
        }
    }

    private static bool IsTool(string id) => id.StartsWith("Retention.Metrics.Tool", StringComparison.Ordinal);

    private static bool IsContent(string path) => !path.StartsWith("_rels", StringComparison.Ordinal) && !path.StartsWith("package/", StringComparison.Ordinal) && !path.EndsWith(".nuspec", StringComparison.Ordinal) && path != "[Content_Types].xml";

    private static string Package(string id, string kind) => Assert.Single(Directory.GetFiles(Feed, $"{id}.*.{kind}"), file => Specification(file).Element("id")!.Value == id);

    private static XElement Specification(string file)
    {
        using ZipArchive package = ZipFile.OpenRead(file);
        using Stream stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        XElement root = XDocument.Load(stream).Root!;
        foreach (XElement element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element("metadata")!;
    }

    private static string Text(ZipArchive package, string path)
    {
        using var reader = new StreamReader(package.GetEntry(path)!.Open());
        return reader.ReadToEnd();
    }
}
