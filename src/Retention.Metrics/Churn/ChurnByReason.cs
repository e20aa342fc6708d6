using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Churned customers and churned MRR of each period, split by why the last subscription ended.</summary>
/// <remarks>
/// <para><b>Formula:</b> a churn has the reason of what took the customer's revenue to nothing: the subscription that ended at that very
/// instant (of several the one that paid most, then the smallest id); <see cref="ChurnReason.Paused"/> or <see cref="ChurnReason.Free"/> where
/// none ended. Over all reasons, customers and MRR add up to the roll-forward's <c>churnedCustomers</c> and <c>churnMrr</c>, exactly.</para>
/// <para><b>Unit:</b> customers; money a month (exact per year).</para>
/// <para><b>Undefined:</b> shares of a period without churn.</para>
/// <para><b>Cost:</b> two passes over the changes, and one over the subscriptions of customers who churned.</para>
/// <para><b>Source:</b> Chargebee and dbt_recurly split by the reason of the cancellation; unlike theirs, a missing reason stays unknown.</para>
/// </remarks>
/// <example><code>
/// ChurnByReason byReason = ChurnAnalysis.Of(history).ByReason(march);
/// byReason[0].Of(ChurnKind.Voluntary).ChurnedCustomers;          // 2: Ada, who found it too dear, and Bo
/// byReason[0].Of(ChurnKind.Involuntary).CustomerChurnRate.Value; // 0.2: Cy, of five at the start
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ChurnAnalysis.ByReason")]
public sealed class ChurnByReason : RevenueAnswer<ChurnByReason, ChurnByReasonRow>
{
    private readonly LossTotals<ChurnReason> losses;

    internal ChurnByReason(ReportingPeriods periods, MetricPolicy policy, Currency currency, LossTotals<ChurnReason> losses)
        : base(periods, policy, currency, losses, periods.Select((period, i) => new ChurnByReasonRow(period, currency, losses.ByCause[i], losses.Lost[i], losses.Opening[i])))
    {
        this.losses = losses;
    }

    private protected override ChurnByReason Plus(ChurnByReason other, Currency currency) => new(Periods, Policy, currency, LossTotals<ChurnReason>.Sum(losses, other.losses));
}

/// <summary>The churn of one period, split by reason.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ChurnByReasonRow : IJsonAnswer
{
    private readonly Dictionary<ChurnReason, LossSums> sums;
    private readonly LossSums lost;
    private readonly LossSums opening;

    internal ChurnByReasonRow(ReportingPeriod period, Currency currency, Dictionary<ChurnReason, LossSums> sums, LossSums lost, LossSums opening)
    {
        Period = period;
        Currency = currency;
        this.sums = sums;
        this.lost = lost;
        this.opening = opening;
        Reasons = [.. sums.Keys.OrderBy(reason => reason.Code, StringComparer.Ordinal).ThenBy(reason => reason.Kind)];
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>The reasons that occur, by code.</summary>
    public IReadOnlyList<ChurnReason> Reasons { get; }

    /// <summary>All churn of the period, whatever the reason.</summary>
    public ChurnShare Total => Share(lost);

    /// <summary>The churn of one reason; nothing where it does not occur.</summary>
    public ChurnShare Of(ChurnReason reason) => Share(sums.GetValueOrDefault(reason));

    /// <summary>The churn of all reasons of a kind, your own codes included.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not one of the enumeration.</exception>
    public ChurnShare Of(ChurnKind kind) => !Enum.IsDefined(kind) ? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown, Voluntary, Involuntary or NotEnded.") : Share(sums.Where(entry => entry.Key.Kind == kind).Aggregate(default(LossSums), (sum, entry) => sum + entry.Value));

    private ChurnShare Share(LossSums part) => new(part, lost, opening, Currency);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("currency", Currency);
        json.AddObjects("reasons", Reasons, (fields, reason) =>
        {
            fields.Add("reason", reason.Code);
            fields.Add("kind", reason.Kind);
            Of(reason).WriteTo(fields);
        });
        json.Add("total", Total);
    }

    /// <summary>The period and all that churned in it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {Total}");
}
