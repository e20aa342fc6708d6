using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

/// <summary>Examples of what many events are built, appended to and read with.</summary>
public sealed class LargeCohortExamples
{
    [Fact]
    public void AppendableTimeline_OfTwoNights()
    {
        #region xml: AppendableTimeline
        var yesterday = new AppendableTimeline<string, string>(Currency.Eur)
            .Append(["ada"], ["ada-1"], [Instant.FromUtc(2026, 1, 5, 0, 0)], [4900]);
        var today = yesterday.Append(["ada"], ["ada-1"], [Instant.FromUtc(2026, 2, 5, 0, 0)], [9900]);
        Show(today.Timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly);      // 99.00 EUR
        Show(yesterday.Timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly);  // 49.00 EUR
        #endregion
    }

    [Fact]
    public void History_AppendedTo()
    {
        #region xml: AppendableHistory
        var ada = Subscription.Of("ada");
        AppendableHistory yesterday = new AppendableHistory().Append([ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))]);
        AppendableHistory today = yesterday.Append([ada.Ends(Instant.FromUtc(2026, 2, 5, 0, 0), ChurnReason.Voluntary)]);
        Show(today.Timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly);      // 0.00 EUR
        Show(yesterday.Timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly);  // 49.00 EUR
        #endregion
    }

    [Fact]
    public void History_Built()
    {
        var contracts = new[] { (Customer: Guid.Empty, Number: 7L, From: Instant.FromUtc(2026, 1, 5, 0, 0), Until: (Instant?)Instant.FromUtc(2026, 2, 5, 0, 0), Monthly: 49m) };

        #region xml: SubscriptionHistoryBuilder
        var builder = new SubscriptionHistoryBuilder<Guid, long>();
        foreach (var contract in contracts)
        {
            builder.Started(contract.Customer, contract.Number, contract.From, RecurringPrice.Monthly(contract.Monthly, Currency.Eur));
            if (contract.Until is { } end)
            {
                builder.Ended(contract.Customer, contract.Number, end, ChurnReason.Voluntary);
            }
        }

        SubscriptionHistory history = builder.Build();
        #endregion

        Assert.Equal(2, history.Count);
    }

    [Fact]
    public void OrderHistoryBuilder_Type()
    {
        var sales = new[] { (Customer: Guid.Empty, At: Instant.FromUtc(2026, 1, 5, 0, 0), Total: 49m, Number: "1001") };

        #region xml: OrderHistoryBuilder
        var builder = new OrderHistoryBuilder<Guid>();
        foreach (var sale in sales)
        {
            builder.Add(sale.Customer, sale.At, Currency.Eur.Amount(sale.Total), sale.Number);
        }

        OrderHistory orders = builder.Build();
        #endregion

        Assert.Equal(49m, Assert.Single(orders).Amount.Amount);
    }

    [Fact]
    public void Execution_WithPatience()
    {
        RevenueTimeline timeline = TypeExamples.TwoCustomers();
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        double done = 0;
        IProgress<double> progressBar = new Listener(share => done = share);
        using var patience = new CancellationTokenSource();

        #region xml: ExecutionOptions
        var execution = new ExecutionOptions { Threads = 2, Cancellation = patience.Token, Progress = progressBar };
        RollForward rows = timeline.RollForward(quarter, execution: execution);
        #endregion

        Assert.Equal(3, rows.Count);
        Assert.Equal(1, done);
    }

    [Fact]
    public void RevenueReport_OfAQuarter()
    {
        RevenueTimeline timeline = TypeExamples.TwoCustomers();
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

        #region xml: RevenueReport
        RevenueReport report = timeline.Report(quarter);
        Show(report.RollForward[2].ClosingMrr.Monthly);   // 20.00 EUR
        Show(report.TrailingYear[2].NetRevenueRetention); // 0/0 = undefined
        Show(report.Cohorts[0].Size);                     // 2
        #endregion
    }

    [Fact]
    public void OrderReport_OfAMonth()
    {
        OrderTimeline orders = TypeExamples.TwoOrders();

        #region xml: OrderReport
        OrderReport report = orders.Report(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
        Show(report.Metrics[0].PurchaseFrequency.Value); // 2
        Show(report.Cohorts[0].Size);                    // 1
        Show(report.Rfm[0].RecencyDays);                 // 4
        #endregion
    }

    private sealed class Listener(Action<double> action) : IProgress<double>
    {
        public void Report(double value) => action(value);
    }
}
