using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one period from which a row of <see cref="ResponseRate"/> is made.</summary>
[JsonConverter(typeof(ResponseRateTotalsJsonConverter))]
public readonly record struct ResponseRateTotals : IAdditionOperators<ResponseRateTotals, ResponseRateTotals, ResponseRateTotals>
{
    /// <summary>Customers asked.</summary>
    public long Asked { get; init; }

    /// <summary>Those of them with a response in the period.</summary>
    public long Responders { get; init; }

    /// <summary>Customers with a response in the period who were not asked.</summary>
    public long OtherResponders { get; init; }

    /// <summary>Adds the totals of other customers in the same period.</summary>
    public static ResponseRateTotals operator +(ResponseRateTotals left, ResponseRateTotals right) => new()
    {
        Asked = left.Asked + right.Asked,
        Responders = left.Responders + right.Responders,
        OtherResponders = left.OtherResponders + right.OtherResponders,
    };

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ResponseRateTotals), PrintMembers);

    /// <summary>The first condition that the totals break, or <see langword="null"/>.</summary>
    internal string? Contradiction() =>
        TotalsArgument.Outside(nameof(Asked), Asked, 0, long.MaxValue)
        ?? TotalsArgument.Outside(nameof(Responders), Responders, 0, Asked, nameof(Asked))
        ?? TotalsArgument.Outside(nameof(OtherResponders), OtherResponders, 0, long.MaxValue);
}
