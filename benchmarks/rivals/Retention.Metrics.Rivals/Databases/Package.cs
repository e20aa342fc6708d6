using NodaTime;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Library;
using Retention.Metrics.Sql;

namespace Retention.Metrics.Rivals.Databases;

/// <summary>The jobs through Retention.Metrics.Sql: pushed into the database, or read from it.</summary>
internal sealed class Package
{
    private static readonly ReportingPeriods Periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    private readonly Engine engine;
    private readonly SqlLevels levels;
    private readonly SqlOrders orders;
    private LocalDate? lastDay;

    public Package(Engine engine, bool isChecked)
    {
        this.engine = engine;
        var database = new SqlDatabase(engine.Connection, engine.Dialect) { CommandTimeoutSeconds = 0 };
        levels = new SqlLevels(database, "subs", Currency.Eur, "customer_id", "subscription_id", SqlTime.Instant("ts"), SqlAmount.MinorUnits("mrr").Times(12)) { IsChecked = isChecked };
        orders = new SqlOrders(database, "orders", Currency.Eur, "customer_id", SqlTime.Instant("ts"), SqlAmount.MinorUnits("amount")) { IsChecked = isChecked };
    }

    // The hand-written text looks for it in its one scan; ours is told a day, and would look for it as anybody does.
    private LocalDate LastDay => lastDay ??= LocalDate.FromDateTime(engine.Rows("SELECT max(ts) FROM orders", reader => reader.GetDateTime(0))[0]);

    public IReadOnlyList<ResultRow> Pushed(Job job) => job switch
    {
        Job.J1 => OurAnswers.Rows(levels.RollForwardAsync(Periods).GetAwaiter().GetResult()),
        Job.J2 => OurAnswers.Rows(levels.CohortsAsync(Periods).GetAwaiter().GetResult()),
        Job.J3 => OurAnswers.Rows(orders.MetricsAsync(Periods).GetAwaiter().GetResult()),
        _ => OurAnswers.Rows<long>(orders.RfmAsync(DateTimeZone.Utc, LastDay).GetAwaiter().GetResult(), static id => (int)id),
    };

    /// <summary>The same from a timeline that is read; the time without the answer comes with it.</summary>
    public IReadOnlyList<ResultRow> Pulled(Job job, ExecutionOptions execution) => job.ReadsOrders() ? FromOrders(job, Orders(execution), execution) : FromLevels(job, Timeline(execution), execution);

    public RevenueTimeline Timeline(ExecutionOptions execution) => levels.ReadTimelineAsync(execution).GetAwaiter().GetResult();

    public OrderTimeline Orders(ExecutionOptions execution) => orders.ReadOrdersAsync(execution).GetAwaiter().GetResult();

    private static IReadOnlyList<ResultRow> FromLevels(Job job, RevenueTimeline timeline, ExecutionOptions execution) =>
        job == Job.J1 ? OurAnswers.Rows(Ours.J1Mem(timeline, execution)) : OurAnswers.Rows(Ours.J2Mem(timeline, execution));

    private static IReadOnlyList<ResultRow> FromOrders(Job job, OrderTimeline orders, ExecutionOptions execution) =>
        job == Job.J3 ? OurAnswers.Rows(Ours.J3Mem(orders, execution)) : OurAnswers.Rows<long>(Ours.J4Mem(orders, execution), static id => (int)id);
}
