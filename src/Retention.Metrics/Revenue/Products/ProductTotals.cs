using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one product in one period from which a row of a <see cref="ProductRollForward"/> is made.</summary>
/// <remarks>Money is in annual millionths of the currency's major unit. <see cref="RollForwardByProduct.FromTotals"/> checks them.</remarks>
/// <example><code>
/// ProductTotals basic = new() { OpeningMrr = 240_000_000, TransferOutMrr = 240_000_000, LostMrr = 240_000_000, HolderMrr = 240_000_000, OpeningCustomers = 1, LeftCustomers = 1, LostCustomers = 1 };
/// </code></example>
[JsonConverter(typeof(ProductTotalsJsonConverter))]
public readonly partial record struct ProductTotals : IAdditionOperators<ProductTotals, ProductTotals, ProductTotals>
{
    /// <summary>Revenue in the product at the start.</summary>
    public Int128 OpeningMrr { get; init; }

    /// <summary>Revenue that customers moved into the product from others.</summary>
    public Int128 TransferInMrr { get; init; }

    /// <summary>Revenue that customers moved from the product to others.</summary>
    public Int128 TransferOutMrr { get; init; }

    /// <summary>Revenue in the product at the end: opening and movements, + transfer in − transfer out.</summary>
    public Int128 ClosingMrr { get; init; }

    /// <summary>Revenue in the product that those who had some at the start have lost by the end, each customer compared at the two ends. Paused customers count as if they still paid.</summary>
    public Int128 LostMrr { get; init; }

    /// <summary>Revenue in the product that those who had some at the start have gained by the end, each customer compared at the two ends.</summary>
    public Int128 GainedMrr { get; init; }

    /// <summary>The whole revenue, in all products, of the customers with revenue in this one at the start.</summary>
    public Int128 HolderMrr { get; init; }

    /// <summary>What these customers have lost of their whole revenue by the end, each compared at the two ends.</summary>
    public Int128 HolderLostMrr { get; init; }

    /// <summary>What these customers have gained in their whole revenue by the end, each compared at the two ends.</summary>
    public Int128 HolderGainedMrr { get; init; }

    /// <summary>Customers with revenue in the product at the start.</summary>
    public long OpeningCustomers { get; init; }

    /// <summary>Customers with revenue in the product at the end and not at the start.</summary>
    public long JoinedCustomers { get; init; }

    /// <summary>Customers with revenue in the product at the start and not at the end.</summary>
    public long LeftCustomers { get; init; }

    /// <summary>Customers with revenue in the product at the end: opening + joined − left.</summary>
    public long ClosingCustomers { get; init; }

    /// <summary>Customers who left the product and are not paused.</summary>
    public long LostCustomers { get; init; }

    /// <summary>Customers with revenue in the product at the start who are not active at the end, in any product.</summary>
    public long ChurnedCustomers { get; init; }

    /// <summary>The amount of each kind of movement; the members named for a kind read and write one of them.</summary>
    internal MovementAmounts Movements { get; init; }

    private Int128 ClosingFromMovements => OpeningMrr + TransferInMrr - TransferOutMrr
        + RollForwardFigure.NetMovement(FigureUnit.MoneyPerMonth, new RollForwardTotals { Movements = Movements });

    /// <summary>Adds the totals of other customers in the same product and period.</summary>
    public static ProductTotals operator +(ProductTotals left, ProductTotals right) => new()
    {
        OpeningMrr = left.OpeningMrr + right.OpeningMrr,
        Movements = left.Movements + right.Movements,
        TransferInMrr = left.TransferInMrr + right.TransferInMrr,
        TransferOutMrr = left.TransferOutMrr + right.TransferOutMrr,
        ClosingMrr = left.ClosingMrr + right.ClosingMrr,
        LostMrr = left.LostMrr + right.LostMrr,
        GainedMrr = left.GainedMrr + right.GainedMrr,
        HolderMrr = left.HolderMrr + right.HolderMrr,
        HolderLostMrr = left.HolderLostMrr + right.HolderLostMrr,
        HolderGainedMrr = left.HolderGainedMrr + right.HolderGainedMrr,
        OpeningCustomers = left.OpeningCustomers + right.OpeningCustomers,
        JoinedCustomers = left.JoinedCustomers + right.JoinedCustomers,
        LeftCustomers = left.LeftCustomers + right.LeftCustomers,
        ClosingCustomers = left.ClosingCustomers + right.ClosingCustomers,
        LostCustomers = left.LostCustomers + right.LostCustomers,
        ChurnedCustomers = left.ChurnedCustomers + right.ChurnedCustomers,
    };

    /// <summary>The same totals with the closing revenue that opening, movements and transfers come to.</summary>
    internal ProductTotals Closed() => this with { ClosingMrr = ClosingFromMovements };

    /// <summary>The first condition that the totals break, or <see langword="null"/>.</summary>
    internal string? Contradiction()
    {
        foreach ((string name, Int128 amount) in NonNegative())
        {
            if (amount < 0 || amount > TotalsArgument.LargestAmount)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name} is {amount}; it must be between 0 and {TotalsArgument.LargestAmount}");
            }
        }

        return ClosingMrr != ClosingFromMovements
            ? string.Create(CultureInfo.InvariantCulture, $"{nameof(ClosingMrr)} is {ClosingMrr}, but opening, movements and transfers add up to {ClosingFromMovements}; they must be equal")
            : ClosingCustomers != OpeningCustomers + JoinedCustomers - LeftCustomers
            ? string.Create(CultureInfo.InvariantCulture, $"{nameof(ClosingCustomers)} is {ClosingCustomers}, but opening + joined - left is {OpeningCustomers + JoinedCustomers - LeftCustomers}; they must be equal")
            : AtMost(nameof(LostMrr), LostMrr, nameof(OpeningMrr), OpeningMrr)
            ?? AtMost(nameof(OpeningMrr), OpeningMrr, nameof(HolderMrr), HolderMrr)
            ?? AtMost(nameof(HolderLostMrr), HolderLostMrr, nameof(HolderMrr), HolderMrr)
            ?? AtMost(nameof(LeftCustomers), LeftCustomers, nameof(OpeningCustomers), OpeningCustomers)
            ?? AtMost(nameof(LostCustomers), LostCustomers, nameof(LeftCustomers), LeftCustomers)
            ?? AtMost(nameof(ChurnedCustomers), ChurnedCustomers, nameof(LostCustomers), LostCustomers);
    }

    private static string? AtMost(string name, Int128 value, string limitName, Int128 limit) =>
        value > limit ? string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be at most {limitName}, {limit}") : null;

    private (string Name, Int128 Amount)[] NonNegative()
    {
        MovementAmounts movements = Movements;
        return
        [
            (nameof(OpeningMrr), OpeningMrr), .. RollForwardFigure.Movements.Select(movement => (movement.Explained.ToString()!, movements.Of(movement.Explained!.Value))),
            (nameof(TransferInMrr), TransferInMrr), (nameof(TransferOutMrr), TransferOutMrr), (nameof(ClosingMrr), ClosingMrr), (nameof(LostMrr), LostMrr), (nameof(GainedMrr), GainedMrr),
            (nameof(HolderMrr), HolderMrr), (nameof(HolderLostMrr), HolderLostMrr), (nameof(HolderGainedMrr), HolderGainedMrr), (nameof(OpeningCustomers), OpeningCustomers),
            (nameof(JoinedCustomers), JoinedCustomers), (nameof(LeftCustomers), LeftCustomers), (nameof(ClosingCustomers), ClosingCustomers), (nameof(LostCustomers), LostCustomers),
            (nameof(ChurnedCustomers), ChurnedCustomers),
        ];
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ProductTotals), PrintMembers);
}
