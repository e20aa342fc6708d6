namespace Retention.Metrics.Testing.Simulation;

/// <summary>What a stream of draws decides: each purpose has one of its own, so that asking for orders changes no subscription.</summary>
internal enum Purpose
{
    Course = 1,
    Detail = 2,
    Recording = 3,
    Orders = 4,
    OrderRecording = 5,
    Use = 6,
}

/// <summary>Random numbers that depend only on a seed, a customer and a purpose, not on the caller, the time or the number of threads.</summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), begun at a place of its own for each key. Whole
/// numbers alone: nothing depends on how a machine rounds or on which version of a library draws.
/// </remarks>
internal struct DrawStream
{
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;

    private ulong state;

    private DrawStream(ulong state) => this.state = state;

    public static DrawStream Of(long seed, Purpose purpose, int customer) => unchecked(new(Mixed(Mixed(Mixed((ulong)seed) + (ulong)purpose) + (ulong)customer)));

    /// <summary>The stream of the published algorithm from a state.</summary>
    public static DrawStream From(ulong state) => new(state);

    public ulong Next()
    {
        ulong drawn = Mixed(state);
        state = unchecked(state + Gamma);
        return drawn;
    }

    /// <summary>A whole number from 0 up to a bound, exclusive.</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Whether something of a probability happens.</summary>
    public bool Happens(Probability probability) => probability.Covers(Next());

    private static ulong Mixed(ulong state) => unchecked(Finished(state + Gamma));

    private static ulong Finished(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}

/// <summary>A probability as a share of the numbers that can be drawn; 0 never happens and 1 always does.</summary>
internal readonly record struct Probability
{
    private const int Bits = 62;

    private readonly ulong threshold;

    public Probability(decimal probability) => threshold = (ulong)(probability * (1UL << Bits));

    /// <summary>Whether a drawn number lies in the share.</summary>
    public bool Covers(ulong drawn) => drawn >> (64 - Bits) < threshold;
}
