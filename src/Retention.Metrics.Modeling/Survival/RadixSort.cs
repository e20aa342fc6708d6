namespace Retention.Metrics.Modeling.Survival;

/// <summary>Sorts plain integers by digits of eleven bits: three passes, whatever their order.</summary>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const uint Mask = Digits - 1;

    /// <summary>Sorts, and gives back either the array given or another of the same length.</summary>
    internal static uint[] Ascending(uint[] keys)
    {
        uint[] from = keys, to = new uint[keys.Length];
        int[] starts = new int[Digits];
        for (int shift = 0; shift < 32; shift += DigitBits)
        {
            Array.Clear(starts);
            foreach (uint key in from)
            {
                starts[(key >> shift) & Mask]++;
            }

            if (from.Length > 0 && starts[(from[0] >> shift) & Mask] == from.Length)
            {
                continue; // every key has the same digit here
            }

            int next = 0;
            for (int digit = 0; digit < Digits; digit++)
            {
                (starts[digit], next) = (next, next + starts[digit]);
            }

            foreach (uint key in from)
            {
                to[starts[(key >> shift) & Mask]++] = key;
            }

            (from, to) = (to, from);
        }

        return from;
    }
}
