using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one period from which a row of <see cref="ChurnAfterAnswer"/> is made.</summary>
/// <remarks>
/// The totals come from whatever engine has computed them: this library, a database, a test. <see cref="ChurnAfterAnswer.FromTotals"/> checks them.
/// </remarks>
[JsonConverter(typeof(AfterAnswerTotalsJsonConverter))]
public readonly record struct AfterAnswerTotals : IAdditionOperators<AfterAnswerTotals, AfterAnswerTotals, AfterAnswerTotals>
{
    /// <summary>Detractors who paid when they answered, with days that have ended.</summary>
    public long Detractors { get; init; }

    /// <summary>Those of them who were lost.</summary>
    public long DetractorsLost { get; init; }

    /// <summary>Detractors who paid when they answered, with days that have not ended.</summary>
    public long DetractorsOpen { get; init; }

    /// <summary>Passives who paid when they answered, with days that have ended.</summary>
    public long Passives { get; init; }

    /// <summary>Those of them who were lost.</summary>
    public long PassivesLost { get; init; }

    /// <summary>Passives who paid when they answered, with days that have not ended.</summary>
    public long PassivesOpen { get; init; }

    /// <summary>Promoters who paid when they answered, with days that have ended.</summary>
    public long Promoters { get; init; }

    /// <summary>Those of them who were lost.</summary>
    public long PromotersLost { get; init; }

    /// <summary>Promoters who paid when they answered, with days that have not ended.</summary>
    public long PromotersOpen { get; init; }

    /// <summary>Customers who paid at the end of the period without an answer in it, with days after it that have ended.</summary>
    public long Silent { get; init; }

    /// <summary>Those of them who were lost.</summary>
    public long SilentLost { get; init; }

    /// <summary>Customers who paid at the end of the period without an answer in it, with days after it that have not ended.</summary>
    public long SilentOpen { get; init; }

    /// <summary>Customers who answered and did not pay then: in no group.</summary>
    public long NotPaying { get; init; }

    /// <summary>Adds the totals of other customers in the same period.</summary>
    public static AfterAnswerTotals operator +(AfterAnswerTotals left, AfterAnswerTotals right) => new()
    {
        Detractors = left.Detractors + right.Detractors,
        DetractorsLost = left.DetractorsLost + right.DetractorsLost,
        DetractorsOpen = left.DetractorsOpen + right.DetractorsOpen,
        Passives = left.Passives + right.Passives,
        PassivesLost = left.PassivesLost + right.PassivesLost,
        PassivesOpen = left.PassivesOpen + right.PassivesOpen,
        Promoters = left.Promoters + right.Promoters,
        PromotersLost = left.PromotersLost + right.PromotersLost,
        PromotersOpen = left.PromotersOpen + right.PromotersOpen,
        Silent = left.Silent + right.Silent,
        SilentLost = left.SilentLost + right.SilentLost,
        SilentOpen = left.SilentOpen + right.SilentOpen,
        NotPaying = left.NotPaying + right.NotPaying,
    };

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(AfterAnswerTotals), PrintMembers);

    /// <summary>The group of a band.</summary>
    internal BandChurn Of(AnswerBand band) => band switch
    {
        AnswerBand.Detractor => new BandChurn(band, Detractors, DetractorsLost, DetractorsOpen),
        AnswerBand.Passive => new BandChurn(band, Passives, PassivesLost, PassivesOpen),
        AnswerBand.Promoter => new BandChurn(band, Promoters, PromotersLost, PromotersOpen),
        AnswerBand.Silent => new BandChurn(band, Silent, SilentLost, SilentOpen),
        _ => throw new ArgumentOutOfRangeException(nameof(band), band, "A band is Detractor, Passive, Promoter or Silent."),
    };

    /// <summary>The first condition that the totals break, or <see langword="null"/>.</summary>
    internal string? Contradiction()
    {
        foreach (AnswerBand band in Enum.GetValues<AnswerBand>())
        {
            BandChurn group = Of(band);
            if ((TotalsArgument.Outside(FormattableString.Invariant($"the customers of {band}"), group.CustomersAtRisk, 0, long.MaxValue)
                ?? TotalsArgument.Outside(FormattableString.Invariant($"the lost customers of {band}"), group.LostCustomers, 0, group.CustomersAtRisk, "the customers of the band")
                ?? TotalsArgument.Outside(FormattableString.Invariant($"the open customers of {band}"), group.OpenCustomers, 0, long.MaxValue)) is { } problem)
            {
                return problem;
            }
        }

        return TotalsArgument.Outside(nameof(NotPaying), NotPaying, 0, long.MaxValue);
    }
}
