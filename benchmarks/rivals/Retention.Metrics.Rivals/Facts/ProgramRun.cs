using System.Diagnostics;
using System.Globalization;
using Retention.Metrics.Rivals.Outside;

namespace Retention.Metrics.Rivals.Facts;

/// <summary>A program that was run to its end.</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Milliseconds">From its start to its end.</param>
/// <param name="PeakMegabytes">The most memory it held; nothing outside Linux.</param>
internal sealed record ProgramRun(string Output, double Milliseconds, double? PeakMegabytes)
{
    // What is looked at only rises, and looking takes time from the program.
    private const int LookMilliseconds = 20;

    public static ProgramRun Of(IReadOnlyList<string> command)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new RivalFailedException($"{command[0]} does not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        double? peak = null;
        do
        {
            peak = PeakOf(process.Id) ?? peak;
        }
        while (!process.WaitForExit(LookMilliseconds));

        process.WaitForExit();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0
            ? new ProgramRun(output.Result, milliseconds, peak)
            : throw new RivalFailedException(FormattableString.Invariant($"{Path.GetFileName(command[0])} ended with {process.ExitCode}: {errors.Result.Trim()}"));
    }

    private static double? PeakOf(int id)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.AsSpan(6, line.Length - 8), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }
}
