using System.Data.Common;
using NodaTime;

namespace Retention.Metrics.Sql.Running;

/// <summary>The statement that names the customers behind a figure.</summary>
internal static class ExplainPlan
{
    public static async Task<IReadOnlyList<MrrContribution>> RunAsync(SqlRevenue source, RevenueFigure figure, ReportingPeriod period, MetricPolicy policy, int count, long offset, CancellationToken cancellation)
    {
        if (policy.Netting != Netting.PerPeriod || !policy.CountsChurnAtPeriodEnds)
        {
            throw new NotSupportedException(FormattableString.Invariant($"The customers behind a figure are named with netting per period and churn counted at the ends of a period, not under {policy}. Read the timeline instead."));
        }

        (string condition, string amount) = ConditionOf(figure);
        await SourceCheck.RequireAsync(source, [], cancellation).ConfigureAwait(false);
        KeyKind kind = (await KeyKinds.OfAsync(source, [source.Customer], cancellation).ConfigureAwait(false))[0];
        SqlDialect dialect = source.Database.Dialect;
        long[] bounds = [StepFunction.MicrosecondsOf(period.Start.ToUnixTimeTicks()), StepFunction.MicrosecondsOf(period.End.ToUnixTimeTicks())];
        long? window = policy.ReactivationWindowDays is { } days ? days * NodaConstants.TicksPerDay / 10 : null;
        string statement = $"""
            {new SourceText(source, []).Steps(bounds[1], (StepFunction.IndexOf(bounds), "period_no"))},
            {RollForwardText.EndsOfPeriod(window)}
            SELECT {kind.Select(dialect, "customer_key")} AS customer_key, opening, closing, {amount} AS amount, last_at
            FROM rm_ends_of_period
            WHERE {condition}
            ORDER BY rm_ends_of_period.customer_key
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
                _ => reader.GetString(0),
            };
            long opening = reader.GetInt64(1), closing = reader.GetInt64(2), amount = reader.GetInt64(3);
            Instant? at = hasNoTime ? null : Instant.FromUnixTimeTicks(reader.GetInt64(4) * 10);
            found.Add(new MrrContribution(period, customer, at, new RecurringRevenue(opening, currency), new RecurringRevenue(closing, currency), new RecurringRevenue(amount, currency)));
        }

        return found;
    }

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
}
