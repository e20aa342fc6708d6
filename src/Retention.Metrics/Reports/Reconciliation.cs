using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Reports;

namespace Retention.Metrics;

/// <summary>What another system says that a customer pays a month, at the end of a month.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Month">The month.</param>
/// <param name="Mrr">The monthly recurring revenue at the end of the month.</param>
[JsonConverter(typeof(StatedMrrJsonConverter))]
public readonly record struct StatedMrr(CustomerId Customer, YearMonth Month, Money Mrr)
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(StatedMrr), PrintMembers);
}

/// <summary>The likely cause of a difference.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<DifferenceCause>))]
public enum DifferenceCause
{
    /// <summary>One minor unit of the currency: an amount was rounded otherwise.</summary>
    Rounding,

    /// <summary>The customer pays in another currency.</summary>
    Currency,

    /// <summary>The other system does not know the customer.</summary>
    MissingInTheirs,

    /// <summary>The history does not know the customer.</summary>
    MissingInOurs,

    /// <summary>A change near the end of the month falls into the other month in another time zone.</summary>
    TimeZone,

    /// <summary>The customer is in a trial.</summary>
    Trial,

    /// <summary>A payment has failed, and the two disagree on whether its revenue counts.</summary>
    PastDue,

    /// <summary>The two disagree on whether a discount is subtracted.</summary>
    Discount,

    /// <summary>A subscription is on pause, and the two disagree on whether its revenue counts.</summary>
    Pause,

    /// <summary>A cancellation was requested that has not taken effect, and the two disagree on whether its revenue counts.</summary>
    Cancellation,

    /// <summary>None of the others.</summary>
    Unexplained,
}

/// <summary>What a customer pays in one currency at the end of a month, by the history and by the other system.</summary>
/// <param name="Month">The month.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Ours">By the history.</param>
/// <param name="Theirs">By the other system.</param>
/// <param name="Cause">The likely cause of the difference; <see langword="null"/> where both agree.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("Reconciliation.Of")]
public sealed record ReconciliationRow(YearMonth Month, CustomerId Customer, Money Ours, Money Theirs, DifferenceCause? Cause) : IJsonAnswer
{
    /// <summary>Theirs less ours.</summary>
    public Money Difference => Theirs - Ours;

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{Customer} in {YearMonthPattern.Iso.Format(Month)}: ours {Ours}, theirs {Theirs}, {Cause?.ToString() ?? "no difference"}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("month", Month);
        json.Add("customer", Customer);
        json.Add("currency", Ours.Currency);
        json.Add("oursMrr", Ours);
        json.Add("theirsMrr", Theirs);
        json.Add("differenceMrr", Difference);
        json.Add("cause", Cause);
    }
}

/// <summary>The customers of a month with one cause, or those where both sides agree, in one currency.</summary>
/// <param name="Month">The month.</param>
/// <param name="Cause">The cause; <see langword="null"/> where both sides agree.</param>
/// <param name="Customers">How many customers there are.</param>
/// <param name="Ours">What they pay by the history.</param>
/// <param name="Theirs">What they pay by the other system.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("Reconciliation.Of")]
public sealed record ReconciliationTotal(YearMonth Month, DifferenceCause? Cause, int Customers, Money Ours, Money Theirs) : IJsonAnswer
{
    /// <summary>Theirs less ours.</summary>
    public Money Difference => Theirs - Ours;

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{YearMonthPattern.Iso.Format(Month)}, {Cause?.ToString() ?? "no difference"}: {Customers} customers, ours {Ours}, theirs {Theirs}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("month", Month);
        json.Add("currency", Ours.Currency);
        json.Add("cause", Cause);
        json.Add("customers", Customers);
        json.Add("oursMrr", Ours);
        json.Add("theirsMrr", Theirs);
        json.Add("differenceMrr", Difference);
    }
}

/// <summary>A history compared with the figures of another system, customer by customer and month by month.</summary>
/// <remarks>
/// <para><b>Formula:</b> difference = theirs − ours, of amounts at the end of the month, rounded half-even to minor units. Each difference has exactly one cause, the first that explains it: the
/// customer or the currency is missing on a side; else theirs is what the history says at an instant within 14 hours of the end of the month, or under another policy of discounts, past due
/// payments, pauses or cancellations; else the customer is in a trial. The differences of the causes add up to the difference of the totals.</para>
/// <para><b>Unit:</b> money a month, in each currency.</para>
/// <para><b>Cost:</b> a timeline for each policy that is tried, and a search for each customer and month.</para>
/// </remarks>
/// <example><code>
/// SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 2, 1, 3, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
/// StatedMrr[] theirs = [new("ada", new YearMonth(2026, 1), Currency.Eur.Amount(49m))];
/// Reconciliation.Of(history, theirs, DateTimeZone.Utc).Rows[0].Cause; // TimeZone
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("Reconciliation.Of")]
public sealed class Reconciliation : IJsonAnswer
{
    private Reconciliation(IReadOnlyList<ReconciliationRow> rows)
    {
        Rows = rows;
        Totals =
        [
            .. rows.GroupBy(row => (row.Month, row.Cause, row.Ours.Currency))
                .OrderBy(group => group.Key.Month).ThenBy(group => group.Key.Currency.Code, StringComparer.Ordinal).ThenBy(group => group.Key.Cause is null ? -1 : (int)group.Key.Cause)
                .Select(group => new ReconciliationTotal(group.Key.Month, group.Key.Cause, group.Count(), Sum(group.Select(row => row.Ours)), Sum(group.Select(row => row.Theirs)))),
        ];
    }

    /// <summary>Every customer who pays by either side, by month, then by customer, then by currency.</summary>
    public IReadOnlyList<ReconciliationRow> Rows { get; }

    /// <summary>The same summed up by month, currency and cause; those where both sides agree come first.</summary>
    public IReadOnlyList<ReconciliationTotal> Totals { get; }

    /// <summary>Compares a history with stated amounts in the months that they are of.</summary>
    /// <remarks>By the other system a customer without an amount in a month, or with a blank one, pays 0 in it.</remarks>
    /// <param name="history">The history, of any number of currencies.</param>
    /// <param name="theirs">The stated amounts, one for each customer, month and currency.</param>
    /// <param name="zone">The zone in which months begin and end.</param>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    /// <param name="hint">A likely cause that the history does not know, such as a coupon that an export names; asked where nothing else explains a difference.</param>
    /// <exception cref="ArgumentException">A customer has two amounts in one month and currency.</exception>
    public static Reconciliation Of(
        SubscriptionHistory history, IReadOnlyList<StatedMrr> theirs, DateTimeZone zone, MetricPolicy? policy = null, Func<CustomerId, DifferenceCause?>? hint = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(zone);
        var stated = new Dictionary<(YearMonth Month, CustomerId Customer, Currency Currency), Money>();
        foreach (StatedMrr one in theirs)
        {
            if (!stated.TryAdd((one.Month, one.Customer, one.Mrr.Currency), one.Mrr.Rounded))
            {
                throw new ArgumentException(FormattableString.Invariant($"Customer {one.Customer} has two amounts in {one.Mrr.Currency} in {one.Month:uuuu'-'MM}; expected one."), nameof(theirs));
            }
        }

        var causes = new DifferenceCauses(history, policy ?? MetricPolicy.Default, theirs, hint);
        var rows = new List<ReconciliationRow>();
        foreach (YearMonth month in theirs.Select(one => one.Month).Distinct().Order())
        {
            Instant end = ReportingCalendar.Months(zone).Containing(month.OnDayOfMonth(1))[0].End;
            Dictionary<(CustomerId, Currency), Money> ours = causes.Revenue.At(end);
            IEnumerable<(CustomerId Customer, Currency Currency)> keys = ours.Keys.Union(stated.Keys.Where(key => key.Month == month).Select(key => (key.Customer, key.Currency)));
            foreach ((CustomerId customer, Currency currency) in keys.OrderBy(key => key.Customer).ThenBy(key => key.Currency.Code, StringComparer.Ordinal))
            {
                Money own = ours.GetValueOrDefault((customer, currency), Money.Zero(currency)), other = stated.GetValueOrDefault((month, customer, currency), Money.Zero(currency));
                if (own.Amount != 0m || other.Amount != 0m)
                {
                    rows.Add(new ReconciliationRow(month, customer, own, other, own == other ? null : causes.Of(customer, own, other, end)));
                }
            }
        }

        return new Reconciliation(rows);
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate((one, other) => one + other);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.AddAll("totals", Totals);
        json.AddAll("rows", Rows);
    }

    /// <summary>How many figures there are, and how many differ.</summary>
    public override string ToString() => FormattableString.Invariant($"{Rows.Count} figures, {Rows.Count(row => row.Cause is not null)} differ");
}
