using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Enough rows that the pass is split among threads.</summary>
public sealed class ManyCustomers
{
    private const int Rows = 900_000;

    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).From(new YearMonth(2024, 1)).To(new YearMonth(2025, 12));

    [Fact(Skip = ManyRows.LeftOut, SkipUnless = nameof(ManyRows.AreRead), SkipType = typeof(ManyRows))]
    public void Threads_ChangeNoFigure()
    {
        (int[] customers, Instant[] at, long[] amounts) = Columns();
        RevenueTimeline timeline = RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, customers, at, amounts);
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, customers, at, amounts);

        Assert.Equal(timeline.Cohorts(Months, execution: ExecutionOptions.Sequential), timeline.Cohorts(Months, execution: new ExecutionOptions { Threads = 8 }));
        Assert.Equal(orders.Cohorts(Months, execution: ExecutionOptions.Sequential), orders.Cohorts(Months, execution: new ExecutionOptions { Threads = 8 }));
        Assert.Equal(timeline.RollForward(Months)[^1].ClosingCustomers, timeline.Cohorts(Months).Sum(cohort => cohort[Months.Count - 1 - Months.ToList().IndexOf(cohort.Period!)]!.Customers));
    }

    [Fact(Skip = ManyRows.LeftOut, SkipUnless = nameof(ManyRows.AreRead), SkipType = typeof(ManyRows))]
    public void CancelledPass_Stops()
    {
        (int[] customers, Instant[] at, long[] amounts) = Columns();
        var cancelled = new ExecutionOptions { Cancellation = new CancellationToken(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => OrderTimeline.FromColumns<int>(Currency.Eur, customers, at, amounts).Cohorts(Months, execution: cancelled));
    }

    private static (int[] Customers, Instant[] At, long[] Amounts) Columns()
    {
        // Fixed strides, coprime to the lengths they run over, scatter customers and months without chance.
        int[] customers = [.. Enumerable.Range(0, Rows).Select(row => (int)(row * 7_919L % 300_007))];
        Instant[] at = [.. Enumerable.Range(0, Rows).Select(row => Months.Start + Duration.FromMinutes(row) + Duration.FromDays(customers[row] % 90))];
        long[] amounts = [.. Enumerable.Range(0, Rows).Select(row => row % 11 == 3 ? 0 : (row % 17) * 100L)];
        return (customers, at, amounts);
    }
}
