using System.Globalization;

namespace Retention.Metrics.Benchmarks.Growth;

/// <summary>Tables of how time and memory grow, in Markdown.</summary>
internal static class GrowthReport
{
    // A machine's mood moves a figure by as much; a bend is more than that, and stays.
    private const double Bend = 1.3;

    public static IEnumerable<string> Lines(IReadOnlyList<Measurement> all)
    {
        List<Curve> curves = [.. all.GroupBy(one => one.Job).Select(job => new Curve(job.Key, [.. job.OrderBy(one => one.Events)]))];
        return
        [
            "Nanoseconds an event:",
            "",
            .. BySize(curves, (curve, i) => Figure(curve.Points[i].Nanoseconds)),
            "",
            "Slope of log time against log events, from the size before: 1 is linear.",
            "",
            .. BySize(curves, (curve, i) => i == 0 ? "" : curve.Points[i].SlopeFrom(curve.Points[i - 1]).ToString("0.00", CultureInfo.InvariantCulture)),
            "",
            string.Create(CultureInfo.InvariantCulture, $"A curve bends at the first size from which on every figure is at least {Bend} times the lowest. What a job works on is in the smallest cache that holds it."),
            "",
            .. Bends(curves),
            "",
            "Bytes an event to build, apart from the caller's own rows. The peak was looked for every millisecond: on the heap, and in the process as the system sees it.",
            "",
            .. Memory(curves),
            "",
            "Kilobytes a run allocates in all:",
            "",
            .. BySize([.. curves.Where(curve => curve.Points[0].Memory is null)], (curve, i) => Number(curve.Points[i].Allocated >> 10)),
        ];
    }

    private static IEnumerable<string> BySize(List<Curve> curves, Func<Curve, int, string> figure) =>
        Table(["events", .. curves.Select(curve => curve.Job)], curves[0].Points.Select((one, i) => (string[])[Number(one.Events), .. curves.Select(curve => figure(curve, i))]));

    private static IEnumerable<string> Bends(List<Curve> curves)
    {
        string[] homes = [.. Cache.All.Select(cache => $"in {cache.Name} ({Size(cache.Bytes)})"), "in memory"];
        return Table(
            ["job", .. homes.Select(home => $"ns/event {home}"), "lowest at", "bends at", "where it works on"],
            curves.Select(curve => (string[])
            [
                curve.Job, .. homes.Select((_, home) => Mean(curve.Points.Where(one => Home(one.WorksOn) == home))), Number(curve.Lowest.Events),
                curve.BendsAt(Bend) is { } bend ? Number(bend.Events) : "not",
                curve.BendsAt(Bend) is { } there ? $"{Size(there.WorksOn)}, {homes[Home(there.WorksOn)]}" : "",
            ]));
    }

    private static IEnumerable<string> Memory(List<Curve> curves) =>
        Table(
            ["job", "events", "caller's rows", "kept", "peak on the heap", "peak in the process", "allocated"],
            from curve in curves
            from one in curve.Points
            let memory = one.Memory
            where memory is not null
            select (string[])
            [
                one.Job, Number(one.Events), Each(one, memory.Input), Each(one, memory.Kept), Each(one, memory.Peak?.Heap), Each(one, memory.Peak?.Resident), Each(one, one.Allocated),
            ]);

    /// <summary>The number of the smallest cache that holds as much; one more than there are where none does.</summary>
    private static int Home(long bytes) => Cache.All.TakeWhile(cache => cache.Bytes < bytes).Count();

    private static string Mean(IEnumerable<Measurement> some) => some.Any() ? Figure(some.Average(one => one.Nanoseconds)) : "";

    private static string Each(Measurement one, long? bytes) => bytes is { } all ? Figure((double)all / one.Events) : "";

    private static IEnumerable<string> Table(string[] head, IEnumerable<string[]> rows) =>
        new[] { head, [.. head.Select((_, i) => i == 0 ? "---" : "--:")] }.Concat(rows).Select(cells => $"| {string.Join(" | ", cells)} |");

    private static string Figure(double number) => number.ToString("#,0.0", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):#,0.#} MB");

    /// <summary>A job at all sizes, the smallest first.</summary>
    private sealed record Curve(string Job, IReadOnlyList<Measurement> Points)
    {
        public Measurement Lowest => Points.MinBy(one => one.Nanoseconds)!;

        /// <summary>The first size from which on every figure is as many times the lowest.</summary>
        public Measurement? BendsAt(double times) =>
            Points.SkipWhile(one => one.Events <= Lowest.Events).Reverse().TakeWhile(one => one.Nanoseconds >= times * Lowest.Nanoseconds).LastOrDefault();
    }
}
