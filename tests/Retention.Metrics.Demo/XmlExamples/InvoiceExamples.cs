using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Csv;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class InvoiceExamples
{
    [Fact]
    public void InvoiceRevenue_All()
    {
        #region xml: InvoiceRevenue
        InvoiceLine[] lines =
        [
            new("ada", "sub-1", Instant.FromUtc(2026, 1, 5, 0, 0), Instant.FromUtc(2026, 2, 5, 0, 0), Currency.Eur.Amount(60m)),
            new("ada", "sub-1", Instant.FromUtc(2026, 2, 5, 0, 0), Instant.FromUtc(2026, 3, 5, 0, 0), Currency.Eur.Amount(60m)),
        ];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(InvoiceRevenue.Create(lines));
        Show(timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly); // 60.00 EUR
        Show(timeline.MrrAt(Instant.FromUtc(2026, 4, 1, 0, 0)).Monthly); // 0.00 EUR
        #endregion
    }

    [Fact]
    public void Reconciliation_All()
    {
        #region xml: Reconciliation
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 2, 1, 3, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
        StatedMrr[] theirs = [new("ada", new YearMonth(2026, 1), Currency.Eur.Amount(49m))];
        Show(Reconciliation.Of(history, theirs, DateTimeZone.Utc).Rows[0].Cause); // TimeZone
        #endregion
    }

    [Fact]
    public void MrrTableImport_Read()
    {
        File.WriteAllText("mrr-per-subscriber.csv", "Customer ID,Currency,2026-03\nada,EUR,49.00\n");
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 2, 1, 3, 0), RecurringPrice.Monthly(49m, Currency.Eur))];

        #region xml: MrrTableImport
        IReadOnlyList<StatedMrr> theirs = MrrTableImport.Read("mrr-per-subscriber.csv").RequireValid().Amounts;
        Reconciliation march = Reconciliation.Of(history, theirs, DateTimeZone.Utc);
        #endregion

        Assert.Null(march.Rows[0].Cause);
    }
}
