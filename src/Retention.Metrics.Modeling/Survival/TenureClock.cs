using NodaTime;

namespace Retention.Metrics.Modeling.Survival;

/// <summary>Counts periods from a local day on: the k-th ends k periods later, on the same day of the month where there is one.</summary>
internal sealed class TenureClock
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    // A period is either so many days or so many months; the other is 0.
    private readonly int days;
    private readonly int months;

    public TenureClock(BillingInterval unit)
    {
        int daysInUnit = unit.Unit switch { BillingUnit.Day => 1, BillingUnit.Week => 7, _ => 0 };
        int monthsInUnit = unit.Unit switch { BillingUnit.Month => 1, BillingUnit.Quarter => 3, BillingUnit.Year => 12, _ => 0 };
        days = daysInUnit * unit.Count;
        months = monthsInUnit * unit.Count;
    }

    /// <summary>Whether each day is a period of its own, so that leaving on the first is a tenure of 0.</summary>
    public bool CountsDays => days == 1;

    public static LocalDate DateOf(int dayNumber) => Epoch.PlusDays(dayNumber);

    public static int NumberOf(LocalDate date) => Period.DaysBetween(Epoch, date);

    /// <summary>Whole periods from one day to another that have ended on or before it.</summary>
    public int Completed(int start, int day)
    {
        if (days > 0)
        {
            return (day - start) / days;
        }

        // The anniversary of the 31st may fall on a shorter month's last day, so the division can be one short.
        LocalDate from = DateOf(start), to = DateOf(day);
        int periods = (((to.Year - from.Year) * 12) + to.Month - from.Month) / months;
        return from.PlusMonths(periods * months) <= to ? periods : periods - 1;
    }

    /// <summary>The first period that ends on or after a day.</summary>
    public int Covering(int start, int day)
    {
        int completed = Completed(start, day);
        return EndsOn(start, completed, day) ? completed : completed + 1;
    }

    private bool EndsOn(int start, int periods, int day) => days > 0
        ? start + (periods * days) == day
        : DateOf(start).PlusMonths(periods * months) == DateOf(day);
}
