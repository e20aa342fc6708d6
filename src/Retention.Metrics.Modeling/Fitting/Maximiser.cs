namespace Retention.Metrics.Modeling.Fitting;

/// <summary>A function to be maximised, with its gradient.</summary>
internal interface IObjective
{
    /// <summary>The number of parameters.</summary>
    int Dimension { get; }

    /// <summary>The value at <paramref name="point"/>; writes the gradient. A point outside the domain has a non-finite value.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}

/// <summary>The best point found, with what is needed to judge it.</summary>
internal sealed record Maximum(
    double[] Point,
    double Value,
    double[] Gradient,
    SymmetricMatrix Information,
    double ExpectedGain,
    int Evaluations,
    bool ReachedLimit)
{
    /// <summary>The largest component of the gradient.</summary>
    public double GradientNorm => Gradient.Max(Math.Abs);
}

/// <summary>
/// Maximises over unconstrained (logarithmic) parameters: quasi-Newton steps from several starts, then Newton steps to a vanishing gradient.
/// </summary>
/// <remarks>
/// Convergence is judged by the Newton decrement gᵀI⁻¹g, which is twice the log-likelihood still to be gained and has no unit; a small
/// gradient alone proves nothing where the likelihood is flat.
/// </remarks>
internal static class Maximiser
{
    /// <summary>Parameters are kept within e^±18 of one another's unit: beyond it a model has become its own limit.</summary>
    public const double Limit = 18.0;

    /// <summary>A log-likelihood gain too small to matter for any figure.</summary>
    public const double NegligibleGain = 1e-9;

    // Where the quasi-Newton steps hand over: close enough for Newton's method to double the digits with each step.
    private const double RoughGain = 1e-3;

    // Below this the rounding of the value hides what a step gains; from here on the gradient is the judge.
    private const double CloseGain = 1e-6;

    private const int MaxQuasiNewtonSteps = 400;
    private const int MaxNewtonSteps = 25;

    /// <summary>The best maximum found; null where no start has a finite value.</summary>
    /// <remarks>The most promising start is followed first. A second one that leads to no higher point confirms it; if it does lead
    /// higher, or the first found no interior maximum, all are followed.</remarks>
    public static Maximum? Maximise(IObjective objective, IReadOnlyList<double[]> starts)
    {
        Search[] searches =
        [
            .. starts.Select(start => new Search(objective, start)).Where(search => search.IsFinite).OrderByDescending(search => search.Value),
        ];
        if (searches.Length == 0)
        {
            return null;
        }

        Maximum best = Follow(searches[0]);
        bool confirmed = false;
        for (int i = 1; i < searches.Length && !confirmed; i++)
        {
            Search search = searches[i];
            search.QuasiNewton(MaxQuasiNewtonSteps);
            bool higher = search.Value > best.Value + RoughGain;
            if (higher || best.ExpectedGain > NegligibleGain || best.ReachedLimit)
            {
                Maximum other = Follow(search);
                best = other.Value > best.Value + NegligibleGain ? other : best;
            }

            confirmed = !higher && best.ExpectedGain <= NegligibleGain && !best.ReachedLimit;
        }

        return best with { Evaluations = searches.Sum(search => search.Evaluations) };
    }

    private static Maximum Follow(Search search)
    {
        search.QuasiNewton(MaxQuasiNewtonSteps);
        return search.Newton(MaxNewtonSteps);
    }

    private sealed class Search
    {
        private readonly IObjective objective;
        private readonly int n;
        private double[] point;
        private double[] gradient;
        private int evaluations;

        public Search(IObjective objective, double[] start)
        {
            this.objective = objective;
            n = objective.Dimension;
            point = [.. start.Select(Clamp)];
            gradient = new double[n];
            Value = Evaluate(point, gradient);
        }

        public double Value { get; private set; }

        public int Evaluations => evaluations;

        public bool IsFinite => double.IsFinite(Value) && gradient.All(double.IsFinite);

        public void QuasiNewton(int steps)
        {
            double[,] inverse = Identity(Scale());
            bool fresh = true;
            for (int step = 0; step < steps; step++)
            {
                double[] direction = Times(inverse, gradient);
                double slope = Dot(direction, gradient);
                if (slope <= RoughGain)
                {
                    // Near enough to the top for the Newton steps, which judge it by the true curvature.
                    return;
                }

                Restrain(direction, 2.0);
                slope = Dot(direction, gradient);
                if (TryStep(direction, slope) is not { } moved)
                {
                    if (fresh)
                    {
                        return;
                    }

                    inverse = Identity(Scale());
                    fresh = true;
                    continue;
                }

                Update(inverse, moved.Step, moved.GradientFall, fresh);
                fresh = false;
            }
        }

        public Maximum Newton(int steps)
        {
            SymmetricMatrix information = Information(refined: false);
            double gain = Gain(information, out double[]? direction);
            for (int step = 0; step < steps && gain > 1e-20 && direction is not null; step++)
            {
                Restrain(direction, 2.0);
                double norm = Norm(gradient);
                double before = Value;
                bool near = gain < CloseGain;
                if (!(near && TrySmallerGradient(direction))
                    && TryStep(direction, Dot(direction, gradient)) is null
                    && (near || !TrySmallerGradient(direction)))
                {
                    break;
                }

                bool settled = Value <= before && Norm(gradient) > 0.5 * norm;
                if (settled)
                {
                    break;
                }

                information = Information(refined: false);
                gain = Gain(information, out direction);
            }

            information = Information(refined: true);
            gain = Gain(information, out _);

            bool limited = point.Any(x => Math.Abs(x) >= Limit - 0.5);
            return new Maximum(point, Value, gradient, information, gain, evaluations, limited);
        }

        // Half the Newton decrement; infinite where the curvature is not negative in every direction.
        private double Gain(SymmetricMatrix information, out double[]? direction)
        {
            direction = information.Solve(gradient);
            if (direction is null)
            {
                // Climb with the curvature's absolute values: a saddle or a plateau is left uphill.
                direction = information.SolveAbsolute(gradient);
                return direction is null ? double.PositiveInfinity : Math.Max(0.5 * Math.Abs(Dot(direction, gradient)), 2.0 * NegligibleGain);
            }

            return 0.5 * Dot(direction, gradient);
        }

        // Central differences of the exact gradient; refined by an extrapolation that leaves about ten digits.
        private SymmetricMatrix Information(bool refined)
        {
            var information = new double[n, n];
            for (int j = 0; j < n; j++)
            {
                double[] near = Difference(j, 1e-3);
                double[] far = refined ? Difference(j, 2e-3) : near;
                for (int i = 0; i < n; i++)
                {
                    information[i, j] = -((4.0 * near[i]) - far[i]) / 3.0;
                }
            }

            return SymmetricMatrix.FromAverage(information);
        }

        private double[] Difference(int j, double h)
        {
            double[] up = [.. point];
            double[] down = [.. point];
            up[j] += h;
            down[j] -= h;
            var above = new double[n];
            var below = new double[n];
            Evaluate(up, above);
            Evaluate(down, below);
            return [.. above.Zip(below, (a, b) => (a - b) / (2.0 * h))];
        }

        private (double[] Step, double[] GradientFall)? TryStep(double[] direction, double slope)
        {
            double length = 1.0;
            for (int halving = 0; halving < 40; halving++, length *= 0.5)
            {
                double[] next = [.. point.Zip(direction, (p, d) => Clamp(p + (length * d)))];
                var nextGradient = new double[n];
                double nextValue = Evaluate(next, nextGradient);
                if (double.IsFinite(nextValue) && nextGradient.All(double.IsFinite) && nextValue >= Value + (1e-4 * length * slope))
                {
                    double[] step = [.. next.Zip(point, (a, b) => a - b)];
                    double[] fall = [.. gradient.Zip(nextGradient, (a, b) => a - b)];
                    if (step.All(s => s == 0.0))
                    {
                        return null;
                    }

                    (point, gradient, Value) = (next, nextGradient, nextValue);
                    return (step, fall);
                }
            }

            return null;
        }

        // At the top the value no longer tells; a full Newton step that shrinks the gradient is still an improvement.
        private bool TrySmallerGradient(double[] direction)
        {
            double[] next = [.. point.Zip(direction, (p, d) => Clamp(p + d))];
            var nextGradient = new double[n];
            double nextValue = Evaluate(next, nextGradient);
            if (!double.IsFinite(nextValue) || !(Norm(nextGradient) < Norm(gradient)) || nextValue < Value - (1e-12 * Math.Abs(Value)))
            {
                return false;
            }

            (point, gradient, Value) = (next, nextGradient, nextValue);
            return true;
        }

        private void Update(double[,] inverse, double[] step, double[] fall, bool first)
        {
            double curvature = Dot(step, fall);
            if (curvature <= 1e-12 * Math.Sqrt(Dot(step, step) * Dot(fall, fall)))
            {
                return;
            }

            if (first)
            {
                double scale = curvature / Dot(fall, fall);
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        inverse[i, j] = i == j ? scale : 0.0;
                    }
                }
            }

            double[] hy = Times(inverse, fall);
            double yhy = Dot(fall, hy);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    inverse[i, j] += ((1.0 + (yhy / curvature)) * step[i] * step[j] / curvature)
                        - (((hy[i] * step[j]) + (step[i] * hy[j])) / curvature);
                }
            }
        }

        private double Evaluate(double[] at, double[] into)
        {
            evaluations++;
            return objective.Evaluate(at, into);
        }

        private double Scale() => 0.5 / Math.Max(1e-12, Norm(gradient));

        private double[,] Identity(double scale)
        {
            var matrix = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                matrix[i, i] = scale;
            }

            return matrix;
        }

        private double[] Times(double[,] matrix, double[] vector)
        {
            var result = new double[n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    result[i] += matrix[i, j] * vector[j];
                }
            }

            return result;
        }

        private static void Restrain(double[] direction, double longest)
        {
            double norm = Norm(direction);
            if (norm > longest)
            {
                for (int i = 0; i < direction.Length; i++)
                {
                    direction[i] *= longest / norm;
                }
            }
        }

        private static double Clamp(double x) => Math.Clamp(x, -Limit, Limit);

        private static double Norm(double[] v) => v.Max(Math.Abs);

        private static double Dot(double[] a, double[] b)
        {
            double sum = 0.0;
            for (int i = 0; i < a.Length; i++)
            {
                sum += a[i] * b[i];
            }

            return sum;
        }
    }
}
