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

    /// <summary>The label that people read, such as <c>Net revenue retention (NRR)</c>.</summary>
    public string Label => FigureLabels.Of(Name).Label;

    /// <summary>What the figure means, in one sentence.</summary>
    public string Definition => FigureLabels.Of(Name).Definition;

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

    /// <summary>Writes the figure of a row as a field of JSON.</summary>
    internal void WriteTo(JsonAnswerWriter json, TRow row)
    {
        switch (ValueOf(row))
        {
            case null:
                json.Add(Name, (string?)null);
                break;
            case RecurringRevenue revenue:
                json.Add(Name, revenue);
                break;
            case Money amount:
                json.Add(Name, amount);
                break;
            case AverageMoney average:
                json.Add(Name, average);
                break;
            case Ratio mean when Unit == FigureUnit.Days:
                json.Add(Name, mean.Value);
                break;
            case Ratio rate:
                json.Add(Name, rate);
                break;
            case long count:
                json.Add(Name, count);
                break;
            case decimal number:
                json.Add(Name, number);
                break;
            case double share:
                json.Add(Name, share);
                break;
            case bool flag:
                json.Add(Name, flag);
                break;
            case var other:
                throw new InvalidOperationException(FormattableString.Invariant($"The figure {Name} is a {other.GetType().Name}, for which JSON has no form; give it one here."));
        }
    }
}
