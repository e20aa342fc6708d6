using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Days after a customer's first activity: one day, a bracket of days, or all days from one on. Day 0 is the local day of the first activity.</summary>
/// <example><code>
/// DayWindow.On(7).ToString();         // 7
/// DayWindow.Between(1, 7).ToString(); // 1-7
/// DayWindow.OnOrAfter(7).ToString();  // 7+
/// DayWindow.Parse("1-7").Last;        // 7
/// </code></example>
[JsonConverter(typeof(DayWindowJsonConverter))]
public sealed record DayWindow
{
    private const int MostDays = 36_500;

    private DayWindow(int first, int? last)
    {
        First = first;
        Last = last;
    }

    /// <summary>The first day.</summary>
    public int First { get; }

    /// <summary>The last day; <see langword="null"/> where there is none.</summary>
    public int? Last { get; }

    /// <summary>The day that must have ended before a customer counts: the last one, or the first where there is no last.</summary>
    public int MatureAfter => Last ?? First;

    /// <summary>The n-th day exactly: N-day retention.</summary>
    /// <param name="day">The day, 0 to 36,500.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is not in that range.</exception>
    public static DayWindow On(int day) => new(Checked(day, 0, nameof(day)), day);

    /// <summary>Any of the days from one to another: bracket retention.</summary>
    /// <param name="first">The first day, 0 to 36,500.</param>
    /// <param name="last">The last day, <paramref name="first"/> to 36,500.</param>
    /// <exception cref="ArgumentOutOfRangeException">A day is not in that range.</exception>
    public static DayWindow Between(int first, int last) => new(Checked(first, 0, nameof(first)), Checked(last, first, nameof(last)));

    /// <summary>The n-th day or any later one, as far as is known: retention on or after.</summary>
    /// <param name="day">The day, 0 to 36,500.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is not in that range.</exception>
    public static DayWindow OnOrAfter(int day) => new(Checked(day, 0, nameof(day)), last: null);

    /// <summary>Reads a window: <c>7</c>, <c>1-7</c> or <c>7+</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is no window; the message states the valid forms.</exception>
    public static DayWindow Parse(string text) => TryParse(text, out DayWindow? window)
        ? window
        : throw new FormatException(FormattableString.Invariant($"'{text}' is no window of days; expected a day such as 7, days such as 1-7, or 7+ for day 7 and later, with days from 0 to {MostDays}."));

    /// <summary>Reads a window, if the text is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="window">The window.</param>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DayWindow? window)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] days = text.Split('-');
        window = text.EndsWith('+')
            ? (Day(text[..^1]) is { } from ? OnOrAfter(from) : null)
            : days.Length == 2
                ? (Day(days[0]) is { } first && Day(days[1]) is { } last && first <= last ? Between(first, last) : null)
                : (Day(text) is { } day ? On(day) : null);
        return window is not null;
    }

    /// <summary><c>7</c>, <c>1-7</c> or <c>7+</c>.</summary>
    public override string ToString() => Last is not { } last ? FormattableString.Invariant($"{First}+") : last == First ? FormattableString.Invariant($"{First}") : FormattableString.Invariant($"{First}-{last}");

    /// <summary>Whether every day of another window is in this one.</summary>
    internal bool Covers(DayWindow other) => First <= other.First && (Last is null || other.Last <= Last);

    private static int Checked(int day, int least, string name) =>
        day >= least && day <= MostDays ? day : throw new ArgumentOutOfRangeException(name, day, FormattableString.Invariant($"The day must be {least} to {MostDays}."));

    private static int? Day(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int day) && day <= MostDays ? day : null;
}
