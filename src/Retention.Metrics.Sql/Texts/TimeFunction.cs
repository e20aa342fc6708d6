using System.Globalization;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Sql.Texts;

/// <summary>A function of time, as a balanced <c>CASE</c> over branches: a binary search.</summary>
internal abstract class TimeFunction
{
    private const int MostBranches = 20_000;

    /// <summary>The expression.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="time">The name of an integer column with the time in microseconds.</param>
    /// <exception cref="NotSupportedException">There are too many branches for a statement.</exception>
    public string Of(SqlDialect dialect, string time) => Of(new TimeColumn(dialect, time));

    /// <summary>The expression.</summary>
    /// <param name="time">The column of times.</param>
    /// <exception cref="NotSupportedException">There are too many branches for a statement.</exception>
    public virtual string Of(TimeColumn time)
    {
        List<Branch> branches = Branches(time);
        return branches.Count <= MostBranches
            ? Search(CollectionsMarshal.AsSpan(branches), time)
            : throw new NotSupportedException(FormattableString.Invariant($"{branches.Count} intervals of unequal length do not fit into one statement; expected at most {MostBranches}. Read the timeline instead."));
    }

    /// <summary>The branches by the time from which each holds; the first holds before all others.</summary>
    protected abstract List<Branch> Branches(TimeColumn time);

    /// <summary>A time with a number added.</summary>
    protected static string Plus(string time, long number) => number < 0 ? string.Concat(time, " - ", Number(-number)) : string.Concat(time, " + ", Number(number));

    /// <summary>A number as SQL. The smallest 64-bit number has no literal, and does not occur.</summary>
    protected static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Search(ReadOnlySpan<Branch> branches, TimeColumn time)
    {
        if (branches.Length == 1)
        {
            return branches[0].Value;
        }

        int middle = branches.Length / 2;
        return string.Concat("CASE WHEN ", time.IsBefore(branches[middle].From)) + string.Concat(" THEN ", Search(branches[..middle], time), " ELSE ", Search(branches[middle..], time)) + " END";
    }

    /// <summary>The value from a time on.</summary>
    protected readonly record struct Branch(long From, string Value);
}
