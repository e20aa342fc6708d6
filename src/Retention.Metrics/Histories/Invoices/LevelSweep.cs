using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>Adds up the prices that are charged at the same time. Not thread-safe.</summary>
/// <param name="dataEnd">The end of the data: the end of the last price is left out where it is later; <see langword="null"/> where every price ends.</param>
internal sealed class LevelSweep(Instant? dataEnd)
{
    private readonly RunningPeriods running = new();

    /// <summary>The total after each instant at which it changes.</summary>
    /// <remarks><b>Cost:</b> O(n log n) for n prices, and the names of products where several are charged together.</remarks>
    /// <param name="periods">The prices with their intervals.</param>
    public (List<BilledLevel> Levels, BilledProblem? Problem) Levels(List<ChargedPeriod> periods)
    {
        _ = periods.RemoveAll(period => period.End <= period.Start);
        ChargedPeriod[] byStart = [.. periods.OrderBy(period => period.Start)];
        int[] byEnd = [.. Enumerable.Range(0, byStart.Length).OrderBy(number => byStart[number].End)];
        Instant? last = byEnd.Length > 0 ? byStart[byEnd[^1]].End : null;
        var levels = new List<BilledLevel>();
        RecurringPrice? before = null;
        running.Clear();
        for (int begun = 0, ended = 0; ended < byEnd.Length;)
        {
            // Of all that end and start at an instant, the last that starts has its place, else the last that ends.
            int place = 0;
            Instant at = byStart[byEnd[ended]].End;
            at = begun < byStart.Length ? Instant.Min(at, byStart[begun].Start) : at;
            if (at == last && at > dataEnd)
            {
                // The subscription goes on: its next invoice is not in the data.
                break;
            }

            for (; ended < byEnd.Length && byStart[byEnd[ended]].End == at; ended++)
            {
                place = byStart[byEnd[ended]].Place;
                running.Remove(byEnd[ended]);
            }

            for (; begun < byStart.Length && byStart[begun].Start == at; begun++)
            {
                place = byStart[begun].Place;
                running.Add(byStart[begun]);
            }

            (RecurringPrice? total, string? problem) = running.Total();
            if (problem is not null)
            {
                return ([], new BilledProblem(FindingKind.NegativePrice, $"{problem} at {InstantPattern.ExtendedIso.Format(at)}", running.Places()));
            }

            if (total != before)
            {
                levels.Add(new BilledLevel(at, total, place));
                before = total;
            }
        }

        return (levels, null);
    }
}
