using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Retention.Metrics.Calendars;
using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling;

/// <summary>One week of a tracking table.</summary>
/// <param name="Number">The week, 1 for the first.</param>
/// <param name="First">Its first day.</param>
/// <param name="Last">Its last day, inclusive; the last week may be cut off by the end of the table.</param>
/// <param name="IsHoldout">Whether it lies after the calibration.</param>
/// <param name="Actual">The repeat purchases made in it.</param>
/// <param name="Expected">The repeat purchases expected in it.</param>
/// <param name="CumulativeActual">The repeat purchases made up to its end.</param>
/// <param name="CumulativeExpected">The repeat purchases expected up to its end.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PurchaseTracking.Of")]
public sealed record TrackingWeek(
    int Number, LocalDate First, LocalDate Last, bool IsHoldout, long Actual, double Expected, long CumulativeActual, double CumulativeExpected) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(TrackingWeek), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("week", (long?)Number);
        json.Add("first", First);
        json.Add("last", Last);
        json.Add("isHoldout", IsHoldout);
        json.Add("actual", (long?)Actual);
        json.Add("expected", Expected);
        json.Add("cumulativeActual", (long?)CumulativeActual);
        json.Add("cumulativeExpected", CumulativeExpected);
    }
}

/// <summary>Repeat purchases week by week, made and expected, through calibration and holdout: the plot that a purchase model is judged by.</summary>
/// <remarks>
/// <para><b>Formula:</b> the customers are those who first bought by the end of calibration. Expected up to a day = Σ E[X(day − first day)] over
/// those who had bought by it, of the model alone: no customer's own history is used. Expected in a week is the difference of two weeks' ends.</para>
/// <para><b>Unit:</b> purchases (days with an order, the first not counted). Weeks are seven local days, counted from the end of calibration
/// backwards and forwards, so that no week is in both.</para>
/// <para><b>Undefined:</b> nowhere; a table of no customers has zeros.</para>
/// <para><b>Cost:</b> one pass over the orders, and one expectation per distinct age of a week's end.</para>
/// <para><b>Source:</b> Fader, Hardie and Lee (2005), “Counting Your Customers” the Easy Way, figures 2 and 3; the tracking plots of R's BTYD.</para>
/// </remarks>
/// <example><code>
/// PurchaseTracking tracking = PurchaseTracking.Of(
///     new BgNbd(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, ModelUnit.Week),
///     [new("ada", new(2026, 1, 5), 30m), new("ada", new(2026, 1, 19), 50m), new("bo", new(2026, 1, 6), 20m), new("bo", new(2026, 2, 20), 20m)],
///     calibrationEnd: new LocalDate(2026, 2, 1),
///     end: new LocalDate(2026, 3, 1));
/// tracking.Weeks[2].CumulativeActual; // 1: one repeat purchase by 25 January
/// tracking.Weeks[^1].CumulativeExpected; // 0.702…
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PurchaseTracking.Of")]
public sealed class PurchaseTracking : IJsonAnswer
{
    private const int DaysOfAWeek = 7;
    private const int MostWeeks = 10_000;

    private PurchaseTracking(LocalDate calibrationEnd, int customers, ImmutableArray<TrackingWeek> weeks)
    {
        CalibrationEnd = calibrationEnd;
        Customers = customers;
        Weeks = weeks;
    }

    /// <summary>The last day of calibration, inclusive.</summary>
    public LocalDate CalibrationEnd { get; }

    /// <summary>The customers who first bought by the end of calibration.</summary>
    public int Customers { get; }

    /// <summary>The weeks, from that of the first purchase on.</summary>
    public ImmutableArray<TrackingWeek> Weeks { get; }

    /// <summary>The repeat purchases made after the calibration.</summary>
    public long HoldoutActual => Weeks.Where(week => week.IsHoldout).Sum(week => week.Actual);

    /// <summary>The repeat purchases expected after the calibration.</summary>
    public double HoldoutExpected => Weeks.Where(week => week.IsHoldout).Sum(week => week.Expected);

    /// <summary>Tracks orders, in any order.</summary>
    /// <param name="model">A model fitted to the calibration period; its unit is a length of time.</param>
    /// <param name="purchases">The orders.</param>
    /// <param name="calibrationEnd">The last day of calibration, inclusive.</param>
    /// <param name="end">The last day of the table, inclusive.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The table would end before the calibration does, or hold more than 10,000 weeks.</exception>
    /// <exception cref="ArgumentException">The unit of the model is not a length of time, or an amount is negative or has more than six decimals.</exception>
    public static PurchaseTracking Of(IPurchaseModel model, IEnumerable<Purchase> purchases, LocalDate calibrationEnd, LocalDate end) =>
        Of(model, PurchaseTimeline.Of(purchases), DateTimeZone.Utc, calibrationEnd, end);

    /// <summary>Tracks the orders of a timeline.</summary>
    /// <param name="model">A model fitted to the calibration period; its unit is a length of time.</param>
    /// <param name="orders">The orders, with cancelled ones and refunds treated by the timeline's policy.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="calibrationEnd">The last day of calibration, inclusive.</param>
    /// <param name="end">The last day of the table, inclusive.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The table would end before the calibration does, or hold more than 10,000 weeks.</exception>
    /// <exception cref="ArgumentException">The unit of the model is not a length of time.</exception>
    public static PurchaseTracking Of(IPurchaseModel model, OrderTimeline orders, DateTimeZone zone, LocalDate calibrationEnd, LocalDate end)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(zone);
        double length = PurchaseSummary.LengthOf(model.Unit);
        if (end < calibrationEnd)
        {
            throw new ArgumentOutOfRangeException(nameof(end), end, FormattableString.Invariant($"The table must end at or after the calibration, {calibrationEnd:uuuu'-'MM'-'dd}."));
        }

        PurchaseDays days = PurchaseDays.Of(orders, zone, calibrationEnd, end);
        if (days.FirstDays.Count == 0)
        {
            return new PurchaseTracking(calibrationEnd, 0, []);
        }

        if ((LocalDays.NumberOf(end) - days.FirstDays.Keys.First()) / DaysOfAWeek >= MostWeeks)
        {
            throw new ArgumentOutOfRangeException(nameof(end), end, FormattableString.Invariant($"The table must end within {MostWeeks:N0} weeks of the first purchase."));
        }

        return new PurchaseTracking(calibrationEnd, days.FirstDays.Values.Sum(), [.. WeeksOf(model, days, calibrationEnd, end, length)]);
    }

    private static IEnumerable<TrackingWeek> WeeksOf(IPurchaseModel model, PurchaseDays days, LocalDate calibration, LocalDate lastDay, double length)
    {
        (int calibrationEnd, int end) = (LocalDays.NumberOf(calibration), LocalDays.NumberOf(lastDay));
        int firstDay = days.FirstDays.Keys.First();
        int weeksBefore = (calibrationEnd - firstDay + DaysOfAWeek) / DaysOfAWeek;
        var expectation = new Dictionary<int, double>();
        (long cumulative, double expectedBefore) = (0, 0.0);
        int number = 1;
        for (int start = calibrationEnd + 1 - (weeksBefore * DaysOfAWeek); start <= end; start += DaysOfAWeek, number++)
        {
            int last = Math.Min(end, start + DaysOfAWeek - 1);
            long actual = 0;
            for (int day = start; day <= last; day++)
            {
                actual += days.Repeats.GetValueOrDefault(day);
            }

            cumulative += actual;
            double expected = 0.0;
            foreach ((int first, int customers) in days.FirstDays)
            {
                if (first > last)
                {
                    break;
                }

                if (!expectation.TryGetValue(last - first, out double one))
                {
                    expectation.Add(last - first, one = model.ExpectedPurchasesOfNewCustomer((last - first) / length));
                }

                expected += customers * one;
            }

            yield return new TrackingWeek(
                number, calibration.PlusDays(start - calibrationEnd), calibration.PlusDays(last - calibrationEnd), start > calibrationEnd, actual, expected - expectedBefore, cumulative, expected);
            expectedBefore = expected;
        }
    }

    /// <summary>What came in the holdout, and what was expected.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{Weeks.Length} weeks of {Customers} customers; after {CalibrationEnd:uuuu'-'MM'-'dd} {HoldoutActual} repeat purchases, {HoldoutExpected:0.0} expected");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("calibrationEnd", CalibrationEnd);
        json.Add("customers", (long?)Customers);
        json.Add("holdoutActual", (long?)HoldoutActual);
        json.Add("holdoutExpected", HoldoutExpected);
        json.AddAll("weeks", Weeks);
    }
}
