using System.Text.Json;

namespace Retention.Metrics;

/// <summary>Assumptions in JSON: <c>startingMrr</c>, <c>startingCustomers</c> and the rates of a period; a rate that is left out is 0, and a period a month.</summary>
public sealed class WhatIfJsonConverter : ValueJsonConverter<WhatIf>
{
    internal static WhatIfJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, WhatIf value)
    {
        json.WriteStartObject();
        json.WritePropertyName("startingMrr");
        MoneyJsonConverter.Instance.WriteValue(json, value.StartingMrr);
        Number("startingCustomers", value.StartingCustomers);
        Number("customerChurn", value.CustomerChurn);
        Number("revenueChurn", value.RevenueChurn);
        Number("contraction", value.Contraction);
        Number("expansion", value.Expansion);
        Number("acquiredCustomers", value.AcquiredCustomers);
        json.WritePropertyName("acquiredMrr");
        MoneyJsonConverter.Instance.WriteValue(json, value.AcquiredMrr);
        Number("priceChange", value.PriceChange);
        Number("monthsPerPeriod", value.MonthsPerPeriod);
        json.WriteEndObject();

        void Number(string name, decimal number)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(JsonText.Digits(number));
        }
    }

    internal override WhatIf ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A what-if", "startingMrr", "startingCustomers", "customerChurn", "revenueChurn", "contraction", "expansion", "acquiredCustomers", "acquiredMrr", "priceChange", "monthsPerPeriod");
        var start = new WhatIf(MoneyJsonConverter.Instance.ReadValue(fields["startingMrr"]), fields.Number("startingCustomers"));
        return start with
        {
            CustomerChurn = fields.FindNumber("customerChurn") ?? 0m,
            RevenueChurn = fields.FindNumber("revenueChurn") ?? 0m,
            Contraction = fields.FindNumber("contraction") ?? 0m,
            Expansion = fields.FindNumber("expansion") ?? 0m,
            AcquiredCustomers = fields.FindNumber("acquiredCustomers") ?? 0m,
            PriceChange = fields.FindNumber("priceChange") ?? 0m,
            AcquiredMrr = fields.Find("acquiredMrr") is { } acquired ? MoneyJsonConverter.Instance.ReadValue(acquired) : start.AcquiredMrr,
            MonthsPerPeriod = fields.FindNumber("monthsPerPeriod") ?? 1m,
        };
    }
}
