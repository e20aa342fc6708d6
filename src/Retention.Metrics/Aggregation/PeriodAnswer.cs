using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Retention.Metrics;

/// <summary>An answer with one row for each period. Answers are compared by value, and the answers of parts that share no customer merge.</summary>
/// <typeparam name="TSelf">The answer itself.</typeparam>
/// <typeparam name="TRow">The figures of one period.</typeparam>
public abstract class PeriodAnswer<TSelf, TRow> : IReadOnlyList<TRow>, IEquatable<TSelf>, IJsonAnswer
    where TSelf : PeriodAnswer<TSelf, TRow>
{
    private readonly AnswerScope scope;
    private readonly IAnswerTotals totals;
    private readonly TRow[] rows;

    /// <summary>Makes an answer.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="currency">The currency of all amounts; nothing where there are none.</param>
    /// <param name="scope">What else the answer depends on, by name; it must agree for answers to be equal and to merge.</param>
    /// <param name="totals">The totals of all periods.</param>
    /// <param name="rows">The rows made from them.</param>
    private protected PeriodAnswer(ReportingPeriods periods, Currency? currency, IEnumerable<(string Name, object Value)> scope, IAnswerTotals totals, IEnumerable<TRow> rows)
    {
        Periods = periods;
        this.scope = new AnswerScope(currency, scope.Prepend(("periods", periods)));
        this.totals = totals;
        this.rows = [.. rows];
    }

    /// <summary>The periods, one row each.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>The number of periods.</summary>
    public int Count => rows.Length;

    /// <summary>The figures of a period.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such period.</exception>
    public TRow this[int index] => rows.At(index);

    /// <summary>The figures of the period with a name, such as <c>2026-10</c>.</summary>
    /// <param name="period">The name; a <see cref="ReportingPeriod.Name"/> of <see cref="Periods"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such period; the message names the first and the last.</exception>
    public TRow this[string period] => TryGetValue(period, out TRow? row)
        ? row
        : throw new KeyNotFoundException(FormattableString.Invariant($"There is no period '{period}'; the periods are {Periods}."));

    /// <summary>The figures of the period with a name, if there is one.</summary>
    /// <param name="period">The name; a <see cref="ReportingPeriod.Name"/> of <see cref="Periods"/>.</param>
    /// <param name="row">The figures.</param>
    public bool TryGetValue(string period, [MaybeNullWhen(false)] out TRow row)
    {
        ArgumentNullException.ThrowIfNull(period);
        int index = Periods.IndexOf(period);
        row = index < 0 ? default : rows[index];
        return index >= 0;
    }

    /// <summary>Whether all figures, and what they are figures of, are equal.</summary>
    public static bool operator ==(PeriodAnswer<TSelf, TRow>? left, PeriodAnswer<TSelf, TRow>? right) => Equals(left, right);

    /// <summary>Whether any figure, or what they are figures of, differs.</summary>
    public static bool operator !=(PeriodAnswer<TSelf, TRow>? left, PeriodAnswer<TSelf, TRow>? right) => !Equals(left, right);

    /// <summary>Adds the figures of other customers: exact, however customers are split into parts.</summary>
    /// <remarks>The caller ensures that the two parts share no customer. A part without amounts and without a currency merges with any.</remarks>
    /// <exception cref="ArgumentException">Periods, policy, currency or window differ; the message names what differs.</exception>
    public TSelf Merge(TSelf other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Plus(other, scope.RequireMergeable(other.scope, totals.IsEmpty, other.totals.IsEmpty));
    }

    /// <inheritdoc/>
    public IEnumerator<TRow> GetEnumerator() => ((IEnumerable<TRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether all figures, and what they are figures of, are equal.</summary>
    public bool Equals(TSelf? other) => other is not null && scope.Equals(other.scope) && totals.Equals(other.totals);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TSelf);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(scope, totals);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        WriteHead(json);
        WriteRows(json);
    }

    /// <summary>Writes what the figures depend on.</summary>
    private protected virtual void WriteHead(JsonAnswerWriter json) => json.Add("timeZone", Periods.Zone.Id);

    /// <summary>Writes the figures.</summary>
    private protected virtual void WriteRows(JsonAnswerWriter json) => json.AddAll("periods", rows.Cast<IJsonAnswer>());

    /// <summary>The answer for the customers of both parts, which agree.</summary>
    private protected abstract TSelf Plus(TSelf other, Currency currency);

    /// <summary>What is answered, and the first and last period.</summary>
    public override string ToString() => FormattableString.Invariant($"{GetType().Name} of {Periods}");
}
