using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>When the money of a period is taken to arrive.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<CashTiming>))]
public enum CashTiming
{
    /// <summary>At the end of each period: the first period is discounted once.</summary>
    EndOfPeriod,

    /// <summary>In the middle of each period: the first is discounted for half of one.</summary>
    MiddleOfPeriod,

    /// <summary>At the start of each period: the first is not discounted.</summary>
    StartOfPeriod,
}

/// <summary>How later purchases are made comparable with present ones: a rate, the time it is for, and when money arrives.</summary>
/// <remarks>
/// A value is only as good as its convention is known, so there is no default: <see cref="None"/>, <see cref="PerPeriod"/> or
/// <see cref="Continuous"/>.
/// </remarks>
public sealed record Discounting
{
    private Discounting(double rate, ModelUnit? period, CashTiming? timing)
    {
        Rate = rate;
        Period = period;
        Timing = timing;
    }

    /// <summary>No discount: a purchase is a purchase whenever it happens.</summary>
    public static Discounting None { get; } = new(0.0, null, null);

    /// <summary>The rate per period; 0 for none.</summary>
    public double Rate { get; }

    /// <summary>The time the rate is for; null for no discount.</summary>
    public ModelUnit? Period { get; }

    /// <summary>When a period's money arrives; null where every purchase is discounted for its own moment.</summary>
    public CashTiming? Timing { get; }

    /// <summary>A rate per period, compounded each period, applied to all purchases of a period alike.</summary>
    /// <param name="rate">The rate per period, 0 or more: 0.01 is one per cent.</param>
    /// <param name="period">The period.</param>
    /// <param name="timing">When its money arrives.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite, or there is no such timing.</exception>
    /// <returns>The convention.</returns>
    public static Discounting PerPeriod(double rate, ModelUnit period, CashTiming timing) => new(Checked(rate), NotNull(period), ModelArgument.Defined(timing));

    /// <summary>A continuously compounded rate: a purchase after t is worth e^(−rate t).</summary>
    /// <param name="rate">The rate per unit of time, 0 or more.</param>
    /// <param name="per">The unit of time.</param>
    /// <returns>The convention.</returns>
    public static Discounting Continuous(double rate, ModelUnit per) => new(Checked(rate), NotNull(per), null);

    /// <summary>The continuously compounded rate per unit of time that gives the same discount over whole periods.</summary>
    /// <param name="unit">The unit of time.</param>
    /// <returns>ln(1 + rate) per period, or the rate itself where it is continuous, converted to the unit.</returns>
    public double ContinuousRatePer(ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Period is null ? 0.0 : (Timing is null ? Rate : Math.Log(1.0 + Rate)) / unit.LengthOf(1.0, Period);
    }

    /// <summary>The convention in words.</summary>
    /// <returns>For example <c>0.01 per month, EndOfPeriod</c>.</returns>
    public override string ToString() => Period is null
        ? "undiscounted"
        : string.Create(CultureInfo.InvariantCulture, $"{Rate} per {Period}, {(Timing is { } timing ? timing.ToString() : "continuous")}");

    /// <summary>The purchases within a horizon, each discounted to the end of observation.</summary>
    internal double Apply(IPurchaseModel model, PurchaseHistory history, double horizon)
    {
        if (Period is null || Rate == 0.0 || horizon == 0.0)
        {
            return model.ExpectedPurchases(history, horizon);
        }

        return Timing is { } timing
            ? ByPeriods(model, history, horizon, timing)
            : DiscountedIntegral.Of(t => model.ExpectedPurchases(history, t), horizon, ContinuousRatePer(model.Unit));
    }

    private double ByPeriods(IPurchaseModel model, PurchaseHistory history, double horizon, CashTiming timing)
    {
        double length = model.Unit.LengthOf(1.0, Period!);
        double shift = timing switch { CashTiming.EndOfPeriod => 0.0, CashTiming.MiddleOfPeriod => 0.5, _ => 1.0 };
        double before = 0.0;
        double sum = 0.0;

        // A last period cut short by the horizon counts with what happens in it. The tolerance keeps 12 months twelve periods.
        for (int j = 1; (j - 1) * length < horizon * (1.0 - 1e-12); j++)
        {
            double until = model.ExpectedPurchases(history, Math.Min(j * length, horizon));
            sum += (until - before) * Math.Pow(1.0 + Rate, shift - j);
            before = until;
        }

        return sum;
    }

    private static double Checked(double rate) => rate >= 0.0 && double.IsFinite(rate)
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate of discount is a finite number, 0 or more.");

    private static ModelUnit NotNull(ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit;
    }
}
