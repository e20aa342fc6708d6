using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Churned customers and churned MRR of each period, by what happened to the customer shortly before.</summary>
/// <remarks>
/// <para><b>Formula:</b> a trigger counts for a churn at <c>t</c> if it lies in <c>[t − n × 24 h, t]</c>: a price rise, the end of a trial, a
/// failed payment or the end of a term of any of the customer's subscriptions, or an instant marked by the caller. A churn counts once under
/// each of its triggers, and under <see cref="ChurnTrigger.None"/> where it has none, so triggers add up to more than the churn.</para>
/// <para><b>Unit:</b> customers; money a month (exact per year).</para>
/// <para><b>Undefined:</b> shares of a period without churn.</para>
/// <para><b>Cost:</b> two passes over the changes and one pass over the subscriptions for the ends of terms.</para>
/// <para><b>Source:</b> our own; that something came before does not make it the cause: compare with customers who had it and stayed.</para>
/// </remarks>
/// <example><code>
/// ChurnByTrigger before = ChurnAnalysis.Of(history).ByTrigger(march, TriggerWindow.OfDays(14));
/// before[0].Of(ChurnTrigger.PriceRise).ShareOfChurnedCustomers.Value; // 0.25: Ada, of four who left
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ChurnAnalysis.ByTrigger")]
public sealed class ChurnByTrigger : RevenueAnswer<ChurnByTrigger, ChurnByTriggerRow>
{
    private readonly LossTotals<ChurnTrigger> losses;

    internal ChurnByTrigger(ReportingPeriods periods, MetricPolicy policy, Currency currency, TriggerWindow window, LossTotals<ChurnTrigger> losses)
        : base(periods, policy, currency, losses, periods.Select((period, i) => new ChurnByTriggerRow(period, currency, losses.ByCause[i], losses.Lost[i], losses.Opening[i])), window)
    {
        Window = window;
        this.losses = losses;
    }

    /// <summary>How far back triggers are searched, and the marks that count as triggers.</summary>
    public TriggerWindow Window { get; }

    private protected override ChurnByTrigger Plus(ChurnByTrigger other, Currency currency) => new(Periods, Policy, currency, Window, LossTotals<ChurnTrigger>.Sum(losses, other.losses));

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        base.WriteHead(json);
        json.Add("window", Window, TriggerWindowJsonConverter.Instance.WriteValue);
    }
}

/// <summary>The churn of one period, by what came before.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ChurnByTriggerRow : IJsonAnswer
{
    private readonly Dictionary<ChurnTrigger, LossSums> sums;
    private readonly LossSums lost;
    private readonly LossSums opening;

    internal ChurnByTriggerRow(ReportingPeriod period, Currency currency, Dictionary<ChurnTrigger, LossSums> sums, LossSums lost, LossSums opening)
    {
        Period = period;
        Currency = currency;
        this.sums = sums;
        this.lost = lost;
        this.opening = opening;
        Triggers = [.. sums.Keys.Order()];
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>The triggers that occur, by kind and name.</summary>
    public IReadOnlyList<ChurnTrigger> Triggers { get; }

    /// <summary>All churn of the period, each churn once.</summary>
    public ChurnShare Total => new(lost, lost, opening, Currency);

    /// <summary>The churn that a trigger came before; nothing where it does not occur.</summary>
    public ChurnShare Of(ChurnTrigger trigger) => new(sums.GetValueOrDefault(trigger), lost, opening, Currency);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("currency", Currency);
        json.AddObjects("triggers", Triggers, (fields, trigger) =>
        {
            fields.Add("before", trigger.Name);
            fields.Add("kind", trigger.Kind);
            Of(trigger).WriteTo(fields);
        });
        json.Add("total", Total);
    }

    /// <summary>The period and all that churned in it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {Total}");
}
