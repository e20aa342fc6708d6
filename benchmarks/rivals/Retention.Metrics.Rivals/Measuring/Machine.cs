using System.Globalization;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>What Linux tells of the machine and of this process; nothing elsewhere.</summary>
internal static class Machine
{
    private const string Status = "/proc/self/status";
    private const string ResetPeak = "/proc/self/clear_refs";
    private const int TicksPerSecond = 100;

    public static string Name => FirstValue("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    public static string System => FirstValue("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription;

    public static double MemoryGigabytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);

    /// <summary>Memory held now.</summary>
    public static double? ResidentMegabytes => Megabytes("VmRSS");

    /// <summary>The most held since the peak was forgotten, or since the start where it cannot be.</summary>
    public static double? PeakMegabytes => Megabytes("VmHWM");

    public static void ForgetPeak()
    {
        if (!File.Exists(ResetPeak))
        {
            return;
        }

        try
        {
            File.WriteAllText(ResetPeak, "5");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // Some containers deny it; the peak is then that since the start.
        }
    }

    /// <summary>Processor time all programs have spent together.</summary>
    public static TimeSpan? ProcessorTimeOfAll()
    {
        if (!File.Exists("/proc/stat"))
        {
            return null;
        }

        // user nice system idle iowait irq softirq steal guest guest_nice; guests are in user and nice already.
        long[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(cell => long.Parse(cell, CultureInfo.InvariantCulture))];
        return TimeSpan.FromSeconds((ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / (double)TicksPerSecond);
    }

    private static double? Megabytes(string key) =>
        FirstValue(Status, key) is { } value ? double.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture) / 1024 : null;

    private static string? FirstValue(string path, string key, char separator = ':') =>
        File.Exists(path) && File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(separator, StringComparison.Ordinal) + 1)..].Trim()
            : null;
}
