using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a measure costs: once when it begins, and in every period.</summary>
/// <param name="OneOff">Spent at the start of the first period, 0 or more.</param>
/// <param name="PerPeriod">Spent in every period, 0 or more.</param>
[JsonConverter(typeof(InitiativeCostJsonConverter))]
public readonly record struct InitiativeCost(Money OneOff, Money PerPeriod);

/// <summary>What a change for the better, such as a lower churn, is worth over a number of periods, net of what it costs.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>gain = margin × (revenue collected with the measure − without it)</c>, <c>cost = one-off + periods × cost per period</c>,
/// <c>net = gain − cost</c>, <c>return = net / cost</c>; the break-even period is the first at the end of which the gain so far covers the cost so far.</para>
/// <para><b>Unit:</b> money; the return is a ratio: 0 where the measure just pays, 1 where it brings its cost twice.</para>
/// <para><b>Undefined:</b> the return where the measure costs nothing; the break-even period where there is none among the periods.</para>
/// <para><b>Cost:</b> two projections.</para>
/// <para><b>Source:</b> the plain definitions of return on investment and break-even; later money is not discounted.</para>
/// </remarks>
/// <example><code>
/// var asNow = new WhatIf(Currency.Eur.Amount(10_000m), startingCustomers: 100m) { CustomerChurn = 0.05m, RevenueChurn = 0.05m };
/// var cost = new InitiativeCost(OneOff: Currency.Eur.Amount(1_000m), PerPeriod: Currency.Eur.Amount(100m));
/// InitiativeReturn worth = InitiativeReturn.Of(asNow, asNow.ChurnTimes(0.8m), periods: 12, cost);
/// worth.Gain;            // 5256.33 EUR
/// worth.Net;             // 3056.33 EUR
/// worth.Return.Value;    // 1.3892…
/// worth.BreakEvenPeriod; // 7
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("InitiativeReturn.Of")]
public sealed record InitiativeReturn : IJsonAnswer
{
    private InitiativeReturn(Projection without, Projection with, InitiativeCost cost, decimal margin)
    {
        Without = without;
        With = with;
        Cost = cost;
        Margin = margin;
        TotalCost = CostUpTo(without.Count);
        Gain = (with.Revenue - without.Revenue) * margin;
        BreakEvenPeriod = FirstPeriodThatCoversItsCost();
    }

    /// <summary>The periods without the measure.</summary>
    public Projection Without { get; }

    /// <summary>The periods with the measure.</summary>
    public Projection With { get; }

    /// <summary>What the measure costs.</summary>
    public InitiativeCost Cost { get; }

    /// <summary>The share of revenue that is kept.</summary>
    public decimal Margin { get; }

    /// <summary>What the measure brings: the margin on the revenue collected more.</summary>
    public Money Gain { get; }

    /// <summary>What the measure costs in all periods.</summary>
    public Money TotalCost { get; }

    /// <summary>What the measure brings less what it costs; below 0 it is not worth it.</summary>
    public Money Net => Gain - TotalCost;

    /// <summary>What comes back net for each unit of money spent (ROI).</summary>
    public Ratio Return => Ratio.Of(Net.Amount, TotalCost.Amount);

    /// <summary>The first period, counted from 1, at the end of which the gain so far covers the cost so far; <see langword="null"/> where none does.</summary>
    public int? BreakEvenPeriod { get; }

    /// <summary>Values a measure.</summary>
    /// <param name="without">What is assumed without it.</param>
    /// <param name="with">What is assumed with it, from the same start.</param>
    /// <param name="periods">Over how many periods, 1 to 1,200.</param>
    /// <param name="cost">What it costs.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    /// <exception cref="ArgumentException">The two do not start alike, a cost is negative or in another currency, or a projection cannot be made.</exception>
    public static InitiativeReturn Of(WhatIf without, WhatIf with, int periods, InitiativeCost cost, decimal margin = 1m)
    {
        ArgumentNullException.ThrowIfNull(without);
        ArgumentNullException.ThrowIfNull(with);
        if ((with.StartingMrr, with.StartingCustomers, with.MonthsPerPeriod) != (without.StartingMrr, without.StartingCustomers, without.MonthsPerPeriod))
        {
            throw new ArgumentException(FormattableString.Invariant($"With the measure it starts with {Start(with)}, without it with {Start(without)}; both start alike."), nameof(with));
        }

        return new InitiativeReturn(
            Projection.Of(without, periods), Projection.Of(with, periods), new InitiativeCost(Spent(cost.OneOff, without), Spent(cost.PerPeriod, without)), FormulaArgument.Share(margin));
    }

    /// <summary>What the measure has brought less what it has cost by the end of a period.</summary>
    /// <param name="period">Counted from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such period.</exception>
    public Money NetUpTo(int period)
    {
        if (period < 1 || period > With.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, FormattableString.Invariant($"1 to {With.Count}."));
        }

        Money gain = -CostUpTo(period);
        for (int i = 0; i < period; i++)
        {
            gain += GainOf(i);
        }

        return gain;
    }

    private Money GainOf(int index) => (With[index].Revenue - Without[index].Revenue) * Margin;

    private Money CostUpTo(int period) => Cost.OneOff + (Cost.PerPeriod * period);

    private int? FirstPeriodThatCoversItsCost()
    {
        Money net = -Cost.OneOff;
        for (int i = 0; i < With.Count; i++)
        {
            net += GainOf(i) - Cost.PerPeriod;
            if (net.Amount >= 0m)
            {
                return i + 1;
            }
        }

        return null;
    }

    private static string Start(WhatIf one) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{one.StartingMrr} of {one.StartingCustomers:0.######} customers, in periods of {one.MonthsPerPeriod:0.######} months");

    private static Money Spent(Money amount, WhatIf on)
    {
        if (amount.Currency != on.StartingMrr.Currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"The cost {amount} is not in {on.StartingMrr.Currency}, the currency of the revenue; convert it first."), nameof(amount));
        }

        _ = FormulaArgument.NotNegative(amount.Amount, nameof(amount));
        return amount;
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"gain {Gain}, cost {TotalCost}, {With.Count} periods, breaks even in {BreakEvenPeriod?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("currency", Gain.Currency);
        json.Add("margin", Margin);
        json.Add("gain", Gain);
        json.Add("cost", Cost, InitiativeCostJsonConverter.Instance.WriteValue);
        json.Add("totalCost", TotalCost);
        json.Add("net", Net);
        json.Add("return", Return);
        json.Add("breakEvenPeriod", BreakEvenPeriod);
        json.Add("without", Without);
        json.Add("with", With);
    }
}
