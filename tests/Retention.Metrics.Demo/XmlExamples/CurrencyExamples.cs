using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Csv;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class CurrencyExamples
{
    [Fact]
    public void ExchangeRateTable_All()
    {
        #region xml: ExchangeRateTable
        var rates = ExchangeRateTable.Create([new(new LocalDate(2026, 1, 1), Currency.Usd, Currency.Eur, 0.8m)]);
        Show(rates.Rate(Currency.Usd, Currency.Eur, Instant.FromUtc(2026, 1, 15, 0, 0))); // 0.8
        Show(rates.Rate(Currency.Eur, Currency.Usd, Instant.FromUtc(2026, 1, 15, 0, 0))); // 1.25
        #endregion
    }

    [Fact]
    public void ExchangeRateImport_Read()
    {
        File.WriteAllText("eurofxref-hist.csv", "Date,USD\n2026-01-02,1.25\n");
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(50m, Currency.Usd))];
        ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

        #region xml: ExchangeRateImport
        ExchangeRateTable rates = ExchangeRateImport.Read("eurofxref-hist.csv").RequireValid().Rates;
        RollForward january = MultiCurrencyTimeline.FromHistory(history).RollForward(periods, Currency.Eur, rates);
        #endregion

        Assert.Equal(40m, january[0].ClosingMrr.Monthly.Amount);
    }
}
