namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>A quotient of two positive numbers which itself may be out of the range of doubles: time over the rate parameter of a gamma distribution.</summary>
internal readonly struct Exposure(double time, double rate)
{
    private readonly double ratio = time / rate;

    /// <summary>The logarithm of the quotient.</summary>
    public double Log { get; } = Math.Log(time) - Math.Log(rate);

    /// <summary>ln(1 + p w) with w the quotient, p from 0 to 1.</summary>
    public double LogOnePlus(double p) =>
        double.IsFinite(ratio) ? LogSpace.Log1P(p * ratio) : LogSpace.Sum(0.0, Math.Log(p) + Log);
}
