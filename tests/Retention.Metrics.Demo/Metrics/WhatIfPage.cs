using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class WhatIfPage
{
    [Fact]
    public void Example()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        RollForward year = FiveCustomers.Year;
        RollForwardRow march = FiveCustomers.March;

        #region what-if
        ReportingPeriods lastMonth = ReportingCalendar.Months(DateTimeZone.Utc).Containing(march.Period.Start);
        WhatIf asNow = WhatIf.From(timeline.RollForward(lastMonth))!;
        Projection quarter = Projection.Of(asNow, periods: 3);

        Console.WriteLine(asNow.RevenueChurn);            // 0.2: 40 of 200
        Console.WriteLine(quarter[0].ChurnMrr);           // 50.00 EUR: a fifth of 250
        Console.WriteLine(quarter[2].ClosingMrr);         // 359.33 EUR
        Console.WriteLine(quarter[2].ClosingCustomers);   // 5.4074…
        Console.WriteLine(quarter.Revenue);               // 925.79 EUR
        #endregion

        #region what-if-price
        Console.WriteLine(Projection.Of(asNow with { PriceChange = 0.1m }, periods: 3)[0].PriceMrr);  // 21.25 EUR: a tenth of the 212.50 that stay
        Console.WriteLine(Projection.Of(asNow.AcquisitionTimes(0.5m), periods: 3)[2].ClosingMrr);     // 256.43 EUR
        #endregion

        #region what-if-worth
        WhatIf goesOn = WhatIf.From(year)!;
        var cost = new InitiativeCost(OneOff: Currency.Eur.Amount(50m), PerPeriod: Currency.Eur.Amount(5m));
        InitiativeReturn worth = InitiativeReturn.Of(goesOn, goesOn.ChurnTimes(0.5m), periods: 12, cost, margin: 0.8m);

        Console.WriteLine(worth.Gain);             // 277.52 EUR
        Console.WriteLine(worth.TotalCost);        // 110.00 EUR
        Console.WriteLine(worth.Net);              // 167.52 EUR
        Console.WriteLine(worth.Return.Value);     // 1.5228…
        Console.WriteLine(worth.BreakEvenPeriod);  // 7
        #endregion

        #region what-if-pitfall
        Console.WriteLine(asNow.CustomerChurn);   // 0.3333…: one of three, in March
        Console.WriteLine(goesOn.CustomerChurn);  // 0.0487…: two of the 41 at the start of the twelve months
        #endregion

        Assert.Equal(
            [
                ("250.00 EUR", "80.00 EUR", "25.00 EUR", "12.50 EUR", "50.00 EUR", "292.50 EUR", "271.25 EUR"),
                ("292.50 EUR", "80.00 EUR", "29.25 EUR", "14.62 EUR", "58.50 EUR", "328.62 EUR", "310.56 EUR"),
                ("328.62 EUR", "80.00 EUR", "32.86 EUR", "16.43 EUR", "65.72 EUR", "359.33 EUR", "343.98 EUR"),
            ],
            from row in quarter
            select ($"{row.OpeningMrr}", $"{row.AcquiredMrr}", $"{row.ExpansionMrr}", $"{row.ContractionMrr}", $"{row.ChurnMrr}", $"{row.ClosingMrr}", $"{row.Revenue}"));
    }
}
