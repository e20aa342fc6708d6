using MathNet.Numerics.Random;
using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Tests.Fitting;

/// <summary>The highest log-likelihood that climbs from many random places reach, without edges, samples or choice of starts.</summary>
internal static class ManyStarts
{
    public static double Best(IObjective likelihood, double[] center, int starts, int seed)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        Coordinate[] ranges = [.. center.Select(at => new Coordinate(Math.Log(at) - 24.0, Math.Log(at) + 24.0))];
        double best = double.NegativeInfinity;
        for (int k = 0; k < starts; k++)
        {
            double[] start = [.. center.Select(at => Math.Log(at) + (8.0 * random.NextDouble()) - 4.0)];
            var ascent = new Ascent(likelihood, ranges, start);
            if (!ascent.IsFinite)
            {
                continue;
            }

            ascent.Climb();
            best = Math.Max(best, ascent.Value);
            if (ascent.Value > best - 0.1)
            {
                best = Math.Max(best, ascent.Finish().Value);
            }
        }

        return best;
    }
}
