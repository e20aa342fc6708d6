#region simulated-business
using Retention.Metrics;
using Retention.Metrics.Testing;
#endregion

namespace DocumentedCode.Testing;

public sealed class SimulatorPage
{
    [Fact]
    public void WhatIsPutIn_IsMeasured()
    {
        #region simulated-business
        var parameters = new BusinessParameters
        {
            OpeningCustomers = 5000,
            CustomersPerMonth = 150,
            Months = 24,
            MonthlyChurn = 0.03m,
            MonthlyExpansion = 0.02m,
            SeveralSubscriptions = 0.1m,
        };
        var business = new SimulatedBusiness(parameters, seed: 7);
        RollForward months = business.Timeline().RollForward(business.Months);

        Ratio churn = months.Select(month => month.CustomerChurnRate).Aggregate((all, month) => all.Pool(month));
        Console.WriteLine(business);                             // 8600 customers over 24 months from 2024-01, seed 7
        Console.WriteLine(churn.Value is > 0.0285m and < 0.0315m); // True: 3 % within what chance allows
        #endregion
    }

    [Fact]
    public void TwoOutputs_OneBusiness()
    {
        #region simulated-outputs
        var business = new SimulatedBusiness(new BusinessParameters { Months = 12, OrdersPerMonth = 0.4m }, seed: 7);

        SubscriptionHistory facts = business.History();        // every kind of event, with ids and late recordings
        RevenueTimeline rows = business.Timeline();            // the same from rows that were never objects
        Console.WriteLine(RevenueTimeline.FromHistory(facts).RollForward(business.Months).Equals(rows.RollForward(business.Months)));  // True
        Console.WriteLine(OrderTimeline.FromHistory(business.OrderHistory()).OrderCount == business.OrderTimeline().OrderCount);                // True
        #endregion
    }

    [Fact]
    public void Ranges()
    {
        #region simulated-ranges
        var business = new SimulatedBusiness(new BusinessParameters { CustomersPerMonth = 500 }, seed: 7);
        int half = business.CustomerCount / 2;

        long[] parts = new long[2];
        Parallel.For(0, 2, part => parts[part] = business.Levels(part * half, half).Sum(row => row.MonthlyMinorUnits));
        Console.WriteLine(parts.Sum() == business.Levels().Sum(row => row.MonthlyMinorUnits));  // True: any thread may make any customers
        #endregion
    }

    [Fact]
    public void LateNews()
    {
        #region simulated-late
        var business = new SimulatedBusiness(new BusinessParameters { LateEvents = 0.3m, MonthlyChurn = 0.1m }, seed: 7);
        SubscriptionHistory history = business.History();

        ReportingPeriod month = business.Months[11];
        RevenueTimeline then = RevenueTimeline.FromHistory(history.AsKnownAt(month.End).History);
        Console.WriteLine(then.MrrAt(month.End) == RevenueTimeline.FromHistory(history).MrrAt(month.End));  // False: news of that month was still to come
        #endregion
    }

    [Fact]
    public void Seasons()
    {
        #region simulated-season
        var parameters = new BusinessParameters
        {
            CustomersPerMonth = 40,
            MonthlyGrowth = 0.01m,
            Seasonality = Seasonality.Of(2, 1, 1, 1, 1, 0.5m, 0, 0.5m, 1, 1, 1, 2),
        };
        var business = new SimulatedBusiness(parameters, seed: 7);
        RollForward months = business.Timeline().RollForward(business.Months);
        Console.WriteLine(months[0].NewCustomers);  // 80: January brings twice as many
        Console.WriteLine(months[6].NewCustomers);  // 0: July brings nobody
        #endregion
    }
}
