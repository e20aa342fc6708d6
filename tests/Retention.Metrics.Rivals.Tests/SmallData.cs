using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Tests;

/// <summary>Ten thousand rows of each file, written once for all tests and deleted after them.</summary>
public sealed class SmallData : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rivals-");

    public SmallData()
    {
        Data = new DataSet(folder.FullName, "10k");
        Generator.Write(Data);
        Logs = new LoadedLogs();
    }

    internal DataSet Data { get; }

    internal LoadedLogs Logs { get; }

    public void Dispose() => folder.Delete(recursive: true);
}
