using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>What happened among the customers at one tenure.</summary>
/// <param name="Time">The tenure.</param>
/// <param name="AtRisk">Customers with a spell that reaches this tenure and began before it.</param>
/// <param name="Events">Customers who churned at this tenure.</param>
/// <param name="Censored">Customers last seen, still there, at this tenure.</param>
/// <param name="Entered">Customers first seen at this tenure, at risk from right after it.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RiskTable")]
public readonly record struct RiskRow(int Time, int AtRisk, int Events, int Censored, int Entered) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(RiskRow), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("tenure", Time);
        json.Add("entered", Entered);
        json.Add("atRisk", AtRisk);
        json.Add("churned", Events);
        json.Add("open", Censored);
    }
}
