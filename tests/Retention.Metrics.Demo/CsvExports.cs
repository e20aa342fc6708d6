#region csv-exports
using Retention.Metrics.Csv;
#endregion

namespace DocumentedCode;

public sealed class CsvExports
{
    [Fact]
    public void Export()
    {
        #region csv-exports
        var options = new CsvImportOptions { Export = ExportFormat.StripeSubscriptions };
        SubscriptionImport stripe = CsvImport.Subscriptions("stripe-subscriptions.csv", options).RequireValid();
        Console.WriteLine(stripe.Export!.Title);                  // Stripe's subscriptions export
        Console.WriteLine(string.Join(", ", stripe.LeftOut));     // 1 by the rule "Status incomplete_expired"
        Console.WriteLine(string.Join(", ", stripe.Mentions[0].Ids));  // sub_2
        #endregion
    }
}
