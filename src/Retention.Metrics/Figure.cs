namespace Retention.Metrics;

/// <summary>A figure of the rows of an answer: its name in every export, its unit, and its value.</summary>
/// <typeparam name="TRow">The row of the answer.</typeparam>
public abstract class Figure<TRow>
    where TRow : class
{
    private readonly Func<TRow, object?> valueOf;

    private protected Figure(string name, FigureUnit unit, Func<TRow, object?> valueOf)
    {
        Name = name;
        Unit = unit;
        this.valueOf = valueOf;
    }

    /// <summary>The name in every export, such as <c>openingMrr</c>.</summary>
    public string Name { get; }

    /// <summary>The unit, which also determines the type of the value.</summary>
    public FigureUnit Unit { get; }

    /// <summary>Whether exports write the figure; <see langword="false"/> for a variant that only code reads.</summary>
    public bool IsExported { get; private protected init; } = true;

    /// <summary>The value of the figure in a row, of the type that <see cref="Unit"/> names; <see langword="null"/> where it is undefined and not a ratio.</summary>
    /// <param name="row">The row.</param>
    public object? ValueOf(TRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return valueOf(row);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
