using MathNet.Numerics.Distributions;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>How many of n do what each does with chance p.</summary>
internal static class BinomialDraw
{
    private const int OneByOne = 64;

    /// <summary>Draws the number; in steps of the logarithm of n.</summary>
    /// <remarks>The middle one of n uniform numbers is beta distributed. Drawn first, it decides on which side of p half of
    /// them lie, and leaves the other half to be told apart.</remarks>
    public static int Of(int n, double p, Random random)
    {
        int drawn = 0;
        while (n > OneByOne)
        {
            int below = 1 + (n / 2), above = n + 1 - below;
            double middle = Beta.Sample(random, below, above);
            if (middle >= p)
            {
                n = below - 1;
                p /= middle;
            }
            else
            {
                drawn += below;
                n = above - 1;
                p = (p - middle) / (1 - middle);
            }
        }

        for (int i = 0; i < n; i++)
        {
            drawn += random.NextDouble() < p ? 1 : 0;
        }

        return drawn;
    }
}
