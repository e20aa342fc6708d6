namespace Retention.Metrics.Tests.Matrix;

/// <summary>The columns of the matrix.</summary>
internal enum Column
{
    Total,
    OneAttribute,
    SeveralAttributes,
    Currencies,
    Merge,
    Explain,
    OnePass,
    Appended,
}

/// <summary>One answer and how it is asked for in each column.</summary>
/// <param name="Name">What it is called in the docs.</param>
/// <param name="Page">Its page, relative to docs.</param>
/// <param name="Answer">The type of the answer.</param>
/// <param name="Question">The method that asks for it, or the property of a report that holds it.</param>
/// <param name="Contribution">What its explanation is a list of.</param>
internal abstract record MatrixRow(string Name, string Page, Type Answer, string Question, Type? Contribution)
{
    /// <summary>The call in a column, or nothing where there is none.</summary>
    public abstract string? CodeOf(Column column);

    /// <summary>Why there is no call in a column, or nothing where there is one.</summary>
    public abstract string? ReasonOf(Column column);

    /// <summary>Asserts what must hold of the call of a column: it says the same as the plain call, in parts or in another way.</summary>
    public abstract void AssertLaw(Column column, MatrixWorld world);
}
