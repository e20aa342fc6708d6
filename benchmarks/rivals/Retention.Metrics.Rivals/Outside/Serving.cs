using System.Text;
using System.Text.Json;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Outside;

/// <summary>The other end of <see cref="OutsideContestant"/>: lets a rival of this program run in a process of its own.</summary>
/// <remarks>LINQ does, because ten million records on our heap would slow our collections; and each of ours when its memory is measured.</remarks>
internal static class Serving
{
    public static void Serve(IRival rival, LoadedLogs logs, Assignment assignment, TextReader input, TextWriter output)
    {
        using IContestant contestant = rival.Prepare(assignment);
        logs.Forget();
        Answer(output, json => json.WriteString("version", contestant.Version));
        while (input.ReadLine() is not null)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            Machine.ForgetPeak();
            TimedRun run = contestant.Run();
            double? peak = Machine.PeakMegabytes;
            Answer(output, json =>
            {
                json.WriteNumber("ms", run.Milliseconds);
                if (run.AllocatedBytes is { } allocated)
                {
                    json.WriteNumber("allocated", allocated);
                }

                if (peak is { } megabytes)
                {
                    json.WriteNumber("peakMb", megabytes);
                }

                json.WritePropertyName("rows");
                ResultRow.Write(json, run.Rows);
            });
        }
    }

    private static void Answer(TextWriter output, Action<Utf8JsonWriter> fields)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
        output.Flush();
    }
}
