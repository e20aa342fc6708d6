using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>One period of a projection. All amounts but <see cref="PriceMrr"/> are reported positive, none is rounded.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ProjectedPeriod : IJsonAnswer
{
    internal ProjectedPeriod(WhatIf assumed, int number, Money openingMrr, decimal openingCustomers)
    {
        Number = number;
        OpeningMrr = openingMrr;
        ChurnMrr = openingMrr * assumed.RevenueChurn;
        ContractionMrr = openingMrr * assumed.Contraction;
        ExpansionMrr = openingMrr * assumed.Expansion;
        PriceMrr = (openingMrr - ChurnMrr - ContractionMrr + ExpansionMrr) * (number == 1 ? assumed.PriceChange : 0m);
        AcquiredMrr = assumed.AcquiredMrr * (1m + assumed.PriceChange);
        ClosingMrr = openingMrr + AcquiredMrr + ExpansionMrr + PriceMrr - ContractionMrr - ChurnMrr;
        OpeningCustomers = openingCustomers;
        AcquiredCustomers = assumed.AcquiredCustomers;
        ChurnedCustomers = openingCustomers * assumed.CustomerChurn;
        ClosingCustomers = openingCustomers + AcquiredCustomers - ChurnedCustomers;
        Revenue = (OpeningMrr + ClosingMrr) * (assumed.MonthsPerPeriod / 2m);
    }

    /// <summary>Which period it is, counted from 1.</summary>
    public int Number { get; }

    /// <summary>MRR at the start: the closing MRR of the period before.</summary>
    public Money OpeningMrr { get; }

    /// <summary>MRR of the customers gained, at the new prices.</summary>
    public Money AcquiredMrr { get; }

    /// <summary>MRR gained from customers who stay, other than by the change of price.</summary>
    public Money ExpansionMrr { get; }

    /// <summary>MRR gained by the change of price, below 0 where prices fall; 0 from the second period on.</summary>
    public Money PriceMrr { get; }

    /// <summary>MRR lost from customers who stay.</summary>
    public Money ContractionMrr { get; }

    /// <summary>MRR of customers who leave.</summary>
    public Money ChurnMrr { get; }

    /// <summary>MRR at the end: opening + acquired + expansion + price − contraction − churn.</summary>
    public Money ClosingMrr { get; }

    /// <summary>Customers at the start.</summary>
    public decimal OpeningCustomers { get; }

    /// <summary>Customers gained.</summary>
    public decimal AcquiredCustomers { get; }

    /// <summary>Customers of the start who leave.</summary>
    public decimal ChurnedCustomers { get; }

    /// <summary>Customers at the end: opening + acquired − churned.</summary>
    public decimal ClosingCustomers { get; }

    /// <summary>Revenue collected in the period: the mean of opening and closing MRR for each of its months, as changes fall evenly over it.</summary>
    public Money Revenue { get; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("period", Number);
        json.Add("currency", OpeningMrr.Currency);
        json.Add("openingMrr", OpeningMrr);
        json.Add("acquiredMrr", AcquiredMrr);
        json.Add("expansionMrr", ExpansionMrr);
        json.Add("priceMrr", PriceMrr);
        json.Add("contractionMrr", ContractionMrr);
        json.Add("churnMrr", ChurnMrr);
        json.Add("closingMrr", ClosingMrr);
        json.Add("openingCustomers", OpeningCustomers);
        json.Add("acquiredCustomers", AcquiredCustomers);
        json.Add("churnedCustomers", ChurnedCustomers);
        json.Add("closingCustomers", ClosingCustomers);
        json.Add("revenue", Revenue);
    }

    /// <summary>The number of the period and its balances.</summary>
    public override string ToString() => FormattableString.Invariant($"period {Number}: {OpeningMrr} to {ClosingMrr}");
}
