using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Rivals.Facts;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Library;
using Retention.Metrics.Rivals.Measuring;
using Retention.Metrics.Rivals.Outside;

namespace Retention.Metrics.Rivals.Tests;

/// <summary>A file of facts must say what the log says from which it was written.</summary>
public sealed class FactFilesTests(SmallData small) : IClassFixture<SmallData>
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    [Theory]
    [InlineData("Intervals")]
    [InlineData("Events")]
    public void SubscriptionFacts_GiveTheRollForwardOfTheLog(string kindName)
    {
        FactKind kind = Enum.Parse<FactKind>(kindName);
        long rows = FactFiles.Write(small.Data, kind);

        SubscriptionImport import = CsvImport.Subscriptions(FactFiles.PathOf(small.Data, kind)).RequireValid();
        RollForward answer = RevenueTimeline.FromHistory(import.History).RollForward(Months);

        Assert.Equal(rows, import.Rows.Read);
        Assert.Null(Agreement.Difference(Expected(Job.J1), OurAnswers.Rows(answer)));
    }

    [Fact]
    public void OrderFacts_GiveTheMetricsOfTheOrders()
    {
        long rows = FactFiles.Write(small.Data, FactKind.Orders);

        OrderImport import = CsvImport.Orders(FactFiles.PathOf(small.Data, FactKind.Orders)).RequireValid();
        OrderMetrics answer = OrderTimeline.FromHistory(import.History).Metrics(Months);

        Assert.Equal(rows, import.Rows.Read);
        Assert.Null(Agreement.Difference(Expected(Job.J3), OurAnswers.Rows(answer)));
    }

    [Fact]
    public void ToolAnswer_ReadsTheColumnsByName()
    {
        const string Csv = "currency,period,revenue,orders,uniqueCustomers,averageOrderValue,purchaseFrequency,returningCustomerRate\nEUR,2022-01,120.50,3,2,40.1666666667,1.5,\n";

        ResultRow row = Assert.Single(ToolAnswer.Read(FactKind.Orders, Csv));

        Assert.Equal([202_201, 3, 12_050, 2], row.Integers);
        Assert.Equal(1.5, row.Ratios[1]);
        Assert.Null(row.Ratios[2]);
    }

    private IReadOnlyList<ResultRow> Expected(Job job)
    {
        var assignment = new Assignment(small.Data, job, Mode.Mem, 1);
        using IContestant linq = Programs.Here(RivalNames.Linq, small.Logs).Prepare(assignment);
        return linq.Run().Rows;
    }
}
