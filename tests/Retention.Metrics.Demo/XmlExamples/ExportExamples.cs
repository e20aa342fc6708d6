using Retention.Metrics;
using Retention.Metrics.Csv;

namespace DocumentedCode.XmlExamples;

public sealed class ExportExamples
{
    [Fact]
    public void ExportFormat_Stripe()
    {
        #region xml: ExportFormat
        var options = new CsvImportOptions { Export = ExportFormat.StripeSubscriptions };
        SubscriptionImport import = CsvImport.Subscriptions("stripe-subscriptions.csv", options);
        #endregion

        Assert.Equal(4, import.RequireValid().Rows.Used);
    }

    [Fact]
    public void DateFormat_Pattern()
    {
        #region xml: DateFormat
        var options = new CsvImportOptions { DateFormat = DateFormat.Parse("dd-MMM-yyyy") };
        #endregion

        Assert.Equal("dd-MMM-yyyy", options.DateFormat!.Name);
    }

    [Fact]
    public void RowRule_Several()
    {
        #region xml: RowRule
        var options = new CsvImportOptions
        {
            Rules =
            [
                RowRule.Where("Status in active,past_due,canceled"),
                RowRule.Of("paid", ["subscription_status", "last_payment_date"], cells => cells[0] != "on-hold" || cells[1] != ""),
            ],
        };
        #endregion

        Assert.Equal(["Status in active,past_due,canceled", "paid"], options.Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void CellPart_Before()
    {
        #region xml: CellPart
        var options = new CsvImportOptions
        {
            Columns = new Dictionary<string, string> { ["customer_id"] = "Order Number" },
            Parts = new Dictionary<string, CellPart> { ["customer_id"] = CellPart.Before("..") },
        };
        #endregion

        Assert.Single(options.Parts);
    }

    [Fact]
    public void CustomerAliases_Of()
    {
        #region xml: CustomerAliases
        var options = new CsvImportOptions { Aliases = CustomerAliases.Of(new Dictionary<string, string> { ["cus_8231"] = "acme" }) };
        #endregion

        Assert.Equal(1, options.Aliases!.Count);
    }
}
