using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Churn by the groups of a signal: of one period, or of several together.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.ChurnBySignal")]
public class SignalChurn : IJsonAnswer
{
    private readonly Currency currency;

    internal SignalChurn(SignalGroups groups, Currency currency, ReadOnlySpan<SignalGroupTotals> totals)
    {
        this.currency = currency;
        SignalGroupTotals all = default;
        foreach (ref readonly SignalGroupTotals one in totals)
        {
            all += one;
        }

        var made = ImmutableArray.CreateBuilder<SignalGroup>(groups.Count);
        for (int group = 0; group < groups.Count; group++)
        {
            made.Add(new SignalGroup(group + 1, groups.LabelOf(group, totals[group].From, totals[group].To), totals[group], all, currency));
        }

        Groups = made.MoveToImmutable();
        Unknown = new SignalGroup(null, "unknown", totals[^1], all, currency);
        Total = new SignalGroup(null, "total", all with { From = null, To = null }, all, currency);
    }

    /// <summary>The groups, the lowest values first; those that nobody is in are among them.</summary>
    public ImmutableArray<SignalGroup> Groups { get; }

    /// <summary>Customers without a value of the signal.</summary>
    public SignalGroup Unknown { get; }

    /// <summary>All customers, those without a value among them: the opening and churned customers of the roll-forward.</summary>
    public SignalGroup Total { get; }

    /// <summary>The Cochran–Armitage test for trend over the groups; nothing where it is undefined. Customers without a value are left out.</summary>
    public TrendTest? Trend => CochranArmitage.Test([.. Groups.Select(group => group.Lost)], [.. Groups.Select(group => group.AtRisk)]);

    /// <summary>The churn rate of the lowest group over that of all customers.</summary>
    public Ratio LiftOfLowest => Groups[0].Lift;

    /// <summary>Computes the churn rate of all customers if those of one group churned like those of another.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(lost − lost of the group + at risk in the group × rate of the other) / at risk</c>.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> where nobody is at risk, or nobody is in the other group.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> direct standardization of a rate. That a group would churn like another if it did as much is an assumption, not a measurement.</para>
    /// </remarks>
    /// <example><code>
    /// SignalChurn churn = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), months).Whole;
    /// churn.Total.ChurnRate.Value;                      // 0.2
    /// churn.ChurnRateIfLike(group: 1, other: 2).Value;  // 0
    /// </code></example>
    /// <param name="group">The number of the group, from 1.</param>
    /// <param name="other">The number of the group that it would churn like.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    public Ratio ChurnRateIfLike(int group, int other)
    {
        SignalGroup changed = GroupOf(group, nameof(group)), like = GroupOf(other, nameof(other));
        return Ratio.Of(((decimal)(Total.Lost - changed.Lost) * like.AtRisk) + ((decimal)changed.AtRisk * like.Lost), (decimal)Total.AtRisk * like.AtRisk);
    }

    private SignalGroup GroupOf(int number, string name) => number >= 1 && number <= Groups.Length
        ? Groups[number - 1]
        : throw new ArgumentOutOfRangeException(name, number, FormattableString.Invariant($"There is no such group; expected 1 to {Groups.Length}."));

    /// <summary>The groups from the highest churn rate to the lowest; of equal rates the one with more customers first, then the lower. Groups of nobody are left out.</summary>
    public IEnumerable<SignalGroup> ByChurn() => Groups
        .Where(group => group.AtRisk > 0)
        .OrderByDescending(group => group.ChurnRate.Value)
        .ThenByDescending(group => group.AtRisk)
        .ThenBy(group => group.Number);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json) => WriteTo(json);

    private protected virtual void WriteTo(JsonAnswerWriter json)
    {
        json.Add("currency", currency);
        json.AddObjects("groups", Groups, static (fields, group) => group.WriteTo(fields));
        json.Add("unknown", Unknown);
        json.Add("total", Total);
        json.Add("trend", Trend);
        json.Add("liftOfLowest", LiftOfLowest);
    }

    /// <summary>The total, and the groups.</summary>
    public override string ToString() => string.Join("; ", Groups.Append(Unknown).Append(Total));
}
