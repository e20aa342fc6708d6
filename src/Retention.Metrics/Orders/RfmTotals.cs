using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one customer, from which a row of <see cref="RfmTable"/> is made.</summary>
/// <remarks>
/// Money is in millionths of the currency's major unit: 49.00 is 49,000,000. The totals come from whatever engine has computed them: this
/// library, a database, a test. <see cref="RfmTable.FromTotals"/> checks them.
/// </remarks>
/// <example><code>
/// RfmTotals[] totals = [new() { Frequency = 1, RecencyDays = 4, AgeDays = 26, FirstRevenue = 40_000_000, RepeatRevenue = 50_000_000 }];
/// RfmTable table = RfmTable.FromTotals(new LocalDate(2026, 1, 31), Currency.Eur, ["ada"], totals);
/// table[0].RepeatRevenue; // 50.00 EUR
/// </code></example>
[JsonConverter(typeof(RfmTotalsJsonConverter))]
public readonly record struct RfmTotals : IComparable<RfmTotals>
{
    /// <summary>The number of repeat purchases: days with an order, without the first.</summary>
    public int Frequency { get; init; }

    /// <summary>Days from the first to the last day with an order.</summary>
    public int RecencyDays { get; init; }

    /// <summary>Days from the first day with an order to the end of observation.</summary>
    public int AgeDays { get; init; }

    /// <summary>The revenue of the first day with an order.</summary>
    public long FirstRevenue { get; init; }

    /// <summary>The revenue of all later days with an order.</summary>
    public long RepeatRevenue { get; init; }

    /// <summary>The first condition that the totals break, or <see langword="null"/>.</summary>
    internal string? Contradiction()
    {
        // Names are collected for a message only: a table has as many totals as customers.
        if (Frequency < 0 || RecencyDays < 0 || AgeDays < 0 || FirstRevenue < 0 || RepeatRevenue < 0)
        {
            (string name, long value) = NonNegative().First(member => member.Value < 0);
            return Text($"{name} is {value}; it must be 0 or more");
        }

        return
            RecencyDays > AgeDays ? Text($"{nameof(RecencyDays)} is {RecencyDays}; it must be at most {nameof(AgeDays)}, {AgeDays}")
            : Frequency > RecencyDays ? Text($"{nameof(Frequency)} is {Frequency}; it must be at most {nameof(RecencyDays)}, {RecencyDays}: each repeat purchase is on a day of its own")
            : Frequency == 0 && RecencyDays != 0 ? Text($"{nameof(RecencyDays)} is {RecencyDays}; without repeat purchases it must be 0")
            : Frequency == 0 && RepeatRevenue != 0 ? Text($"{nameof(RepeatRevenue)} is {RepeatRevenue}; without repeat purchases it must be 0")
            : null;
    }

    /// <summary>Compares the members in order.</summary>
    /// <param name="other">The other totals.</param>
    /// <returns>Less than 0, 0 or more than 0.</returns>
    public int CompareTo(RfmTotals other) =>
        (Frequency, RecencyDays, AgeDays, FirstRevenue, RepeatRevenue).CompareTo((other.Frequency, other.RecencyDays, other.AgeDays, other.FirstRevenue, other.RepeatRevenue));

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(RfmTotals), PrintMembers);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private (string Name, long Value)[] NonNegative() =>
    [
        (nameof(Frequency), Frequency), (nameof(RecencyDays), RecencyDays), (nameof(AgeDays), AgeDays), (nameof(FirstRevenue), FirstRevenue), (nameof(RepeatRevenue), RepeatRevenue),
    ];
}
