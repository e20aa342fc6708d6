using NodaTime;

namespace Retention.Metrics.Modeling.Survival;

/// <summary>Reads spells from the columns of a timeline.</summary>
internal sealed class TimelineSpells
{
    private readonly RevenueTimeline timeline;
    private readonly ObservationWindow window;
    private readonly TenureClock clock;
    private readonly long endTicks;
    private readonly int lastDay;
    private readonly int dayBefore;

    public TimelineSpells(RevenueTimeline timeline, ObservationWindow window)
    {
        this.timeline = timeline;
        this.window = window;
        clock = new TenureClock(window.Unit);
        endTicks = StartOfDay.Of(window.Until, window.Zone).ToInstant().ToUnixTimeTicks();
        lastDay = TenureClock.NumberOf(window.Until) - 1;
        dayBefore = window.From is { } from ? TenureClock.NumberOf(from) - 1 : int.MinValue;
    }

    /// <summary>A spell of the customer at a position of the columns.</summary>
    public readonly record struct Row(int Customer, int Number, int StartDay, int Entry, int Exit, bool Churned)
    {
        public LocalDate Start => TenureClock.DateOf(StartDay);

        public Spell ToSpell() => Churned ? Spell.ChurnedAt(Exit, Entry) : Spell.OpenAt(Exit, Entry);
    }

    /// <summary>Reads the spells of each customer, in time.</summary>
    /// <param name="inOrder">Whether customers come in the order in which lists name them; sorting them takes time.</param>
    public IEnumerable<Row> Read(bool inOrder = false)
    {
        if (timeline.FirstChange is not { } first || first.ToUnixTimeTicks() >= endTicks)
        {
            yield break;
        }

        var days = new LocalDays(window.Zone, first, Instant.FromUnixTimeTicks(endTicks));
        RevenueColumns columns = timeline.Columns;
        foreach (int customer in inOrder ? timeline.CustomersInOrder : Enumerable.Range(0, timeline.CustomerCount))
        {
            int number = 0, start = 0;
            long before = 0;
            for (int row = columns.Offsets[customer]; row < columns.Offsets[customer + 1] && columns.Time[row] < endTicks; row++)
            {
                long level = columns.Level[row];
                if (before == 0 && level > 0)
                {
                    number++;
                    start = days.Of(columns.Time[row]);
                }
                else if (before > 0 && level == 0 && Observe(customer, number, start, days.Of(columns.Time[row])) is { } ended)
                {
                    yield return ended;
                }

                before = level;
                if (level == 0 && number > 0 && !window.LaterSpells)
                {
                    break;
                }
            }

            if (before > 0 && Observe(customer, number, start, churnDay: null) is { } open)
            {
                yield return open;
            }
        }
    }

    /// <summary>What the window shows of a spell; null where it shows nothing.</summary>
    private Row? Observe(int customer, int number, int start, int? churnDay)
    {
        // Someone who paid before the window is at risk from the first period on that lies in it whole. Who started on its
        // eve enters at 0 like a newcomer: only churn on that very day could tell them apart.
        int entry = start <= dayBefore ? clock.Covering(start, dayBefore) : 0;
        int watched = clock.Completed(start, lastDay);
        int exit = watched;
        bool churned = false;
        if (churnDay is { } day)
        {
            if (day <= dayBefore)
            {
                return null;
            }

            // Leaving counts in the period it ends; in a period not yet over, those who stay do not count either.
            int period = clock.CountsDays ? day - start : Math.Max(1, clock.Covering(start, day));
            churned = period <= watched;
            exit = churned ? period : watched;
        }

        return entry == 0 || entry < exit ? new Row(customer, number, start, entry, exit, churned) : null;
    }
}
