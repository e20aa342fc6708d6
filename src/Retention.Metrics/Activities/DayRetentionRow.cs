using System.Collections;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The customers with their first activity ever in one period, and their retention in each window of days.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class DayRetentionRow : IReadOnlyList<Ratio>, IJsonAnswer
{
    private readonly DayWindow[] windows;
    private readonly Ratio[] rates;

    internal DayRetentionRow(ReportingPeriod period, DayWindow[] windows, DayRetentionTotals totals)
    {
        Period = period;
        this.windows = windows;
        Customers = totals.Customers;
        rates = [.. totals.Rates];
    }

    /// <summary>The period of the first activities.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>Customers with their first activity ever in the period, before the as-of instant.</summary>
    public long Customers { get; }

    /// <summary>The number of windows.</summary>
    public int Count => rates.Length;

    /// <summary>The retention in a window: customers active in it, out of those with days that have ended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    public Ratio this[int index] => rates.At(index);

    /// <inheritdoc/>
    public IEnumerator<Ratio> GetEnumerator() => ((IEnumerable<Ratio>)rates).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("customers", Customers);
        json.AddObjects("retention", windows.Zip(rates), static (fields, one) =>
        {
            fields.Add("days", one.First.ToString());
            fields.Add("retention", one.Second);
        });
    }

    /// <summary>The period and its customers.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {Customers} customers");
}
