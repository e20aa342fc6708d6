namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>A rate of events that is gamma distributed over customers: the time to the first event, and counts of events.</summary>
internal readonly struct GammaRate
{
    // Of such a rate no more than its mean is seen in doubles, and it is the same after division.
    private const double OneRateForAll = 1e40;

    /// <summary>The rate of gamma(shape, scale), where the scale is in the unit of time.</summary>
    public GammaRate(double shape, double scale)
    {
        Shape = Math.Min(shape, OneRateForAll);
        Scale = shape > OneRateForAll ? scale * (OneRateForAll / shape) : scale;
    }

    /// <summary>The shape.</summary>
    public double Shape { get; }

    /// <summary>The rate parameter, in the unit of time.</summary>
    public double Scale { get; }

    /// <summary>The logarithm of the probability that no event happens within a time above 0.</summary>
    public double LogNone(double t) => Shape * LogRest(t);

    /// <summary>ln(scale / (scale + t)) for a time t above 0.</summary>
    public double LogRest(double t) => -new Exposure(t, Scale).LogOnePlus(1.0);

    /// <summary>ln(t / (scale + t)) for a time t above 0.</summary>
    public double LogShare(double t) => -new Exposure(Scale, t).LogOnePlus(1.0);
}
