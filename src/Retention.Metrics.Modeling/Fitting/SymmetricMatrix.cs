using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Retention.Metrics.Modeling.Fitting;

/// <summary>A small symmetric matrix: the information of a fit, with the solutions that a fit needs from it.</summary>
internal sealed class SymmetricMatrix
{
    private readonly Matrix<double> matrix;
    private Evd<double>? eigen;

    private SymmetricMatrix(Matrix<double> matrix) => this.matrix = matrix;

    public int Size => matrix.RowCount;

    public double this[int row, int column] => matrix[row, column];

    /// <summary>The symmetric part of a matrix that is symmetric but for rounding.</summary>
    public static SymmetricMatrix FromAverage(double[,] values)
    {
        Matrix<double> m = Matrix<double>.Build.DenseOfArray(values);
        return new SymmetricMatrix((m + m.Transpose()) * 0.5);
    }

    public bool IsFinite => matrix.Enumerate().All(double.IsFinite);

    /// <summary>The eigenvalues in rising order.</summary>
    public double[] Eigenvalues => IsFinite ? [.. Eigen.EigenValues.Select(value => value.Real)] : [];

    private Evd<double> Eigen => eigen ??= matrix.Evd(Symmetricity.Symmetric);

    /// <summary>The unit vector of the smallest eigenvalue: the direction the data say least about.</summary>
    public double[] WeakestDirection() => [.. Eigen.EigenVectors.Column(0)];

    /// <summary>The solution of <c>M x = v</c> for a positive definite matrix, otherwise null.</summary>
    public double[]? Solve(double[] v)
    {
        if (!IsFinite || Eigenvalues[0] <= 0.0)
        {
            return null;
        }

        return Combine(v, value => 1.0 / value);
    }

    /// <summary>The same with the absolute values of the eigenvalues, near-zero ones raised; null for a matrix with no finite entries.</summary>
    public double[]? SolveAbsolute(double[] v)
    {
        if (!IsFinite)
        {
            return null;
        }

        double floor = 1e-8 * Math.Max(1e-12, Eigenvalues.Max(Math.Abs));
        return Combine(v, value => 1.0 / Math.Max(floor, Math.Abs(value)));
    }

    /// <summary>The inverse of a positive definite matrix, otherwise null.</summary>
    public double[,]? Inverse()
    {
        if (!IsFinite || Eigenvalues[0] <= 0.0)
        {
            return null;
        }

        // Scaled to a unit diagonal first: parameters of very different precision would otherwise lose the weaker ones' digits.
        int n = Size;
        Matrix<double> scaled = Matrix<double>.Build.Dense(n, n, (i, j) => matrix[i, j] / Math.Sqrt(matrix[i, i] * matrix[j, j]));
        if (scaled.Evd(Symmetricity.Symmetric).EigenValues.Min(value => value.Real) < 1e-13)
        {
            return null;
        }

        Matrix<double> inverse = scaled.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(n));
        var result = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double value = 0.5 * (inverse[i, j] + inverse[j, i]);
                result[i, j] = value / Math.Sqrt(matrix[i, i] * matrix[j, j]);
            }
        }

        return result;
    }

    private double[] Combine(double[] v, Func<double, double> weight)
    {
        Matrix<double> vectors = Eigen.EigenVectors;
        double[] values = Eigenvalues;
        Vector<double> result = Vector<double>.Build.Dense(Size);
        Vector<double> target = Vector<double>.Build.DenseOfArray(v);
        for (int k = 0; k < Size; k++)
        {
            Vector<double> vector = vectors.Column(k);
            result += vector * (vector.DotProduct(target) * weight(values[k]));
        }

        return [.. result];
    }
}
