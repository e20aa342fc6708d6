using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A churn or contraction with what went with it.</summary>
/// <param name="Movement">Who it was, when, and what they paid before and after.</param>
/// <param name="LifetimeValue">What the loss is worth by the function that was named; <see langword="null"/> where there is none or it is undefined.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.LostRevenue")]
public sealed record RevenueLoss(MrrContribution Movement, Money? LifetimeValue) : IJsonAnswer
{
    /// <summary>The customer.</summary>
    public CustomerId Customer => Movement.Customer;

    /// <summary>The MRR lost.</summary>
    public RecurringRevenue Mrr => Movement.Amount;

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Movement.WriteTo(json);
        json.Add("lifetimeValue", LifetimeValue);
    }

    /// <summary>Who was lost, and how much.</summary>
    public override string ToString() => Movement is null ? "no movement" : FormattableString.Invariant($"{Customer} in {Movement.Period}: {Mrr}, lifetime value {LifetimeValue?.ToString() ?? "unknown"}");
}

/// <summary>The money that churn and contraction cost in periods: customer by customer, the largest loss first.</summary>
/// <remarks>
/// <para><b>Formula:</b> each loss of the roll-forward with its MRR and the lifetime value by a function the caller names. Losses of MRR add up to
/// churn MRR and contraction MRR of the roll-forward, exactly; a customer who left twice has two rows.</para>
/// <para><b>Unit:</b> money a month; money for lifetime values.</para>
/// <para><b>Undefined:</b> a total of lifetime values where one of them is, or no function was given; 0 where nothing was lost.</para>
/// <para><b>Cost:</b> one pass over the changes, and sorting the losses.</para>
/// <para><b>Source:</b> <see cref="ExplainExtensions.Explain"/> of churn and contraction.</para>
/// </remarks>
/// <example><code>
/// LostRevenue lost = timeline.LostRevenue(months, LifetimeValuation.MrrTimesMonths(24));
/// lost.ChurnMrr;               // 100.00 EUR/month
/// lost.Churned[0].Customer;    // dee
/// lost.ChurnedLifetimeValue;   // 2400.00 EUR
/// lost.Contracted[0].Customer; // bo
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.LostRevenue or LostRevenue.Of")]
public sealed class LostRevenue : IEquatable<LostRevenue>, IJsonAnswer
{
    private LostRevenue(Currency currency, LifetimeValuation? valuation, RevenueLoss[] churned, RevenueLoss[] contracted)
    {
        Valuation = valuation;
        Churned = Array.AsReadOnly(churned);
        Contracted = Array.AsReadOnly(contracted);
        (ChurnMrr, ChurnedLifetimeValue) = Totals(churned, currency, valuation);
        (ContractionMrr, ContractedLifetimeValue) = Totals(contracted, currency, valuation);
    }

    /// <summary>How lifetime values were found; <see langword="null"/> where they were not asked for.</summary>
    public LifetimeValuation? Valuation { get; }

    /// <summary>Losses of everything a customer paid: largest MRR first, then by customer and period.</summary>
    public IReadOnlyList<RevenueLoss> Churned { get; }

    /// <summary>Losses of a part of what a customer paid: largest MRR first, then by customer and period.</summary>
    public IReadOnlyList<RevenueLoss> Contracted { get; }

    /// <summary>MRR lost by churn: the roll-forward's churn MRR of all periods together.</summary>
    public RecurringRevenue ChurnMrr { get; }

    /// <summary>MRR lost by contraction: the roll-forward's contraction MRR of all periods together.</summary>
    public RecurringRevenue ContractionMrr { get; }

    /// <summary>Lifetime value lost by churn; <see langword="null"/> where that of one loss is unknown.</summary>
    public Money? ChurnedLifetimeValue { get; }

    /// <summary>Lifetime value lost by contraction; <see langword="null"/> where that of one loss is unknown.</summary>
    public Money? ContractedLifetimeValue { get; }

    /// <summary>Lists losses that were explained elsewhere, such as by a timeline of several currencies.</summary>
    /// <param name="currency">The currency of all of them.</param>
    /// <param name="churned">The contributions to churn MRR.</param>
    /// <param name="contracted">The contributions to contraction MRR.</param>
    /// <param name="valuation">How to value a loss over a lifetime; not at all if left out.</param>
    /// <exception cref="ArgumentException">A loss is null, or it or its value is in another currency.</exception>
    public static LostRevenue Of(Currency currency, IEnumerable<MrrContribution> churned, IEnumerable<MrrContribution> contracted, LifetimeValuation? valuation = null)
    {
        ArgumentNullException.ThrowIfNull(churned);
        ArgumentNullException.ThrowIfNull(contracted);
        churned = NoneNull(churned, nameof(churned));
        contracted = NoneNull(contracted, nameof(contracted));
        return new(currency, valuation, Valued(churned, valuation), Valued(contracted, valuation));
    }

    /// <summary>Adds the losses of other customers, the largest first among all.</summary>
    /// <remarks>The caller ensures that the two parts share no customer. A part without losses and without a currency merges with any.</remarks>
    /// <param name="other">The losses of customers who are not in this part.</param>
    /// <exception cref="ArgumentException">The currency or the valuation differs.</exception>
    public LostRevenue Merge(LostRevenue other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Currency? currency = Currency.Common(ChurnMrr.Currency, IsEmpty, other.ChurnMrr.Currency, other.IsEmpty);
        return currency is { } common && ReferenceEquals(Valuation, other.Valuation)
            ? new(common, Valuation, LargestFirst(Churned.Concat(other.Churned)), LargestFirst(Contracted.Concat(other.Contracted)))
            : throw new ArgumentException(
                FormattableString.Invariant($"The parts differ: {ChurnMrr.Currency} valued by {Valuation?.Name ?? "nothing"} here, {other.ChurnMrr.Currency} valued by {other.Valuation?.Name ?? "nothing"} in the other part. Parts merge when currency and valuation agree; the valuation is the same object."), nameof(other));
    }

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(LostRevenue? left, LostRevenue? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(LostRevenue? left, LostRevenue? right) => !Equals(left, right);

    /// <summary>Whether all losses, with their values, are equal; the function that found the values need not be.</summary>
    public bool Equals(LostRevenue? other) =>
        other is not null && ChurnMrr == other.ChurnMrr && ContractionMrr == other.ContractionMrr
        && Churned.SequenceEqual(other.Churned) && Contracted.SequenceEqual(other.Contracted);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LostRevenue);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ChurnMrr, ContractionMrr, Churned.Count, Contracted.Count);

    private bool IsEmpty => Churned.Count == 0 && Contracted.Count == 0;

    private static MrrContribution[] NoneNull(IEnumerable<MrrContribution> losses, string name)
    {
        MrrContribution[] all = [.. losses];
        int at = Array.IndexOf(all, null);
        return at < 0 ? all : throw new ArgumentException(FormattableString.Invariant($"Loss {at} is null; expected a loss."), name);
    }

    private static RevenueLoss[] Valued(IEnumerable<MrrContribution> losses, LifetimeValuation? valuation) =>
        Array.ConvertAll(LargestFirst(losses.Select(loss => new RevenueLoss(loss, LifetimeValue: null))), loss => loss with { LifetimeValue = valuation?.Of(loss.Movement) });

    private static RevenueLoss[] LargestFirst(IEnumerable<RevenueLoss> losses) =>
    [
        .. losses
            .OrderByDescending(loss => loss.Mrr)
            .ThenBy(loss => loss.Customer)
            .ThenBy(loss => loss.Movement.Period.Start)
            .ThenBy(loss => loss.Movement.At),
    ];

    private static (RecurringRevenue Mrr, Money? LifetimeValue) Totals(RevenueLoss[] losses, Currency currency, LifetimeValuation? valuation)
    {
        RecurringRevenue mrr = RecurringRevenue.Zero(currency);
        Money? value = valuation is null ? null : Money.Zero(currency);
        foreach (RevenueLoss loss in losses)
        {
            mrr += loss.Mrr;
            value = value is { } sum && loss.LifetimeValue is { } one ? sum + one : null;
        }

        return (mrr, value);
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("currency", ChurnMrr.Currency);
        json.Add("churnMrr", ChurnMrr);
        json.Add("contractionMrr", ContractionMrr);
        json.Add("valuation", Valuation?.Name);
        json.Add("churnedLifetimeValue", ChurnedLifetimeValue);
        json.Add("contractedLifetimeValue", ContractedLifetimeValue);
        json.AddAll("churned", Churned);
        json.AddAll("contracted", Contracted);
    }

    /// <summary>The sums.</summary>
    public override string ToString() => FormattableString.Invariant($"{ChurnMrr} of {Churned.Count} by churn, {ContractionMrr} of {Contracted.Count} by contraction");
}
