using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class WhatItCostsExamples
{
    [Fact]
    public void AcquisitionCost_Each()
    {
        #region xml: AcquisitionCost.PerCustomerWon
        Show(AcquisitionCost.PerCustomerWon(spending: Currency.Eur.Amount(30000), customers: 60)); // 500.00 EUR
        #endregion

        #region xml: AcquisitionCost.PerCustomerKept
        Show(AcquisitionCost.PerCustomerKept(spending: Currency.Eur.Amount(93000), customers: 930)); // 100.00 EUR
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaOverSixMonthChurn()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;

        #region xml: CustomerLifetimeValue.ArpaOverSixMonthChurn of a roll-forward
        RollForward months = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2025, 9)).To(new YearMonth(2026, 3)));
        Show(CustomerLifetimeValue.ArpaOverSixMonthChurn(months, month: 6)); // 1500.00 EUR: 62.50 over a mean of 1/24
        #endregion
    }

    [Fact]
    public void LifetimeValueAndCost_OfARow()
    {
        RollForwardRow march = FiveCustomers.March;

        #region xml: CustomerLifetimeValue.ArpaTimesLifetime of a row
        Show(CustomerLifetimeValue.ArpaTimesLifetime(march, lifetimeMonths: 24)); // 1500.00 EUR
        #endregion

        #region xml: CustomerLifetimeValue.ArpaOverCustomerChurn of a row
        Show(CustomerLifetimeValue.ArpaOverCustomerChurn(march)); // 187.50 EUR: 62.50 over 1 of 3
        #endregion

        #region xml: CustomerLifetimeValue.ArpaOverRevenueChurn of a row
        Show(CustomerLifetimeValue.ArpaOverRevenueChurn(march)); // 250.00 EUR: 62.50 over a quarter
        #endregion

        #region xml: CustomerLifetimeValue.Discounted of a row
        Show(CustomerLifetimeValue.Discounted(march, monthlyDiscount: 0.01m)); // 183.86 EUR
        #endregion

        #region xml: AcquisitionCost.PerCustomerWon of a row
        Show(AcquisitionCost.PerCustomerWon(spending: Currency.Eur.Amount(75), march)); // 75.00 EUR: Eve; Dee came back
        #endregion

        #region xml: AcquisitionCost.PerCustomerKept of a row
        Show(AcquisitionCost.PerCustomerKept(spending: Currency.Eur.Amount(45), march)); // 22.50 EUR: Ada and Bo
        #endregion

        #region xml: AcquisitionCost.LifetimeValueTo of averages
        Show(AcquisitionCost.LifetimeValueTo(CustomerLifetimeValue.ArpaOverCustomerChurn(march), AcquisitionCost.PerCustomerWon(Currency.Eur.Amount(75), march)).Value); // 2.5
        #endregion

        #region xml: AcquisitionCost.MonthsToRecover of a row
        Show(AcquisitionCost.MonthsToRecover(AcquisitionCost.PerCustomerWon(Currency.Eur.Amount(75), march), march, margin: 0.8m).Value); // 1.5
        #endregion
    }

    [Fact]
    public void WhatIf_Type()
    {
        #region xml: WhatIf
        var asNow = new WhatIf(Currency.Eur.Amount(10_000m), startingCustomers: 100m) { CustomerChurn = 0.05m, RevenueChurn = 0.05m };
        WhatIf better = asNow with { CustomerChurn = 0.04m, RevenueChurn = 0.04m };
        Show(Projection.Of(asNow, periods: 12)[^1].ClosingMrr);  // 5403.60 EUR
        Show(Projection.Of(better, periods: 12)[^1].ClosingMrr); // 6127.10 EUR
        #endregion
    }

    [Fact]
    public void WhatIf_From()
    {
        RollForward year = FiveCustomers.Year;

        #region xml: WhatIf.From
        WhatIf? asNow = WhatIf.From(year);
        Show(asNow?.StartingMrr);   // 250.00 EUR
        Show(asNow?.CustomerChurn); // 0.0487…: 2 of the 41 at the start of the twelve months
        #endregion
    }

    [Fact]
    public void Projection_Type()
    {
        #region xml: Projection
        var asNow = new WhatIf(Currency.Eur.Amount(10_000m), startingCustomers: 100m) { CustomerChurn = 0.05m, RevenueChurn = 0.05m };
        Projection year = Projection.Of(asNow, periods: 12);
        Show(year[0].ClosingMrr);        // 9500.00 EUR
        Show(year[^1].ClosingCustomers); // 54.0360…
        Show(year.Revenue);              // 89629.78 EUR
        #endregion
    }

    [Fact]
    public void InitiativeReturn_Type()
    {
        #region xml: InitiativeReturn
        var asNow = new WhatIf(Currency.Eur.Amount(10_000m), startingCustomers: 100m) { CustomerChurn = 0.05m, RevenueChurn = 0.05m };
        var cost = new InitiativeCost(OneOff: Currency.Eur.Amount(1_000m), PerPeriod: Currency.Eur.Amount(100m));
        InitiativeReturn worth = InitiativeReturn.Of(asNow, asNow.ChurnTimes(0.8m), periods: 12, cost);
        Show(worth.Gain);            // 5256.33 EUR
        Show(worth.Net);             // 3056.33 EUR
        Show(worth.Return.Value);    // 1.3892…
        Show(worth.BreakEvenPeriod); // 7
        #endregion
    }

    [Fact]
    public void RevenueConcentration_Type()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        RollForwardRow march = FiveCustomers.March;

        #region xml: RevenueConcentration
        RevenueConcentration two = timeline.ConcentrationAt(march.Period.End, largest: 2);
        Show(two.Share.Value);         // 0.7: 175 of 250
        Show(two.Largest[0].Customer); // ada
        #endregion
    }

    [Fact]
    public void LostRevenue_Type()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        ReportingPeriods months = FiveCustomers.Year.Periods;

        #region xml: LostRevenue
        LostRevenue lost = timeline.LostRevenue(months, LifetimeValuation.MrrTimesMonths(24));
        Show(lost.ChurnMrr);               // 100.00 EUR/month
        Show(lost.Churned[0].Customer);    // dee
        Show(lost.ChurnedLifetimeValue);   // 2400.00 EUR
        Show(lost.Contracted[0].Customer); // bo
        #endregion
    }

    [Fact]
    public void LifetimeValuation_Type()
    {
        #region xml: LifetimeValuation
        var byPlan = new LifetimeValuation("MRR × 36, or 12 below 50 EUR", loss => loss.Before.Monthly * (loss.Before.Monthly.Amount < 50m ? 12m : 36m));
        #endregion

        LostRevenue lost = FiveCustomers.Timeline.LostRevenue(FiveCustomers.Year.Periods, byPlan);
        Assert.Equal([60m * 36m, 40m * 12m], lost.Churned.Select(loss => loss.LifetimeValue?.Amount));
    }
}
