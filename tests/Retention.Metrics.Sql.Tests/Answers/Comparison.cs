using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Answers;

/// <summary>One answer, by the engine in memory and by SQL.</summary>
internal sealed record AnswerPair(string Name, Func<object> Expected, Func<Task<object>> Actual);

/// <summary>The answers about one table, by the engine in memory and by SQL.</summary>
internal sealed class Comparison(RandomData data, SqlDatabase database)
{
    private readonly string[] attributes = data.Pick<string[]>([["set_no"], ["set_no"], ["plan", "country"], ["country", "set_no"]]);

    private static readonly RevenueFigure[] Movements =
        [RevenueFigure.NewMrr, RevenueFigure.ReactivationMrr, RevenueFigure.ExpansionMrr, RevenueFigure.ContractionMrr, RevenueFigure.ChurnMrr];

    private bool IsSegmented => Array.TrueForAll(attributes, attribute => data.Customers.Any(customer => customer.Attributes.ContainsKey(attribute)));

    public IEnumerable<AnswerPair> All()
    {
        // A check is one of the answers; the others are computed without it, so that no statement runs five times.
        SqlTable table = data.Random.Next(4) == 0 ? SqlTable.Select("SELECT * FROM facts -- all of them") : "facts";
        Currency currency = data.Currency;
        SqlLevels levels = new(database, table, currency, "customer", "subscription", data.Time("at"), data.Amount)
        {
            Sequence = data.HasSequence ? "seq" : null,
            CurrencyColumn = "currency",
        };
        SqlIntervals intervals = new(database, table, currency, "customer", data.Time("at"), data.Time("end"), data.Amount) { CurrencyColumn = "currency" };

        yield return new("check of levels", () => "", async () => string.Join("; ", (await levels.CheckAsync()).Findings));
        yield return new("check of intervals", () => "", async () => string.Join("; ", (await intervals.CheckAsync()).Findings));
        bool usesLevels = data.Random.Next(3) > 0;
        SqlRevenue revenue = usesLevels
            ? new SqlLevels(database, table, currency, "customer", "subscription", data.Time("at"), data.Amount) { Sequence = levels.Sequence, IsChecked = false }
            : new SqlIntervals(database, table, currency, "customer", data.Time("at"), data.Time("end"), data.Amount) { IsChecked = false };
        foreach (AnswerPair pair in Revenue(revenue, usesLevels ? OfLevels() : OfIntervals()))
        {
            yield return pair with { Name = (usesLevels ? "levels: " : "intervals: ") + pair.Name };
        }

        foreach (AnswerPair pair in Orders(new SqlOrders(database, table, currency, "customer", data.Time("at"), data.Amount) { IsChecked = false }, OfOrders()))
        {
            yield return pair with { Name = "orders: " + pair.Name };
        }
    }

    private IEnumerable<AnswerPair> Revenue(SqlRevenue source, RevenueTimeline timeline)
    {
        ReportingPeriods periods = data.Periods;
        MetricPolicy policy = data.RandomPolicy(), other = data.RandomPolicy();
        MetricPolicy windowed = MetricPolicy.Default with { ReactivationWindowDays = data.Pick([0, 1, 1, 2, 7, 30, 90]) };
        yield return new("roll-forward, default", () => timeline.RollForward(periods), async () => await source.RollForwardAsync(periods));
        yield return new("roll-forward, " + policy, () => timeline.RollForward(periods, policy), async () => await source.RollForwardAsync(periods, policy));
        yield return new("roll-forward, " + windowed, () => timeline.RollForward(periods, windowed), async () => await source.RollForwardAsync(periods, windowed));
        yield return new("roll-forward, " + other, () => timeline.RollForward(periods, other), async () => await source.RollForwardAsync(periods, other));
        yield return new("trailing year", () => timeline.TrailingYear(periods), async () => await source.TrailingYearAsync(periods));
        int days = data.Random.Next(1, 60);
        if (periods.Count <= 6)
        {
            yield return new($"trailing {days} days, {policy}", () => timeline.TrailingDays(periods, days, policy), async () => await source.TrailingDaysAsync(periods, days, policy));
        }

        Instant? asOf = data.Random.Next(2) == 0 ? null : data.RandomInstant();
        int? columns = data.Random.Next(2) == 0 ? null : data.Random.Next(1, periods.Count + 2);
        yield return new($"cohorts as of {asOf}, {columns} columns", () => timeline.Cohorts(periods, asOf, columns), async () => await source.CohortsAsync(periods, asOf, columns));
        if (IsSegmented)
        {
            Segmentation segmentation = Segmentation.By(data.Customers, attributes);
            SqlSegmented<SqlRevenue> segmented = source.By(attributes);
            yield return new("roll-forward by segment, " + policy, () => timeline.By(segmentation).RollForward(periods, policy), async () => await segmented.RollForwardAsync(periods, policy));
            yield return new("trailing days by segment", () => timeline.By(segmentation).TrailingDays(periods, days), async () => await segmented.TrailingDaysAsync(periods, days));
            yield return new("cohorts by segment", () => timeline.By(segmentation).Cohorts(periods, asOf, columns), async () => await segmented.CohortsAsync(periods, asOf, columns));
        }

        RevenueFigure figure = data.Pick(Enum.GetValues<RevenueFigure>());

        // Mostly a period in which something happens.
        Instant place = data.Rows.Length > 0 && data.Random.Next(3) > 0 ? data.Pick(data.Rows).At : periods[data.Random.Next(periods.Count)].Start;
        int period = Math.Clamp(periods.Count(one => one.Start <= place) - 1, 0, periods.Count - 1);
        yield return Behind(data.Pick([figure, RevenueFigure.NewMrr, RevenueFigure.ReactivationMrr, RevenueFigure.NewCustomers, RevenueFigure.ReactivatedCustomers]), windowed);
        yield return Behind(data.Pick(Movements), policy);
        yield return Behind(data.Pick([RevenueFigure.LostCustomers, RevenueFigure.CustomersAtRisk]), other);
        yield return Behind(data.Pick(Enum.GetValues<RevenueFigure>()), data.RandomPolicy());
        AnswerPair Behind(RevenueFigure figure, MetricPolicy policy) => new(
            $"contributions to {figure} in {periods[period]}, {policy}",
            () => Lines(timeline.Explain(periods, figure, policy).Where(one => one.Period == periods[period])),
            async () => Lines([.. await source.ExplainAsync(figure, periods, period, policy, count: 3), .. await source.ExplainAsync(figure, periods, period, policy, offset: 3)]));

        yield return new("timeline: changes", () => timeline.ToString(), async () => (await source.ReadTimelineAsync()).ToString());
        yield return new("timeline: roll-forward", () => timeline.RollForward(periods, policy), async () => (await source.ReadTimelineAsync()).RollForward(periods, policy));
    }

    private IEnumerable<AnswerPair> Orders(SqlOrders source, OrderTimeline timeline)
    {
        ReportingPeriods periods = data.Periods;
        yield return new("metrics", () => timeline.Metrics(periods), async () => await source.MetricsAsync(periods));
        yield return new("days between", () => timeline.DaysBetweenOrders(periods), async () => await source.DaysBetweenOrdersAsync(periods));
        int days = data.Random.Next(2) == 0 ? data.Pick([1, 2, 7, 30]) : data.Random.Next(1, 90);

        // Often the end of the days after an order.
        Instant? asOf = data.Random.Next(3) switch
        {
            0 => null,
            1 when data.Rows.Length > 0 => data.Pick(data.Rows).At + Duration.FromDays(days),
            _ => data.RandomInstant(),
        };
        int? columns = data.Random.Next(2) == 0 ? null : data.Random.Next(1, periods.Count + 2);
        yield return new($"cohorts as of {asOf}, {columns} columns", () => timeline.Cohorts(periods, asOf, columns), async () => await source.CohortsAsync(periods, asOf, columns));
        Instant known = asOf ?? periods.End;
        yield return new($"repeat within {days}", () => timeline.RepeatWithin(periods, days, known), async () => await source.RepeatWithinAsync(periods, days, known));
        LocalDate end = data.RandomInstant().InZone(data.Zone).Date;
        yield return new($"RFM to {end}", () => timeline.Rfm(data.Zone, end), async () => await source.RfmAsync(data.Zone, end));
        if (IsSegmented)
        {
            Segmentation segmentation = Segmentation.By(data.Customers, attributes);
            SqlSegmented<SqlOrders> segmented = source.By(attributes);
            yield return new("metrics by segment", () => timeline.By(segmentation).Metrics(periods), async () => await segmented.MetricsAsync(periods));
            yield return new("days between by segment", () => timeline.By(segmentation).DaysBetweenOrders(periods), async () => await segmented.DaysBetweenOrdersAsync(periods));
            yield return new("cohorts by segment", () => timeline.By(segmentation).Cohorts(periods, asOf, columns), async () => await segmented.CohortsAsync(periods, asOf, columns));
            yield return new($"repeat within {days} by segment", () => timeline.By(segmentation).RepeatWithin(periods, days, known), async () => await segmented.RepeatWithinAsync(periods, days, known));
            yield return new($"RFM to {end} by segment", () => timeline.By(segmentation).Rfm(data.Zone, end), async () => await segmented.RfmAsync(data.Zone, end));
        }

        yield return new("timeline: metrics", () => timeline.Metrics(periods), async () => (await source.ReadOrdersAsync()).Metrics(periods));
    }

    private static string Lines(IEnumerable<MrrContribution> contributions) => string.Join('\n', contributions.Select(one => one.ToString()).Order(StringComparer.Ordinal));

    private RevenueTimeline OfLevels()
    {
        var builder = new RevenueTimelineBuilder<string, string>(data.Currency);
        foreach (DataRow row in data.Levels)
        {
            builder.Add(row.Customer, row.Subscription, row.At, row.MonthlyCents);
        }

        return builder.Build();
    }

    private RevenueTimeline OfIntervals() => data.Rows.Length == 0
        ? new RevenueTimelineBuilder<string, string>(data.Currency).Build()
        : RevenueTimeline.FromIntervals(data.Rows.Select(row => new RevenueInterval(row.Customer, row.At, row.End, RecurringRevenue.PerMonth(data.Currency.MinorAmount(row.MonthlyCents)))));

    private OrderTimeline OfOrders()
    {
        var builder = new OrderTimelineBuilder<string>(data.Currency);
        foreach (DataRow row in data.Rows)
        {
            // The amount of a row is that of a year, as the source says: an order has twelve times the monthly cents.
            builder.Add(row.Customer, row.At, row.MonthlyCents * 12);
        }

        return builder.Build();
    }
}
