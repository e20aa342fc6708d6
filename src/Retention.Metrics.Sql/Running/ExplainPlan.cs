using System.Data.Common;
using NodaTime;

namespace Retention.Metrics.Sql.Running;

/// <summary>The statement that names the customers behind a figure.</summary>
internal static class ExplainPlan
{
    public static async Task<IReadOnlyList<MrrContribution>> RunAsync(
        SqlRevenue source, RevenueFigure figure, ReportingPeriods periods, int index, MetricPolicy? policy, int count, long offset, CancellationToken cancellation)
    {
        MetricPolicy used = RollForwardPlans.Supported(policy);
        ReportingPeriod period = periods[index];
        await SourceCheck.RequireAsync(source, [], cancellation).ConfigureAwait(false);
        KeyKind kind = (await KeyKinds.OfAsync(source, [source.Customer], cancellation).ConfigureAwait(false))[0];
        SqlDialect dialect = source.Database.Dialect;
        Found found = Of(source, figure, period, periods.Zone, used);
        string statement = $"""
            {found.Text}
            SELECT {kind.Select(dialect, "customer_key")} AS customer_key, opening, closing, {found.Amount} AS amount, {dialect.BigInteger(found.CountTwice)} AS count_twice, last_at
            FROM rm_found
            WHERE {found.Condition}
            ORDER BY rm_found.customer_key, rm_found.last_at
            {dialect.Page(count, offset)}
            """;
        bool hasNoTime = figure is RevenueFigure.OpeningMrr or RevenueFigure.ClosingMrr or RevenueFigure.OpeningCustomers or RevenueFigure.ClosingCustomers
            or RevenueFigure.LostCustomers or RevenueFigure.CustomersAtRisk;
        return await source.Database.RunAsync(statement, "the customers behind the figure", reader => ReadAsync(reader, kind, period, source.Currency, hasNoTime, cancellation), cancellation).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<MrrContribution>> ReadAsync(DbDataReader reader, KeyKind kind, ReportingPeriod period, Currency currency, bool hasNoTime, CancellationToken cancellation)
    {
        var found = new List<MrrContribution>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            string customer = kind switch
            {
                KeyKind.Number => FormattableString.Invariant($"{reader.GetInt64(0)}"),
                KeyKind.Uuid => FormattableString.Invariant($"{reader.GetGuid(0)}"),
                _ => TextKeys.Read(reader, 0),
            };
            long opening = reader.GetInt64(1), closing = reader.GetInt64(2), amount = reader.GetInt64(3), twice = reader.GetInt64(4);
            Instant? at = hasNoTime ? null : Instant.FromUnixTimeTicks(reader.GetInt64(5) * 10);
            found.Add(new MrrContribution(
                period,
                customer,
                at,
                RecurringRevenue.FromAnnualMillionths(opening, currency),
                RecurringRevenue.FromAnnualMillionths(closing, currency),
                RecurringRevenue.FromAnnualMillionths(amount, currency),
                twice / 2m));
        }

        return found;
    }

    private static Found Of(SqlRevenue source, RevenueFigure figure, ReportingPeriod period, DateTimeZone zone, MetricPolicy policy)
    {
        var text = new SourceText(source, []);
        long[] bounds = [StepFunction.MicrosecondsOf(period.Start.ToUnixTimeTicks()), StepFunction.MicrosecondsOf(period.End.ToUnixTimeTicks())];
        StepFunction inPeriod = StepFunction.IndexOf(bounds);
        long? window = policy.ReactivationWindowDays is { } days ? days * NodaConstants.TicksPerDay / 10 : null;
        (string condition, string amount) = ConditionOf(figure);
        bool isMovement = figure is RevenueFigure.NewMrr or RevenueFigure.ReactivationMrr or RevenueFigure.ExpansionMrr or RevenueFigure.ContractionMrr or RevenueFigure.ChurnMrr;
        if (isMovement && policy.Netting != Netting.PerPeriod)
        {
            bool byDay = policy.Netting == Netting.PerDay;
            string steps = byDay
                ? text.Steps(bounds[1], (inPeriod, "period_no"), (StepFunction.IndexOf(RollForwardPlans.DaysOf(zone, period.Start, period.End)), "day_no"))
                : text.Steps(bounds[1], (inPeriod, "period_no"));
            return new Found($"{steps},\n{ExplainText.Moves(byDay, byDay ? "day_no" : "at_time", window)}", condition, amount, "2");
        }

        if (policy.CountsChurnAtPeriodEnds || figure is not (RevenueFigure.LostCustomers or RevenueFigure.CustomersAtRisk))
        {
            return new Found($"{text.Steps(bounds[1], (inPeriod, "period_no"))},\n{ExplainText.EndsOfPeriod(window)}", condition, amount, "2");
        }

        string counted = figure == RevenueFigure.LostCustomers ? LostTwice(policy) : AtRiskTwice(policy);
        amount = figure == RevenueFigure.LostCustomers ? "opening" : "closing";
        if (policy.ChurnDenominator != ChurnDenominator.EachDay)
        {
            return new Found($"{text.Steps(bounds[1], (inPeriod, "period_no"))},\n{ExplainText.Drops(days: null)}", $"{counted} > 0", amount, counted);
        }

        // The day in which the period begins belongs to the period before, unless it begins with the period.
        long[] starts = [.. StepFunction.BoundsOf(PeriodIndex.OverDays(zone, period.Start, period.End).Bounds).Where(start => start >= bounds[0] && start < bounds[1])];
        return new Found($"{text.Steps(bounds[1], (inPeriod, "period_no"), (StepFunction.Passed(starts), "day_no"))},\n{ExplainText.Drops(starts.Length)}", $"{counted} > 0", amount, counted);
    }

    private static string LostTwice(MetricPolicy policy)
    {
        string lost = policy.ChurnCounting switch
        {
            ChurnCounting.AtPeriodEnds => "CASE WHEN closing = 0 THEN 2 ELSE 0 END",
            ChurnCounting.DistinctCustomers => "CASE WHEN drops > 0 THEN 2 ELSE 0 END",
            _ => "2 * drops",
        };
        return $"CASE WHEN opening > 0{(policy.SamePeriodJoiners == SamePeriodJoiners.Counted ? " OR joins = 1" : "")} THEN {lost} ELSE 0 END";
    }

    private static string AtRiskTwice(MetricPolicy policy) => policy.ChurnDenominator switch
    {
        ChurnDenominator.StartPlusNew => "CASE WHEN opening > 0 OR joins = 1 THEN 2 ELSE 0 END",
        ChurnDenominator.Average => "CASE WHEN opening > 0 THEN 1 ELSE 0 END + CASE WHEN closing > 0 THEN 1 ELSE 0 END",
        ChurnDenominator.EachDay => "2 * active_days",
        _ => "CASE WHEN opening > 0 THEN 2 ELSE 0 END",
    };

    private static (string Condition, string Amount) ConditionOf(RevenueFigure figure) => figure switch
    {
        RevenueFigure.OpeningMrr or RevenueFigure.OpeningCustomers => ("opening > 0", "opening"),
        RevenueFigure.ClosingMrr or RevenueFigure.ClosingCustomers => ("closing > 0", "closing"),
        RevenueFigure.NewMrr or RevenueFigure.NewCustomers => ("opening = 0 AND closing > 0 AND returns = 0", "closing"),
        RevenueFigure.ReactivationMrr or RevenueFigure.ReactivatedCustomers => ("opening = 0 AND closing > 0 AND returns = 1", "closing"),
        RevenueFigure.ExpansionMrr or RevenueFigure.ExpandedCustomers => ("opening > 0 AND closing > opening", "closing - opening"),
        RevenueFigure.ContractionMrr or RevenueFigure.ContractedCustomers => ("closing > 0 AND closing < opening", "opening - closing"),
        RevenueFigure.ChurnMrr or RevenueFigure.ChurnedCustomers or RevenueFigure.LostCustomers => ("opening > 0 AND closing = 0", "opening"),
        RevenueFigure.CustomersAtRisk => ("opening > 0", "closing"),
        RevenueFigure.NeverRetainedCustomers => ("closing = 0 AND first_period = 0", "0"),

        // Rows of revenue in one currency know no pauses and no rates: nobody is behind these figures.
        _ => ("1 = 0", "0"),
    };

    /// <summary>What finds the customers.</summary>
    /// <param name="Text">The common table expressions, of which the last is rm_found.</param>
    /// <param name="Condition">Which of its rows are behind the figure.</param>
    /// <param name="Amount">What a row adds to a figure in money.</param>
    /// <param name="CountTwice">Twice what a row adds to a figure in customers.</param>
    private readonly record struct Found(string Text, string Condition, string Amount, string CountTwice);
}
