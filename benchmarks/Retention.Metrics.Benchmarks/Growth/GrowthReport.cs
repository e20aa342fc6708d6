using System.Globalization;

namespace Retention.Metrics.Benchmarks.Growth;

/// <summary>Tables of how time and memory grow, in Markdown.</summary>
internal static class GrowthReport
{
    // A machine's mood moves a figure by as much; a bend is more than that, and stays.
    private const double Bend = 1.3;

    public static IEnumerable<string> Lines(IReadOnlyList<Measurement> all)
    {
        int[] sizes = [.. all.Select(one => one.Events).Distinct()];
        var jobs = all.GroupBy(one => one.Job).ToDictionary(job => job.Key, job => job.ToDictionary(one => one.Events));
        yield return "Nanoseconds an event:";
        yield return "";
        yield return Row(["events", .. jobs.Keys]);
        yield return Row(["--:", .. jobs.Keys.Select(_ => "--:")]);
        foreach (int size in sizes)
        {
            yield return Row([Number(size), .. jobs.Values.Select(job => Number(job[size].Nanoseconds))]);
        }

        yield return "";
        yield return "Slope is that of log time against log events from the lowest figure on: 1 is linear. It bends at the first size from which on every figure is at least 1.3 times the lowest.";
        yield return "";
        yield return Row(["job", "lowest ns/event", "at events", "slope from there", "bends at", "bytes kept an event", "bytes allocated an event"]);
        yield return Row(["---", "--:", "--:", "--:", "--:", "--:", "--:"]);
        foreach ((string job, Dictionary<int, Measurement> at) in jobs)
        {
            Measurement lowest = at.Values.MinBy(one => one.Nanoseconds)!, last = at[sizes[^1]];
            int? bend = sizes.Where(size => size > lowest.Events).Cast<int?>().FirstOrDefault(size => sizes.Where(later => later >= size).All(later => at[later].Nanoseconds >= Bend * lowest.Nanoseconds));
            yield return Row(
            [
                job, Number(lowest.Nanoseconds), Number(lowest.Events), Slope(lowest, last), bend is { } size ? Number(size) : "not",
                last.Kept is { } kept ? Number(kept) : "", Number(last.Allocated),
            ]);
        }
    }

    private static string Slope(Measurement from, Measurement to) => from.Events == to.Events
        ? ""
        : (1 + (Math.Log(to.Nanoseconds / from.Nanoseconds) / Math.Log((double)to.Events / from.Events))).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Number(double number) => number.ToString("#,0.0", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
