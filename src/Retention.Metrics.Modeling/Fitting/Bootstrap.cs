using System.Collections.Immutable;
using MathNet.Numerics.Random;

namespace Retention.Metrics.Modeling;

/// <summary>Models fitted to data that were simulated from a fitted model: how far the estimates might have come out otherwise.</summary>
/// <remarks>
/// <para><b>Formula:</b> the limits of a figure are the α/2 and 1 − α/2 quantiles of its values over the replicates.</para>
/// <para><b>Unit:</b> that of the figure.</para>
/// <para><b>Undefined:</b> null where fewer than 20 replicates have a finite figure.</para>
/// <para><b>Cost:</b> one simulation and one warm-started fit per replicate, on all cores; the same seed gives the same bits whatever their
/// number.</para>
/// <para><b>Source:</b> Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 6 and 13.</para>
/// </remarks>
/// <typeparam name="TModel">The model.</typeparam>
public sealed class Bootstrap<TModel>
    where TModel : class, IFittedModel<TModel>
{
    private const int FewestReplicates = 20, MostReplicates = 1_000_000;

    private readonly TModel original;
    private readonly TModel?[] replicates;

    private Bootstrap(TModel original, TModel?[] replicates, int seed)
    {
        this.original = original;
        this.replicates = replicates;
        Seed = seed;
    }

    /// <summary>The seed that repeats it.</summary>
    public int Seed { get; }

    /// <summary>The models of the replicates with a fit that converged.</summary>
    public ImmutableArray<TModel> Models => [.. replicates.OfType<TModel>()];

    /// <summary>The number of replicates with a fit that did not converge; no interval counts them.</summary>
    public int NotConverged => replicates.Count(model => model is null);

    /// <summary>Simulates and fits again and again.</summary>
    /// <param name="fit">A fit that converged.</param>
    /// <param name="replicates">How many times, 20 to 1,000,000; 200 for standard errors, 1,000 or more for limits.</param>
    /// <param name="seed">The seed; each replicate has its own stream of random numbers made from it.</param>
    /// <param name="simulateAndFit">Simulates data from the model with the given random numbers, and fits to them.</param>
    /// <returns>The replicates.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of replicates lies outside its range.</exception>
    /// <exception cref="FitNotConvergedException">The fit did not converge.</exception>
    public static Bootstrap<TModel> Run(Fit<TModel> fit, int replicates, int seed, Func<TModel, Random, Fit<TModel>> simulateAndFit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(simulateAndFit);
        ModelArgument.Within(replicates, FewestReplicates, MostReplicates);
        TModel model = fit.Model;
        var models = new TModel?[replicates];
        Parallel.For(0, replicates, i =>
        {
            Fit<TModel> again = simulateAndFit(model, Stream(seed, i));
            models[i] = again.IsConverged ? again.Model : null;
        });
        return new Bootstrap<TModel>(model, models, seed);
    }

    /// <summary>The percentile interval of a figure.</summary>
    /// <param name="figure">The figure as a function of the model.</param>
    /// <param name="confidence">The level of confidence.</param>
    /// <returns>The interval, or null where too few replicates have the figure.</returns>
    public ConfidenceInterval? IntervalOf(Func<TModel, double> figure, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Percentiles(figure(original), replicates.OfType<TModel>().Select(figure), confidence);
    }

    /// <summary>The percentile interval of a figure of two models fitted apart, such as lifetime value from purchases and spend.</summary>
    /// <typeparam name="TOther">The other model.</typeparam>
    /// <param name="other">The other model's replicates, paired one by one.</param>
    /// <param name="figure">The figure as a function of both.</param>
    /// <param name="confidence">The level of confidence.</param>
    /// <returns>The interval, or null where too few pairs of replicates have the figure.</returns>
    public ConfidenceInterval? IntervalOf<TOther>(Bootstrap<TOther> other, Func<TModel, TOther, double> figure, double confidence = 0.95)
        where TOther : class, IFittedModel<TOther>
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(figure);
        IEnumerable<double> values = replicates
            .Zip(other.replicates, (mine, theirs) => mine is null || theirs is null ? double.NaN : figure(mine, theirs));
        return Percentiles(figure(original, other.original), values, confidence);
    }

    private static ConfidenceInterval? Percentiles(double estimate, IEnumerable<double> values, double confidence)
    {
        ConfidenceInterval.Checked(confidence);
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length < FewestReplicates
            ? null
            : new ConfidenceInterval(
                estimate,
                Quantile(sorted, 0.5 * (1.0 - confidence)),
                Quantile(sorted, 0.5 * (1.0 + confidence)),
                confidence,
                $"parametric bootstrap, {sorted.Length} replicates");
    }

    // Linear between order statistics, the common default of R and NumPy.
    private static double Quantile(double[] sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int below = (int)Math.Floor(at);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }

    private static Xoshiro256StarStar Stream(int seed, int replicate) =>
        new(unchecked((int)(((uint)seed * 2654435761u) ^ ((uint)(replicate + 1) * 2246822519u))), threadSafe: false);

    /// <summary>How many models there are.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{Models.Length} models with seed {Seed}, {NotConverged} not converged");
}
