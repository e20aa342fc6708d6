using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>Computes what a subscription pays over time from the lines of its invoices.</summary>
/// <param name="zone">The zone of the calendar that measures periods.</param>
/// <param name="joinGap">By how much two periods may miss each other, or overlap, and still follow each other.</param>
/// <param name="dataEnd">The end of the data: a subscription with a last period that ends after it does not end; <see langword="null"/> where each ends.</param>
internal sealed class InvoiceLevels(DateTimeZone zone, Duration joinGap, Instant? dataEnd)
{
    private readonly LevelSweep sweep = new(dataEnd);

    /// <summary>The levels of one subscription, or what is wrong with its lines.</summary>
    /// <param name="lines">The lines, none twice and none over no time; they are sorted.</param>
    public (List<BilledLevel> Levels, BilledProblem? Problem) Of(List<BilledLine> lines)
    {
        lines.Sort(BilledLine.Compare);
        foreach (BilledLine line in lines)
        {
            if (ProblemOf(line) is { } problem)
            {
                return ([], problem);
            }
        }

        try
        {
            return LevelsOf(lines);
        }
        catch (OverflowException)
        {
            return ([], new BilledProblem(FindingKind.PriceOverflow, "a year of what is charged does not fit; it must be below 9,223,372,036,854.775807", [.. lines.Select(line => line.Place).Order()]));
        }
    }

    private (List<BilledLevel> Levels, BilledProblem? Problem) LevelsOf(List<BilledLine> lines)
    {
        List<ChargedPeriod> periods = [.. lines.Where(line => !line.IsProration).Select(line => new ChargedPeriod(line, line.Price(zone)))];
        var starts = new PeriodStarts(periods);
        foreach (ChargedPeriod period in periods)
        {
            // A period that misses the next by no more than the join gap, or overlaps it by no more, ends where the next starts.
            period.End = starts.NextOf(period, joinGap) ?? period.End;
        }

        if (lines.Exists(line => line.IsProration))
        {
            periods.AddRange(new ProrationChanges(periods, starts, zone, joinGap).Of(lines));
        }

        return sweep.Levels(periods);
    }

    private BilledProblem? ProblemOf(BilledLine line)
    {
        const decimal MostAmount = 10_000_000_000_000m;
        if (line.End < line.Start)
        {
            return new BilledProblem(
                FindingKind.EndBeforeStart,
                FormattableString.Invariant($"the period of a line starts at {Iso(line.Start)}, and it ends before, at {Iso(line.End)}; an end is exclusive and must not lie before the start"),
                [line.Place]);
        }

        if (Math.Abs(line.Amount.Amount) >= MostAmount)
        {
            return new BilledProblem(FindingKind.PriceOverflow, FormattableString.Invariant($"the line at {Iso(line.Start)}: the amount {line.Amount.Amount} does not fit; it must be below 9,223,372,036,854.775807"), [line.Place]);
        }

        return line.IsProration ? null : PriceProblemOf(line);
    }

    private BilledProblem? PriceProblemOf(BilledLine line)
    {
        try
        {
            return line.Price(zone).Problem(discount: null) is { } problem
                ? new BilledProblem(SubscriptionHistory.KindOf(problem.Kind), $"the line at {Iso(line.Start)}: {problem.Message}", [line.Place])
                : null;
        }
        catch (OverflowException)
        {
            return new BilledProblem(FindingKind.PriceOverflow, FormattableString.Invariant($"the line from {Iso(line.Start)} to {Iso(line.End)}: a year of {line.Amount.InFull} for each such period does not fit; it must be below 9,223,372,036,854.775807"), [line.Place]);
        }
    }

    private static string Iso(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
