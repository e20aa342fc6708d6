namespace Retention.Metrics.Modeling.Fitting;

/// <summary>Adds the log-likelihood of rows [from, to) to a gradient and returns its sum.</summary>
internal delegate double BlockLikelihood(int from, int to, Span<double> gradient);

/// <summary>Sums over blocks of rows on all cores, always in the same order: the same bits whatever the number of threads.</summary>
internal static class BlockSums
{
    /// <summary>Rows that cost a microsecond or so each.</summary>
    public const int DearRows = 256;

    /// <summary>Rows that cost so little that only many of them are worth another thread.</summary>
    public const int CheapRows = 4096;

    public static double Evaluate(int rows, int blockSize, Span<double> gradient, BlockLikelihood block)
    {
        int dimension = gradient.Length;
        int blocks = (rows + blockSize - 1) / blockSize;
        var values = new double[blocks];
        var gradients = new double[blocks * dimension];

        void Run(int index) =>
            values[index] = block(
                index * blockSize,
                Math.Min(rows, (index + 1) * blockSize),
                gradients.AsSpan(index * dimension, dimension));

        ForEachBlock(blocks, Run);

        double sum = 0.0;
        gradient.Clear();
        for (int index = 0; index < blocks; index++)
        {
            sum += values[index];
            for (int k = 0; k < dimension; k++)
            {
                gradient[k] += gradients[(index * dimension) + k];
            }
        }

        return sum;
    }

    /// <summary>Fills <paramref name="into"/> by index on all cores; each element is computed by itself.</summary>
    public static void Fill(double[] into, Func<int, double> element)
    {
        int blocks = (into.Length + DearRows - 1) / DearRows;
        ForEachBlock(blocks, index =>
        {
            int to = Math.Min(into.Length, (index + 1) * DearRows);
            for (int i = index * DearRows; i < to; i++)
            {
                into[i] = element(i);
            }
        });
    }

    private static void ForEachBlock(int blocks, Action<int> run)
    {
        if (blocks <= 1 || Environment.ProcessorCount == 1)
        {
            for (int index = 0; index < blocks; index++)
            {
                run(index);
            }
        }
        else
        {
            Parallel.For(0, blocks, run);
        }
    }
}
