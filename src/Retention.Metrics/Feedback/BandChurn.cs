using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The customers who gave one kind of answer, and how many of them were lost afterwards.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class BandChurn : IJsonAnswer
{
    internal BandChurn(AnswerBand band, long customersAtRisk, long lostCustomers, long openCustomers)
    {
        Band = band;
        CustomersAtRisk = customersAtRisk;
        LostCustomers = lostCustomers;
        OpenCustomers = openCustomers;
    }

    /// <summary>What they said.</summary>
    public AnswerBand Band { get; }

    /// <summary>Customers who paid then, with days that have ended.</summary>
    public long CustomersAtRisk { get; }

    /// <summary>Those of them who were not active at the end of their days.</summary>
    public long LostCustomers { get; }

    /// <summary>Customers who paid then, with days that have not ended: not in the rate.</summary>
    public long OpenCustomers { get; }

    /// <summary>Lost customers out of customers at risk; undefined where no customer's days have ended.</summary>
    public Ratio ChurnRate => Ratio.Of(LostCustomers, CustomersAtRisk);

    /// <inheritdoc cref="WilsonInterval.Of" path="/summary"/>
    /// <inheritdoc cref="WilsonInterval.Of" path="/remarks"/>
    /// <param name="level">How often such an interval holds the true rate, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public RateInterval? Interval(double level = 0.95) => WilsonInterval.Of(LostCustomers, CustomersAtRisk, level);

    /// <summary>The band and the rate.</summary>
    public override string ToString() => FormattableString.Invariant($"{Band}: {ChurnRate}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("band", Band);
        json.Add("customersAtRisk", CustomersAtRisk);
        json.Add("lostCustomers", LostCustomers);
        json.Add("openCustomers", OpenCustomers);
        json.Add("churnRate", ChurnRate);
        json.Add("churnRateInterval", Interval());
    }
}
