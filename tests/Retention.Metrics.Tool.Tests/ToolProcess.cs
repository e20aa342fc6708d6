using System.Diagnostics;
using System.Globalization;

namespace Retention.Metrics.Tool.Tests;

/// <summary>The tool as a process of its own, for what a run within the test cannot show: signals, pipes, devices.</summary>
internal static class ToolProcess
{
    public const string OnlyUnix = "Signals, named pipes and /dev/full are those of Unix.";

    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "retention.dll");

    public static bool IsUnix => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    public static Process Start(params string[] args) => Run(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Tool, .. args]);

    /// <summary>Runs a line of a shell, in which <c>$TOOL</c> is the tool.</summary>
    public static (int Exit, string Output, string Error) Shell(string line)
    {
        using Process shell = Run("/bin/sh", ["-c", line.Replace("$TOOL", $"dotnet '{Tool}'", StringComparison.Ordinal)]);
        Task<string> error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public static void Signal(Process process, string name) => Assert.Equal(0, Shell(string.Create(CultureInfo.InvariantCulture, $"kill -{name} {process.Id}")).Exit);

    private static Process Run(string file, string[] args) =>
        Process.Start(new ProcessStartInfo(file, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
