using System.Collections;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Periods to come, one after another, if what is assumed holds: a calculation, not a forecast.</summary>
/// <remarks>
/// <para><b>Formula:</b> each period loses and gains its rates' share of what it opens with, and gains the acquired;
/// <c>closing = opening + acquired + expansion + price − contraction − churn</c>. A change of price applies in the first period, to what is left
/// of the opening MRR after its movements, and from then on to everything acquired.</para>
/// <para><b>Unit:</b> money a month, money, customers. Computed in decimals of 28 digits; nothing is rounded to the currency but what is shown.</para>
/// <para><b>Undefined:</b> never.</para>
/// <para><b>Cost:</b> some twenty products and sums a period.</para>
/// <para><b>Source:</b> the roll-forward, run forward.</para>
/// </remarks>
/// <example><code>
/// var asNow = new WhatIf(Currency.Eur.Amount(10_000m), startingCustomers: 100m) { CustomerChurn = 0.05m, RevenueChurn = 0.05m };
/// Projection year = Projection.Of(asNow, periods: 12);
/// year[0].ClosingMrr;        // 9500.00 EUR
/// year[^1].ClosingCustomers; // 54.0360…
/// year.Revenue;              // 89629.78 EUR
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("Projection.Of")]
public sealed class Projection : IReadOnlyList<ProjectedPeriod>, IEquatable<Projection>, IJsonAnswer
{
    // A hundred years of months; whatever goes on for longer is not a what-if.
    private const int MostPeriods = 1200;

    private readonly ProjectedPeriod[] rows;

    private Projection(WhatIf assumed, ProjectedPeriod[] rows)
    {
        Assumed = assumed;
        this.rows = rows;
        Money revenue = Money.Zero(assumed.StartingMrr.Currency);
        foreach (ProjectedPeriod row in rows)
        {
            revenue = WithinDecimal(row.Number, () => revenue + row.Revenue);
        }

        Revenue = revenue;
    }

    /// <summary>What is assumed.</summary>
    public WhatIf Assumed { get; }

    /// <summary>Revenue collected in all periods together.</summary>
    public Money Revenue { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>The figures of a period.</summary>
    public ProjectedPeriod this[int index] => rows.At(index);

    /// <summary>Projects a number of periods.</summary>
    /// <param name="assumed">What is assumed of each of them.</param>
    /// <param name="periods">How many, 1 to 1,200.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of periods is not 1 to 1,200.</exception>
    /// <exception cref="ArgumentException">Revenue churn and contraction together lose more than there is.</exception>
    /// <exception cref="OverflowException">MRR grows beyond what a decimal holds.</exception>
    public static Projection Of(WhatIf assumed, int periods)
    {
        ArgumentNullException.ThrowIfNull(assumed);
        if (periods is < 1 or > MostPeriods)
        {
            throw new ArgumentOutOfRangeException(nameof(periods), periods, FormattableString.Invariant($"1 to {MostPeriods} periods."));
        }

        if (assumed.RevenueChurn + assumed.Contraction > 1m)
        {
            throw new ArgumentException(FormattableString.Invariant($"Revenue churn of {Text(assumed.RevenueChurn)} and contraction of {Text(assumed.Contraction)} together lose more than there is; they add up to 1 at most."), nameof(assumed));
        }

        var rows = new ProjectedPeriod[periods];
        (Money mrr, decimal customers) = (assumed.StartingMrr, assumed.StartingCustomers);
        for (int i = 0; i < periods; i++)
        {
            rows[i] = Period(assumed, i + 1, mrr, customers);
            (mrr, customers) = (rows[i].ClosingMrr, rows[i].ClosingCustomers);
        }

        return new Projection(assumed, rows);
    }

    /// <inheritdoc/>
    public IEnumerator<ProjectedPeriod> GetEnumerator() => ((IEnumerable<ProjectedPeriod>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(Projection? left, Projection? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Projection? left, Projection? right) => !Equals(left, right);

    /// <summary>Whether all figures are equal: the same is assumed of as many periods.</summary>
    public bool Equals(Projection? other) => other is not null && Count == other.Count && Assumed == other.Assumed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Projection);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Assumed);

    private static ProjectedPeriod Period(WhatIf assumed, int number, Money mrr, decimal customers) => WithinDecimal(number, () => new ProjectedPeriod(assumed, number, mrr, customers));

    private static TResult WithinDecimal<TResult>(int period, Func<TResult> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException problem)
        {
            throw new OverflowException(
                FormattableString.Invariant($"The projection grows too large in period {period}; amounts and customers must be at most {decimal.MaxValue:N0}. Project fewer periods, or assume less growth."), problem);
        }
    }

    private static string Text(decimal rate) => rate.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("currency", Revenue.Currency);
        json.Add("assumed", Assumed, WhatIfJsonConverter.Instance.WriteValue);
        json.AddAll("periods", rows);
        json.Add("revenue", Revenue);
    }

    /// <summary>The first and the last balance.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} periods from {rows[0].OpeningMrr} to {rows[^1].ClosingMrr}");
}
