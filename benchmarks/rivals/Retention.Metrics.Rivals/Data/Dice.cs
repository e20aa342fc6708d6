namespace Retention.Metrics.Rivals.Data;

/// <summary>SplitMix64 from a fixed seed: the same data on every machine and every version of .NET.</summary>
internal sealed class Dice
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong state = Gamma;

    /// <summary>At least 0 and below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Between(int from, int below) => from + (int)(Next() % (ulong)(below - from));

    private ulong Next()
    {
        state += Gamma;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
