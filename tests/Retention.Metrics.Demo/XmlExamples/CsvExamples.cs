using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Csv;

namespace DocumentedCode.XmlExamples;

public sealed class CsvExamples
{
    [Fact]
    public void CsvImport_Subscriptions()
    {
        #region xml: CsvImport
        SubscriptionImport import = CsvImport.Subscriptions("subscriptions.csv");
        RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
        #endregion

        Assert.Equal(3, timeline.CustomerCount);
    }

    [Fact]
    public void CsvImportOptions_All()
    {
        #region xml: CsvImportOptions
        var options = new CsvImportOptions
        {
            Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"],
            Currency = Currency.Eur,
            Columns = new Dictionary<string, string> { ["ordered_at"] = "date" },
        };
        #endregion

        Assert.Equal("date", options.Columns["ordered_at"]);
    }
}
