using NodaTime;

namespace Retention.Metrics.Modeling.Tests.Survival;

/// <summary>Who was watched through a whole period of tenure, and who left in it: asked of each customer's dates.</summary>
internal sealed class NaiveTenure
{
    public NaiveTenure(ObservationWindow window, TimelineSpellsTests.Life[] lives, int tenure)
    {
        Instant end = window.Until.AtStartOfDayInZone(window.Zone).ToInstant();
        foreach (TimelineSpellsTests.Life life in lives)
        {
            foreach ((Instant start, Instant? stop) in window.LaterSpells ? life.Spells : life.Spells[..1])
            {
                if (start < end)
                {
                    Count(window, Date(start), stop is { } at && at < end ? Date(at) : null, tenure);
                }
            }
        }

        LocalDate Date(Instant instant) => instant.InZone(window.Zone).Date;
    }

    public int AtRisk { get; private set; }

    public int Churned { get; private set; }

    private void Count(ObservationWindow window, LocalDate start, LocalDate? churn, int tenure)
    {
        if (window.From is { } opening && churn < opening)
        {
            return;
        }

        // A day is a period of its own; of a longer unit the first period also holds the day of the payment.
        bool daily = window.Unit == BillingInterval.Daily;
        bool startsIt = tenure == 0 || (tenure == 1 && !daily);
        LocalDate last = Plus(start, tenure, window.Unit);
        LocalDate first = startsIt ? start : Plus(start, tenure - 1, window.Unit).PlusDays(1);

        // Who paid first on the eve of the window counts as a newcomer.
        bool newcomer = window.From is not { } from || start.PlusDays(1) >= from;
        if (last < window.Until && (newcomer || first >= window.From) && (churn is null || churn >= first))
        {
            AtRisk++;
            Churned += churn <= last && (daily || tenure > 0) ? 1 : 0;
        }
    }

    private static LocalDate Plus(LocalDate start, int periods, BillingInterval unit) => unit.Unit switch
    {
        BillingUnit.Day => start.PlusDays(periods * unit.Count),
        BillingUnit.Week => start.PlusWeeks(periods * unit.Count),
        _ => start.PlusMonths(periods * unit.Count),
    };
}
