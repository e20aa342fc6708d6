using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>What is assumed of the periods to come: where they start from, and what every one of them loses and gains.</summary>
/// <remarks>
/// <para>Rates are shares of what a period opens with, the same in every period. Change one with <c>with</c>, and <see cref="Projection"/> says
/// what follows; <see cref="InitiativeReturn"/> says what the change is worth. Rates do not change each other: who raises the price should think
/// of the churn too.</para>
/// <para>Amounts of MRR are per month, whatever the period. Customers are expectations and need not be whole.</para>
/// </remarks>
/// <example><code>
/// var asNow = new WhatIf(Currency.Eur.Amount(10_000m), startingCustomers: 100m) { CustomerChurn = 0.05m, RevenueChurn = 0.05m };
/// WhatIf better = asNow with { CustomerChurn = 0.04m, RevenueChurn = 0.04m };
/// Projection.Of(asNow, periods: 12)[^1].ClosingMrr;  // 5403.60 EUR
/// Projection.Of(better, periods: 12)[^1].ClosingMrr; // 6127.10 EUR
/// </code></example>
[JsonConverter(typeof(WhatIfJsonConverter))]
public sealed record WhatIf
{
    private readonly Money startingMrr;
    private readonly decimal startingCustomers;
    private readonly decimal customerChurn;
    private readonly decimal revenueChurn;
    private readonly decimal contraction;
    private readonly decimal expansion;
    private readonly decimal acquiredCustomers;
    private readonly Money acquiredMrr;
    private readonly decimal priceChange;
    private readonly decimal monthsPerPeriod = 1m;

    /// <summary>Starts from an MRR and a number of customers, and assumes that nothing changes.</summary>
    /// <param name="startingMrr">MRR when the first period begins, 0 or more.</param>
    /// <param name="startingCustomers">Customers when the first period begins, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is below 0.</exception>
    public WhatIf(Money startingMrr, decimal startingCustomers)
    {
        _ = FormulaArgument.NotNegative(startingMrr.Amount, nameof(startingMrr));
        this.startingMrr = startingMrr;
        this.startingCustomers = FormulaArgument.NotNegative(startingCustomers);
        acquiredMrr = Money.Zero(startingMrr.Currency);
    }

    /// <summary>MRR when the first period begins.</summary>
    public Money StartingMrr
    {
        get => startingMrr;
        init => startingMrr = Amount(value);
    }

    /// <summary>Customers when the first period begins.</summary>
    public decimal StartingCustomers
    {
        get => startingCustomers;
        init => startingCustomers = FormulaArgument.NotNegative(value);
    }

    /// <summary>The share of its opening customers a period loses, 0 to 1.</summary>
    public decimal CustomerChurn
    {
        get => customerChurn;
        init => customerChurn = FormulaArgument.Share(value);
    }

    /// <summary>The share of its opening MRR a period loses with those customers, 0 to 1.</summary>
    public decimal RevenueChurn
    {
        get => revenueChurn;
        init => revenueChurn = FormulaArgument.Share(value);
    }

    /// <summary>The share of its opening MRR a period loses from customers who stay, 0 to 1.</summary>
    public decimal Contraction
    {
        get => contraction;
        init => contraction = FormulaArgument.Share(value);
    }

    /// <summary>What a period gains from customers who stay, as a share of its opening MRR, 0 or more.</summary>
    public decimal Expansion
    {
        get => expansion;
        init => expansion = FormulaArgument.NotNegative(value);
    }

    /// <summary>How many customers a period gains, new and returning, 0 or more.</summary>
    public decimal AcquiredCustomers
    {
        get => acquiredCustomers;
        init => acquiredCustomers = FormulaArgument.NotNegative(value);
    }

    /// <summary>MRR of the customers a period gains, all together, at today's prices.</summary>
    public Money AcquiredMrr
    {
        get => acquiredMrr;
        init => acquiredMrr = Amount(value);
    }

    /// <summary>By how much all prices change in the first period, for good: 0.05 is five percent more, −1 is for free.</summary>
    public decimal PriceChange
    {
        get => priceChange;
        init => priceChange = value >= -1m ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A price falls by its whole at most: −1 or more.");
    }

    /// <summary>How many months a period has: 1, 3 for quarters, 12 for years.</summary>
    public decimal MonthsPerPeriod
    {
        get => monthsPerPeriod;
        init => monthsPerPeriod = value > 0m ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A period has more than 0 months.");
    }

    /// <summary>Supposes that what a roll-forward shows goes on as it was.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> it starts from the closing figures of the last period. Each rate is pooled over the periods,
    /// <c>Σ lost or gained / Σ opening</c>; acquisition, new and reactivation together, is their mean. Pauses, returns from them and exchange rates
    /// are not carried forward.</para>
    /// <para><b>Unit:</b> shares of a period's opening, money a month, customers.</para>
    /// <para><b>Undefined:</b> <see langword="null"/> where no period opened with revenue, as nothing shows what is lost of it; and where more was
    /// lost than there was, as movements netted per day or per event can show: nothing can go on like that.</para>
    /// <para><b>Cost:</b> one pass over the periods.</para>
    /// <para><b>Source:</b> rates of a group are pooled, never averaged.</para>
    /// </remarks>
    /// <example><code>
    /// WhatIf? asNow = WhatIf.From(year);
    /// asNow?.StartingMrr;   // 250.00 EUR
    /// asNow?.CustomerChurn; // 0.0487…: 2 of the 41 at the start of the twelve months
    /// </code></example>
    /// <param name="rollForward">What happened, in periods like those to come.</param>
    public static WhatIf? From(RollForward rollForward)
    {
        ArgumentNullException.ThrowIfNull(rollForward);
        decimal opening = 0m, churn = 0m, contraction = 0m, expansion = 0m, acquired = 0m;
        decimal openingCustomers = 0m, churnedCustomers = 0m, acquiredCustomers = 0m;
        foreach (RollForwardRow row in rollForward)
        {
            opening += row.OpeningMrr.AnnualAmount;
            churn += row.ChurnMrr.AnnualAmount;
            contraction += row.ContractionMrr.AnnualAmount;
            expansion += row.ExpansionMrr.AnnualAmount;
            acquired += row.NewMrr.AnnualAmount + row.ReactivationMrr.AnnualAmount;
            openingCustomers += row.OpeningCustomers;
            churnedCustomers += row.ChurnedCustomers;
            acquiredCustomers += row.NewCustomers + row.ReactivatedCustomers;
        }

        if (opening == 0m || openingCustomers == 0m || churn + contraction > opening || churnedCustomers > openingCustomers)
        {
            return null;
        }

        RollForwardRow last = rollForward[^1];
        return new WhatIf(new Money(last.ClosingMrr.MonthlyAmount, rollForward.Currency), last.ClosingCustomers)
        {
            CustomerChurn = churnedCustomers / openingCustomers,
            RevenueChurn = churn / opening,
            Contraction = contraction / opening,
            Expansion = expansion / opening,
            AcquiredCustomers = acquiredCustomers / rollForward.Count,
            AcquiredMrr = new Money(acquired / 12m / rollForward.Count, rollForward.Currency),
            MonthsPerPeriod = MonthsOf(rollForward.Periods),
        };
    }

    /// <summary>The same with customer and revenue churn multiplied: 0.8 is a fifth less churn.</summary>
    /// <param name="factor">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 0, or a rate would exceed 1.</exception>
    public WhatIf ChurnTimes(decimal factor) =>
        this with { CustomerChurn = customerChurn * FormulaArgument.NotNegative(factor), RevenueChurn = revenueChurn * factor };

    /// <summary>The same with acquired customers and their MRR multiplied: 1.1 is a tenth more.</summary>
    /// <param name="factor">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 0.</exception>
    public WhatIf AcquisitionTimes(decimal factor) =>
        this with { AcquiredCustomers = acquiredCustomers * FormulaArgument.NotNegative(factor), AcquiredMrr = acquiredMrr * factor };

    private Money Amount(Money value)
    {
        if (value.Currency != startingMrr.Currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"{value} is not in {startingMrr.Currency}, the currency it starts with; convert it first."), nameof(value));
        }

        _ = FormulaArgument.NotNegative(value.Amount, nameof(value));
        return value;
    }

    private static decimal MonthsOf(ReportingPeriods periods)
    {
        if (periods.PeriodsPerYear is { } perYear and <= 12d)
        {
            return 12m / (decimal)perYear;
        }

        long ticks = Period.Between(CalendarTime.Of(periods[0].LocalStart), CalendarTime.Of(periods[^1].LocalEnd), PeriodUnits.Ticks).Ticks;
        return ticks / (decimal)NodaConstants.TicksPerDay / periods.Count * 12m / 365m;
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(WhatIf), PrintMembers);
}
