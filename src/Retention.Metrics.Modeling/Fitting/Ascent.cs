namespace Retention.Metrics.Modeling.Fitting;

/// <summary>A function to be maximized, with its gradient.</summary>
internal interface IObjective
{
    /// <summary>The number of parameters.</summary>
    int Dimension { get; }

    /// <summary>The value at <paramref name="point"/>; writes the gradient. A point outside the domain has a non-finite value.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}

/// <summary>The highest point of one ascent, with what is needed to judge it.</summary>
internal sealed record Maximum(
    double[] Point,
    double Value,
    SymmetricMatrix Information,
    double ExpectedGain,
    bool ReachedLimit);

/// <summary>One climb from one start: quasi-Newton steps, then Newton steps to a vanishing gradient.</summary>
/// <remarks>
/// Convergence is judged by the Newton decrement gᵀI⁻¹g, which is twice the log-likelihood still to be gained and has no unit; a small
/// gradient alone proves nothing where the likelihood is flat. A climb that comes to the end of a coordinate's range stops there.
/// </remarks>
internal sealed class Ascent
{
    /// <summary>A log-likelihood gain too small to matter for any figure.</summary>
    public const double NegligibleGain = 1e-9;

    // Where the quasi-Newton steps hand over: close enough for Newton's method to double the digits with each step.
    private const double RoughGain = 1e-3;

    // Below this the rounding of the value hides what a step gains; from here on the gradient is the judge.
    private const double CloseGain = 1e-6;

    private const int MaxQuasiNewtonSteps = 400;
    private const int MaxNewtonSteps = 25;
    private const double AtLimit = 0.01;

    private readonly IObjective objective;
    private readonly int n;
    private double[] point;
    private double[] gradient;
    private readonly IReadOnlyList<Coordinate> ranges;

    public Ascent(IObjective objective, IReadOnlyList<Coordinate> ranges, double[] start)
    {
        this.objective = objective;
        this.ranges = ranges;
        n = objective.Dimension;
        point = [.. start.Select((x, i) => Clamp(x, i))];
        gradient = new double[n];
        Value = Evaluate(point, gradient);
    }

    public double Value { get; private set; }

    public double[] Point => [.. point];

    public int Evaluations { get; private set; }

    public bool ReachedLimit => point.Index().Any(at => at.Item <= ranges[at.Index].Low + AtLimit || at.Item >= ranges[at.Index].High - AtLimit);

    public bool IsFinite => double.IsFinite(Value) && gradient.All(double.IsFinite);

    /// <summary>Climbs until less than a thousandth of log-likelihood is likely to be gained.</summary>
    public void Climb()
    {
        double[,] inverse = Identity(Scale());
        bool fresh = true;
        for (int step = 0; step < MaxQuasiNewtonSteps && !ReachedLimit; step++)
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

    /// <summary>Climbs to the top.</summary>
    public Maximum Finish()
    {
        SymmetricMatrix information = Information(refined: false);
        double gain = Gain(information, out double[]? direction);
        for (int step = 0; step < MaxNewtonSteps && gain > 1e-20 && direction is not null && !ReachedLimit; step++)
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

        return new Maximum(point, Value, information, gain, ReachedLimit);
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
            double[] next = [.. point.Select((p, i) => Clamp(p + (length * direction[i]), i))];
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

    // At the maximum the value no longer changes; a full Newton step that shrinks the gradient is still an improvement.
    private bool TrySmallerGradient(double[] direction)
    {
        double[] next = [.. point.Select((p, i) => Clamp(p + direction[i], i))];
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
        Evaluations++;
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

    private double Clamp(double x, int i) => Math.Clamp(x, ranges[i].Low, ranges[i].High);

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
