namespace Retention.Metrics;

/// <summary>The customers with a signal in one range: how many there were, and how many of them were lost.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.ChurnBySignal")]
public sealed class SignalGroup : IJsonAnswer
{
    private readonly SignalGroupTotals totals;
    private readonly SignalGroupTotals all;
    private readonly Currency currency;

    internal SignalGroup(int? number, string label, SignalGroupTotals totals, SignalGroupTotals all, Currency currency)
    {
        Number = number;
        Label = label;
        this.totals = totals;
        this.all = all;
        this.currency = currency;
    }

    /// <summary>The number of the group, from 1 for the lowest values; nothing for all groups and for customers without a value.</summary>
    public int? Number { get; }

    /// <summary>The values of the group: <c>over 0 to 5</c> between bounds, <c>2 to 4</c> in a quantile; <c>unknown</c>, <c>total</c>.</summary>
    public string Label { get; }

    /// <summary>Between bounds, the number that all values are above; in a quantile, the lowest value. Nothing where there is none.</summary>
    public double? From => totals.From;

    /// <summary>Between bounds, the number that no value is above; in a quantile, the highest value. Nothing where there is none.</summary>
    public double? To => totals.To;

    /// <summary>Customers active at the start of a period, one for each period.</summary>
    public long AtRisk => totals.AtRisk;

    /// <summary>How many of them were not active at its end.</summary>
    public long Lost => totals.Lost;

    /// <summary>The customer churn rate of the group; undefined where nobody is in it.</summary>
    public Ratio ChurnRate => CustomerChurn.Rate(Lost, AtRisk);

    /// <summary>Wilson's 95 % interval of the churn rate; nothing where nobody is in the group.</summary>
    public RateInterval? Interval => WilsonInterval.Of(Lost, AtRisk);

    /// <summary>What those at risk paid at the start.</summary>
    public RecurringRevenue MrrAtRisk => new(totals.MrrAtRisk, currency);

    /// <summary>What those who were lost paid at the start.</summary>
    public RecurringRevenue MrrLost => new(totals.MrrLost, currency);

    /// <summary>The share of the group's MRR that was lost with its customers; undefined where nobody pays.</summary>
    public Ratio MrrLossRate => Ratio.Of(MrrLost, MrrAtRisk);

    /// <summary>The churn rate of the group over the churn rate of all: 2 where it churns twice as much. Undefined where the group is empty or nobody was lost.</summary>
    public Ratio Lift => Ratio.Of((decimal)Lost * all.AtRisk, (decimal)AtRisk * all.Lost);

    internal SignalGroupTotals Totals => totals;

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("currency", currency);
        WriteTo(json);
    }

    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("group", Number);
        json.Add("values", Label);
        json.Add("from", From);
        json.Add("to", To);
        json.Add("atRisk", AtRisk);
        json.Add("lost", Lost);
        json.Add("churnRate", ChurnRate);
        json.Add("interval", Interval);
        json.Add("mrrAtRisk", MrrAtRisk);
        json.Add("mrrLost", MrrLost);
        json.Add("mrrLossRate", MrrLossRate);
        json.Add("lift", Lift);
    }

    /// <summary>The values, and how many were lost of how many: <c>0 or less: 3 of 12 lost, 25.0 %</c>.</summary>
    public override string ToString() => ChurnRate.Value is { } rate
        ? FormattableString.Invariant($"{Label}: {Lost} of {AtRisk} lost, {rate * 100:0.0} %")
        : Label + ": nobody";
}
