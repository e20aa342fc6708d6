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

    /// <summary>Customers for whom the signal has no value.</summary>
    public SignalGroup Unknown { get; }

    /// <summary>All customers, those without a value among them: the opening and churned customers of the roll-forward.</summary>
    public SignalGroup Total { get; }

    /// <summary>The Cochran–Armitage test for trend over the groups; nothing where it is undefined. Customers without a value are left out.</summary>
    public TrendTest? Trend => CochranArmitage.Test([.. Groups.Select(group => group.Lost)], [.. Groups.Select(group => group.AtRisk)]);

    /// <summary>The churn rate of the lowest group over that of all customers.</summary>
    public Ratio LiftOfLowest => Groups[0].Lift;

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
