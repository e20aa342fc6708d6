using System.Text.Json;
using Retention.Metrics;

namespace Acme.Billing.Reporting;

/// <summary>The month report as JSON, with the property names that every export of the library has.</summary>
public static class MonthReportJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static void Write(Stream to, MonthReport report)
    {
        using var json = new Utf8JsonWriter(to, Indented);
        RollForwardRow month = report.Revenue;
        json.WriteStartObject();
        json.WriteString("period", month.Period.Name);
        json.WriteString("currency", month.Currency.Code);
        Amount("openingMrr", month.OpeningMrr.Monthly);
        Amount("newMrr", month.NewMrr.Monthly);
        Amount("reactivationMrr", month.ReactivationMrr.Monthly);
        Amount("resumedMrr", month.ResumedMrr.Monthly);
        Amount("expansionMrr", month.ExpansionMrr.Monthly);
        Amount("contractionMrr", month.ContractionMrr.Monthly);
        Amount("churnMrr", month.ChurnMrr.Monthly);
        Amount("pausedMrr", month.PausedMrr.Monthly);
        Amount("closingMrr", month.ClosingMrr.Monthly);
        json.WriteNumber("openingCustomers", month.OpeningCustomers);
        json.WriteNumber("churnedCustomers", month.ChurnedCustomers);
        json.WriteNumber("closingCustomers", month.ClosingCustomers);
        Rate("customerChurnRate", month.CustomerChurnRate);
        Rate("grossRevenueRetention", month.GrossRevenueRetention);
        Rate("netRevenueRetention", month.NetRevenueRetention);
        Rate("trailing12Nrr", report.TrailingYear.NetRevenueRetention);
        json.WriteNumber("orders", report.Sales.Orders);
        Amount("revenue", report.Sales.Revenue);
        json.WriteStartArray("churned");
        foreach (ExplainedChurn churn in report.Churned)
        {
            json.WriteStartObject();
            json.WriteString("customer", churn.Movement.Customer.Value);
            json.WriteString("subscription", churn.Subscription.Value);
            json.WriteString("reason", churn.Reason.Code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Amount(string name, Money amount) => json.WriteNumber(name, amount.Rounded.Amount);

        void Rate(string name, Ratio rate)
        {
            json.WriteStartObject(name);
            if (rate.Value is { } value)
            {
                json.WriteNumber("value", decimal.Round(value, 12));
            }
            else
            {
                json.WriteNull("value");
            }

            json.WriteNumber("numerator", rate.Numerator);
            json.WriteNumber("denominator", rate.Denominator);
            json.WriteEndObject();
        }
    }
}
