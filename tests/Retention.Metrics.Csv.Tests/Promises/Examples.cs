using System.Text;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Samples, with what is read from small files.</summary>
internal static class Examples
{
    private const string Orders = "order_id,customer_id,ordered_at,amount\no1,ada,2026-01-05,20.00\n";

    private static readonly CsvImportOptions InEuro = new() { Currency = Currency.Eur };

    public static Samples Known()
    {
        SubscriptionImport import = CsvImport.Subscriptions(
            File("subscription_id,customer_id,start_date,end_date,monthly_amount\ns-1,ada,2026-01-01,,49.00\ns-1,ada,2026-01-01,,49.00\ns-2,bo,2026-01-01,2026-03-01,much\ns-3,cy,2026-03-01,2026-01-01,20.00\n"), InEuro);
        return new Samples
        {
            [typeof(SubscriptionImport)] = import,
            [typeof(CsvImportResult)] = import,
            [typeof(OrderImport)] = CsvImport.Orders(File(Orders), InEuro),
            [typeof(OrderTimelineImport)] = CsvImport.OrderTimeline(File(Orders), InEuro),
            [typeof(ActivityImport)] = CsvImport.Activities(File("customer_id,at\nada,2026-01-01\n")),
            [typeof(TimelineImport)] = CsvImport.Levels(File("subscription_id,customer_id,at,monthly_amount\ns-1,ada,2026-01-01,49.00\n"), InEuro),
            [typeof(ResponseImport)] = CsvImport.Responses(File("customer_id,at,score\nada,2026-01-01,9\nada,2026-01-01,9\nbo,2026-01-01,11\n"), SurveyKind.Nps),
            [typeof(ExchangeRateImport)] = ExchangeRateImport.Read(File("date,from,to,rate\n2026-01-01,USD,EUR,0.8\n")),
            [typeof(MrrTableImport)] = MrrTableImport.Read(File("customer_id,2026-01\nada,49.00\n"), InEuro),
            [typeof(CsvRefusal)] = import.Refusals[0],
            [typeof(DateFormat)] = DateFormat.Iso,
            [typeof(ExportFormat)] = ExportFormat.StripeSubscriptions,
        };
    }

    private static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));
}
