namespace Retention.Metrics.Csv;

/// <summary>How a file writes its dates and times: ISO 8601, a pattern, or a count of seconds or milliseconds.</summary>
/// <remarks>
/// <para>A pattern has <c>yyyy</c>, <c>M</c> or <c>MM</c> (number), <c>MMM</c> or <c>MMMM</c> (English name), and <c>d</c> or <c>dd</c>, each once; a time has
/// <c>H</c> or <c>HH</c>, or <c>h</c> or <c>hh</c> with <c>tt</c> (AM, PM), and <c>mm</c> and <c>ss</c>. Any other character that is no letter is itself.</para>
/// <para>A pattern without a time reads dates, and dates with a time behind them as ISO 8601 writes it: <c>dd-MMM-yyyy</c> reads <c>05-Jan-2026</c> and
/// <c>05-Jan-2026 09:12</c>. What is not written in the one format is refused.</para>
/// </remarks>
/// <example><code>
/// var options = new CsvImportOptions { DateFormat = DateFormat.Parse("dd-MMM-yyyy") };
/// </code></example>
public sealed class DateFormat : IEquatable<DateFormat>
{
    private const string IsoName = "iso";
    private const string UnixName = "unix";
    private const string UnixMillisecondsName = "unix-ms";

    private DateFormat(string name, Reading.DatePattern? pattern = null)
    {
        Name = name;
        Pattern = pattern;
    }

    /// <summary>ISO 8601: <c>2025-03-14</c>, <c>2025-03-14 09:30</c>, <c>2025-03-14T09:30:15Z</c>.</summary>
    public static DateFormat Iso { get; } = new(IsoName);

    /// <summary>Whole seconds since 1970 in UTC: <c>1741944615</c>.</summary>
    public static DateFormat UnixSeconds { get; } = new(UnixName);

    /// <summary>Whole milliseconds since 1970 in UTC: <c>1741944615000</c>. A number below 100000000000 is refused: it is one of seconds.</summary>
    public static DateFormat UnixMilliseconds { get; } = new(UnixMillisecondsName);

    /// <summary>The pattern, or <c>iso</c>, <c>unix</c> or <c>unix-ms</c>.</summary>
    public string Name { get; }

    internal Reading.DatePattern? Pattern { get; }

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(DateFormat? left, DateFormat? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(DateFormat? left, DateFormat? right) => !Equals(left, right);

    /// <summary>The format of a name or a pattern.</summary>
    /// <param name="text"><c>iso</c>, <c>unix</c>, <c>unix-ms</c>, or a pattern such as <c>dd/MM/yyyy HH:mm</c>.</param>
    /// <exception cref="FormatException">The text is no valid pattern; the message says what is valid.</exception>
    public static DateFormat Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            IsoName => Iso,
            UnixName => UnixSeconds,
            UnixMillisecondsName => UnixMilliseconds,
            _ => new DateFormat(text, Reading.DatePattern.Parse(text)),
        };
    }

    /// <inheritdoc/>
    public bool Equals(DateFormat? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DateFormat);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
