namespace Retention.Metrics.Revenue;

/// <summary>Rounds the MRR of a period for a printed table, so that the printed lines add up to the printed closing.</summary>
/// <remarks>
/// <para>
/// Opening and closing are rounded half-even, each by itself: the closing of a period is the opening of the next. Movements are rounded down, with a loss
/// as an amount below zero, and the minor units that are missing then go to the largest remainders, in the order of the lines where those are equal. No line differs from its exact
/// amount by a whole minor unit.
/// </para>
/// <para>
/// One case leaves no such lines: opening and closing both end in exactly half a minor unit, one of them is rounded up and the other down, and no movement has a remainder. Then the
/// first movement that is not 0 differs by one minor unit. JSON and CSV round each amount by itself.
/// </para>
/// </remarks>
internal static class MrrFooting
{
    private static readonly RollForwardFigure[] MovementLines = [.. RollForwardFigure.All.Where(figure => figure.Unit == FigureUnit.MoneyPerMonth && figure.Sign != 0)];

    /// <summary>Every line of MRR of a period, by its figure.</summary>
    /// <param name="row">The period.</param>
    /// <exception cref="OverflowException">An amount is outside the range of <see cref="decimal"/>.</exception>
    public static IReadOnlyDictionary<RollForwardFigure, Money> Of(RollForwardRow row)
    {
        IReadOnlyList<Money> movements = Movements(row.OpeningMrr, [.. MovementLines.Select(line => ((RecurringRevenue)line.ValueOf(row)!, line.Sign))], row.ClosingMrr);
        var lines = new Dictionary<RollForwardFigure, Money>
        {
            [RollForwardFigure.Of(RevenueFigure.OpeningMrr)] = row.OpeningMrr.Monthly,
            [RollForwardFigure.Of(RevenueFigure.ClosingMrr)] = row.ClosingMrr.Monthly,
        };
        for (int i = 0; i < MovementLines.Length; i++)
        {
            lines[MovementLines[i]] = movements[i];
        }

        return lines;
    }

    /// <summary>The movements between two balances, in their order.</summary>
    /// <param name="opening">The balance at the start.</param>
    /// <param name="movements">The exact amount of each line, with 1 where it is added to the balance and −1 where it is subtracted.</param>
    /// <param name="closing">The balance at the end: opening and the movements.</param>
    /// <exception cref="ArgumentException">The movements do not lead from the opening to the closing.</exception>
    /// <exception cref="OverflowException">An amount is outside the range of <see cref="decimal"/>.</exception>
    public static IReadOnlyList<Money> Movements(RecurringRevenue opening, IReadOnlyList<(RecurringRevenue Amount, int Sign)> movements, RecurringRevenue closing)
    {
        RecurringRevenue reached = movements.Aggregate(opening, (sum, line) => line.Sign < 0 ? sum - line.Amount : sum + line.Amount);
        if (reached != closing)
        {
            throw new ArgumentException(FormattableString.Invariant($"{opening} and its movements are {reached}, not {closing}; expected movements that close exactly."), nameof(movements));
        }

        Int128 unit = opening.MillionthsPerMonthlyMinorUnit;
        var units = new Int128[movements.Count];
        var remainders = new Int128[movements.Count];
        Int128 missing = closing.MonthlyMinorUnits - opening.MonthlyMinorUnits;
        for (int i = 0; i < units.Length; i++)
        {
            (units[i], remainders[i]) = Floor(movements[i].Sign * movements[i].Amount.AnnualMillionths, unit);
            missing -= units[i];
        }

        // Ordering is stable: equal remainders keep the order of the lines.
        int[] receivers = [.. Enumerable.Range(0, units.Length).Where(i => remainders[i] != 0).OrderByDescending(i => remainders[i])];
        if (receivers.Length == 0 && missing != 0)
        {
            receivers = [Array.FindIndex(units, one => one != 0)];
        }

        for (int i = 0; i < receivers.Length && missing != 0; i++)
        {
            units[receivers[i]] += Int128.Sign(missing);
            missing -= Int128.Sign(missing);
        }

        return [.. movements.Select((line, i) => MonthlyAmount(line.Sign * units[i], opening.Currency))];
    }

    private static (Int128 Units, Int128 Remainder) Floor(Int128 millionths, Int128 unit)
    {
        (Int128 units, Int128 rest) = Int128.DivRem(millionths, unit);
        return rest < 0 ? (units - 1, rest + unit) : (units, rest);
    }

    private static Money MonthlyAmount(Int128 minorUnits, Currency currency) => new((decimal)minorUnits / (RecurringRevenue.MillionthsPerUnit / currency.MillionthsPerMinorUnit), currency);
}
