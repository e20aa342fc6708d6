using System.Diagnostics;
using System.Globalization;

namespace Retention.Metrics.Mutants;

/// <summary>A worker in a process of its own, which can be stopped where a test never ends.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    /// <summary>Starts a worker.</summary>
    /// <param name="cases">On how many cases laws are tried.</param>
    /// <param name="mutant">The mutant that is active from the start, for what runs once in a process.</param>
    public WorkerProcess(int cases, int? mutant = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--worker");
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x100000000";
        start.Environment["RETENTION_LAW_CASES"] = cases.ToString(CultureInfo.InvariantCulture);
        start.Environment["STRYKER_MUTANT_ID_CONTROL_VAR"] = "ACTIVE_MUTANT";
        start.Environment["ACTIVE_MUTANT"] = mutant?.ToString(CultureInfo.InvariantCulture) ?? "";
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
    }

    public void Ask(string request)
    {
        process.StandardInput.WriteLine(request);
        process.StandardInput.Flush();
    }

    /// <summary>The next line, or <see langword="null"/> where the process has ended.</summary>
    public string? Answer() => process.StandardOutput.ReadLine();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
