using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>How many customers made so many repeat purchases, and how many the model expects to.</summary>
/// <param name="Frequency">The number of repeat purchases; in the last row at least so many.</param>
/// <param name="Actual">The customers with that many.</param>
/// <param name="Expected">The customers expected to have that many by their age.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("FrequencyTable")]
public sealed record FrequencyRow(int Frequency, int Actual, double Expected) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(FrequencyRow), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("frequency", Frequency);
        json.Add("actual", Actual);
        json.Add("expected", Expected);
    }
}

/// <summary>The first thing to look at after a fit: the distribution of repeat purchases against the model's.</summary>
public static class FrequencyTable
{
    private const int MostRows = 10_000;

    /// <summary>Compares a model with the customers it was fitted to.</summary>
    /// <param name="model">The model.</param>
    /// <param name="summary">The customers.</param>
    /// <param name="lastFrequency">The frequency from which on customers form one row, 1 to 10,000; 7 is usual.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last frequency lies outside its range.</exception>
    /// <returns>The rows, from 0 up.</returns>
    public static ImmutableArray<FrequencyRow> Of(IPurchaseModel model, PurchaseSummary summary, int lastFrequency = 7)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(summary);
        ModelArgument.Within(lastFrequency, 1, MostRows);
        PurchasePredictions.RequireSameUnit(model, summary);
        var actual = new int[lastFrequency + 1];
        var expected = new double[lastFrequency + 1];
        foreach (IGrouping<double, CustomerPurchases> group in summary.Customers.GroupBy(customer => customer.History.Age).OrderBy(group => group.Key))
        {
            int customers = 0;
            foreach (CustomerPurchases customer in group)
            {
                customers++;
                actual[Math.Min(lastFrequency, customer.Frequency)]++;
            }

            double rest = 1.0;
            for (int n = 0; n < lastFrequency; n++)
            {
                double probability = model.ProbabilityOfPurchases(n, group.Key);
                rest -= probability;
                expected[n] += customers * probability;
            }

            expected[lastFrequency] += customers * Math.Max(0.0, rest);
        }

        return [.. actual.Select((count, n) => new FrequencyRow(n, count, expected[n]))];
    }
}
