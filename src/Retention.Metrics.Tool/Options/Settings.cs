using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Stripe;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Input.Databases;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Options;

/// <summary>What the shared options ask for.</summary>
internal sealed record Settings
{
    public required string? Subscriptions { get; init; }

    public required string? Orders { get; init; }

    /// <summary>A file of activities.</summary>
    public string? Activities { get; init; }

    /// <summary>A file of responses to surveys.</summary>
    public ResponseSource? Responses { get; init; }

    /// <summary>A file of attributes of customers.</summary>
    public required string? Customers { get; init; }

    /// <summary>Where tables are, if the options name any.</summary>
    public DatabaseSource? Database { get; init; }

    /// <summary>A file of further ids of customers.</summary>
    public required string? Aliases { get; init; }

    /// <summary>The formats of the exports that the files are, as stated.</summary>
    public required IReadOnlyList<ExportFormat> Exports { get; init; }

    public required CsvImportOptions Import { get; init; }

    /// <summary>What is stated of one file alone, by its <see cref="FileWord"/>.</summary>
    public IReadOnlyDictionary<string, FileOptions> OfFiles { get; init; } = new Dictionary<string, FileOptions>();

    /// <summary>How Stripe's objects and events are read.</summary>
    public required StripeImportOptions Stripe { get; init; }

    public required LocalDate? From { get; init; }

    public required LocalDate? To { get; init; }

    public required ReportingCalendar Calendar { get; init; }

    public required Instant? AsOf { get; init; }

    public required NamedPolicy Policy { get; init; }

    public required bool SkipInvalid { get; init; }

    /// <summary>The exchange rates and the currency of the report, if they are asked for.</summary>
    public RateSource? Rates { get; init; }

    public required OutputFormat Format { get; init; }

    public required string? Output { get; init; }

    /// <summary>The format of the file of subscriptions or of orders, if one is stated.</summary>
    public ExportFormat? ExportOf(ExportContent content) => Exports.FirstOrDefault(format => format.Content == content);

    /// <summary>Options with what is stated of one file alone.</summary>
    /// <param name="file">Its <see cref="FileWord"/>.</param>
    /// <param name="options">The options otherwise.</param>
    public CsvImportOptions ImportOf(string file, CsvImportOptions options) => OfFiles.TryGetValue(file, out FileOptions? own) ? own.Over(options) : options;

    /// <summary>These settings, in which at most one file is standard input.</summary>
    /// <exception cref="UsageException">Several are.</exception>
    public Settings WithOneStandardInput() =>
        new[] { Subscriptions, Orders, Activities, Responses?.Path, Customers, Aliases }.Count(path => path == InputFile.StandardInput) > 1
            ? throw new UsageException("Standard input (-) is one file; give the other one by its path.")
            : this;

    /// <summary>The local day that holds an instant; where the clocks go back over midnight, not the date they show again.</summary>
    public LocalDate DayOf(Instant instant)
    {
        // Periods end with the year 9998; a date after it is named, and refused, by who asks for periods.
        LocalDate shown = instant.InZone(Calendar.Zone).Date;
        return shown.Year > 9998 ? shown : ReportingCalendar.Days(Calendar.Zone).Containing(instant)[0].LocalStart.Date;
    }

    /// <summary>The periods asked for: those of the first and the last fact where nothing is said, none where there is no fact either.</summary>
    public ReportingPeriods? PeriodsOver(Interval? facts)
    {
        LocalDate? from = From, to = To;
        if (facts is { } span)
        {
            LocalDate first = DayOf(span.Start), last = DayOf(span.End);
            from ??= to is { } end && end < first ? end : first;
            to ??= from > last ? from : last;
        }

        from ??= to;
        to ??= from;
        if (from is null)
        {
            return null;
        }

        if (from > to)
        {
            throw new UsageException($"--from {From:uuuu'-'MM'-'dd} lies after --to {To:uuuu'-'MM'-'dd}.");
        }

        try
        {
            return Calendar.From(from.Value).To(to!.Value);
        }
        catch (Exception tooFar) when (tooFar is OverflowException or ArgumentOutOfRangeException)
        {
            throw new UsageException($"The periods from {from:uuuu'-'MM'-'dd} to {to:uuuu'-'MM'-'dd} are too many or reach beyond the year 9999; choose them with --from and --to.");
        }
    }
}
