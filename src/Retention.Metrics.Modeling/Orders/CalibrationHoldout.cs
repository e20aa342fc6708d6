using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling;

/// <summary>What one customer of the calibration period did in the holdout period.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Purchases">The days with an order, all of them repeat purchases.</param>
/// <param name="Spend">Their amount together.</param>
public readonly record struct HoldoutPurchases(CustomerId Customer, int Purchases, decimal Spend)
{
    /// <summary>The mean amount of a purchase; null where there was none.</summary>
    public double? MeanValue => Purchases == 0 ? null : (double)Spend / Purchases;

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(HoldoutPurchases), PrintMembers);
}

/// <summary>Orders split at a day: a summary to fit to, and what the same customers did after it.</summary>
/// <remarks>
/// Customers who first buy in the holdout period are in neither part; <see cref="NewInHoldout"/> counts them. The length of the holdout is
/// counted in exact local days whatever the unit.
/// </remarks>
public sealed class CalibrationHoldout
{
    private CalibrationHoldout(PurchaseSummary calibration, LocalDate end, double length, ImmutableArray<HoldoutPurchases> holdout, int newInHoldout)
    {
        Calibration = calibration;
        End = end;
        Length = length;
        Holdout = holdout;
        NewInHoldout = newInHoldout;
    }

    /// <summary>The summary up to the last day of calibration.</summary>
    public PurchaseSummary Calibration { get; }

    /// <summary>What the customers of the calibration period did after it, in the same order.</summary>
    public ImmutableArray<HoldoutPurchases> Holdout { get; }

    /// <summary>The last day of the holdout period, inclusive.</summary>
    public LocalDate End { get; }

    /// <summary>The length of the holdout period in the summary's unit.</summary>
    public double Length { get; }

    /// <summary>The number of customers with their first order in the holdout period.</summary>
    public int NewInHoldout { get; }

    /// <summary>Splits orders.</summary>
    /// <param name="purchases">The orders, in any order.</param>
    /// <param name="calibrationEnd">The last day of calibration, inclusive; the holdout begins on the next day.</param>
    /// <param name="holdoutEnd">The last day of the holdout, inclusive.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>The two parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The holdout would end before it begins.</exception>
    public static CalibrationHoldout Of(IEnumerable<Purchase> purchases, LocalDate calibrationEnd, LocalDate holdoutEnd, ModelUnit unit) =>
        Of(PurchaseTimeline.Of(purchases), DateTimeZone.Utc, calibrationEnd, holdoutEnd, unit);

    /// <summary>Splits the orders of a timeline.</summary>
    /// <param name="orders">The orders, with cancelled ones and refunds treated by the timeline's policy.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="calibrationEnd">The last day of calibration, inclusive; the holdout begins on the next day.</param>
    /// <param name="holdoutEnd">The last day of the holdout, inclusive.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>The two parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The holdout would end before it begins.</exception>
    public static CalibrationHoldout Of(
        OrderTimeline orders, DateTimeZone zone, LocalDate calibrationEnd, LocalDate holdoutEnd, ModelUnit unit)
    {
        if (holdoutEnd <= calibrationEnd)
        {
            throw new ArgumentOutOfRangeException(
                nameof(holdoutEnd),
                holdoutEnd,
                string.Create(CultureInfo.InvariantCulture, $"The holdout ends after the calibration, {LocalDatePattern.Iso.Format(calibrationEnd)}."));
        }

        PurchaseSummary calibration = PurchaseSummary.Of(orders, zone, calibrationEnd, unit);
        ImmutableArray<CustomerPurchases> all = PurchaseSummary.Of(orders, zone, holdoutEnd, unit).Customers;
        var rows = new List<HoldoutPurchases>(calibration.Customers.Length);
        int at = 0;
        foreach (CustomerPurchases before in calibration.Customers)
        {
            // Both are in the order of ids, and every customer of the first is in the second.
            while (all[at].Customer != before.Customer)
            {
                at++;
            }

            rows.Add(new HoldoutPurchases(before.Customer, all[at].Frequency - before.Frequency, all[at].RepeatSpend - before.RepeatSpend));
        }

        double length = Period.DaysBetween(calibrationEnd, holdoutEnd) / PurchaseSummary.LengthOf(unit);
        return new CalibrationHoldout(calibration, holdoutEnd, length, [.. rows], all.Length - calibration.Customers.Length);
    }

    /// <summary>How many customers there are, and how long the holdout is.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{Holdout.Length} customers, {Length} after the calibration, {NewInHoldout} new");
}
