using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How many of the customers who were asked answered in each period.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>customers asked who answered in the period / customers asked</c>. Asked are the customers who pay at the start of the period or begin to
/// pay in it, or the customers that a list of invitations names in it. A customer counts once in a period, whatever the number of answers.</para>
/// <para><b>Unit:</b> none; 0 to 1.</para>
/// <para><b>Undefined:</b> in a period in which nobody is asked.</para>
/// <para><b>Cost:</b> one pass over the customers.</para>
/// <para><b>Source:</b> AAPOR, "Standard Definitions", response rate 2 with completed responses only; docs/metrics/churn-after-the-answer.md.</para>
/// </remarks>
/// <example><code>
/// var rate = ResponseRate.FromTotals(periods, [new ResponseRateTotals { Asked = 40, Responders = 10 }]);
/// rate[0].Rate; // 10/40 = 0.25
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.ResponseRate or ResponseRate.FromTotals")]
public sealed class ResponseRate : PeriodAnswer<ResponseRate, ResponseRateRow>
{
    private readonly PeriodTotals<ResponseRateTotals> totals;

    private ResponseRate(ReportingPeriods periods, PeriodTotals<ResponseRateTotals> totals)
        : base(periods, currency: null, [], totals, periods.Zip(totals.All, static (period, one) => new ResponseRateRow(period, one.Asked, one.Responders, one.OtherResponders))) =>
        this.totals = totals;

    /// <summary>Makes the answer of totals that any engine computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="totals">The totals, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or the totals of a period contradict each other; the message names the period.</exception>
    public static ResponseRate FromTotals(ReportingPeriods periods, IReadOnlyList<ResponseRateTotals> totals)
    {
        ArgumentNullException.ThrowIfNull(periods);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            TotalsArgument.RequireNoContradiction(periods, period, totals, totals[period].Contradiction());
        }

        return new ResponseRate(periods, new PeriodTotals<ResponseRateTotals>(totals));
    }

    private protected override ResponseRate Plus(ResponseRate other, Currency currency) => new(Periods, totals.Plus(other.totals));
}

/// <summary>The response rate of one period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Asked">Customers asked.</param>
/// <param name="Responders">Those of them with a response in the period.</param>
/// <param name="OtherResponders">Customers with a response in the period who were not asked: not in the rate.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed record ResponseRateRow(ReportingPeriod Period, long Asked, long Responders, long OtherResponders) : IJsonAnswer
{
    /// <summary>Responders out of customers asked; undefined where nobody is asked.</summary>
    public Ratio Rate => Ratio.Of(Responders, Asked);

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ResponseRateRow), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("asked", Asked);
        json.Add("responders", Responders);
        json.Add("otherResponders", OtherResponders);
        json.Add("responseRate", Rate);
    }
}
