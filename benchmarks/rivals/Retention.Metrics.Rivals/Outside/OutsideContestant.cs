using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Outside;

/// <summary>
/// Speaks with a rival's process in lines. It says <c>{"version": …}</c> once it is ready; to each <c>run</c> it answers
/// <c>{"ms": …, "peakMb": …, "allocated": …, "rows": [[…]]}</c>; when its input ends, it ends.
/// </summary>
internal sealed class OutsideContestant : IContestant
{
    private const int EndMilliseconds = 10_000;

    private readonly string name;
    private readonly Job job;
    private readonly Process process;
    private readonly StringBuilder errors = new();

    public OutsideContestant(string name, Job job, IReadOnlyList<string> command)
    {
        this.name = name;
        this.job = job;
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(start) ?? throw new RivalFailedException($"{name}: {command[0]} does not start.");
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        Version = Answer().GetProperty("version").GetString() ?? "";
    }

    public string Version { get; }

    public TimeSpan ProcessorTimeElsewhere
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public TimedRun Run()
    {
        process.StandardInput.WriteLine("run");
        process.StandardInput.Flush();
        JsonElement answer = Answer();
        return new TimedRun(
            answer.GetProperty("ms").GetDouble(),
            ResultRow.Read(job, answer.GetProperty("rows")),
            answer.TryGetProperty("allocated", out JsonElement allocated) ? allocated.GetInt64() : null,
            answer.TryGetProperty("peakMb", out JsonElement peak) && peak.ValueKind == JsonValueKind.Number ? peak.GetDouble() : null);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(EndMilliseconds))
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private JsonElement Answer()
    {
        string? line = process.StandardOutput.ReadLine();
        if (line is null)
        {
            process.WaitForExit();
            lock (errors)
            {
                throw new RivalFailedException(FormattableString.Invariant($"{name} ended with status {process.ExitCode}: {errors.ToString().Trim()}"));
            }
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new RivalFailedException($"{name} answered '{line}'.");
        }
    }
}
