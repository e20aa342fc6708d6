using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv;

/// <summary>Reads subscriptions and orders from CSV files as they are found, and accounts for every row.</summary>
/// <remarks>
/// <para>What a file holds is recognized from its header: <c>start_date</c> makes it subscription intervals, <c>event</c> and <c>at</c>
/// subscription events, <c>mrr_change</c> and <c>at</c> changes of MRR, <c>at</c> and a monthly amount levels, <c>period_start</c> and <c>period_end</c> invoice lines, <c>ordered_at</c> orders; the header of an <see cref="ExportFormat"/> makes it that export. Delimiter (<c>, ; | tab</c>), byte order mark, quotes and line ends are found out; UTF-8 is read,
/// and UTF-16 or UTF-32 with a byte order mark.</para>
/// <para>The file is read in small pieces, and a record of more than a million bytes is an error. The facts of the rows are kept in columns: about 25 bytes a row while it
/// is read, and about 32 bytes for each id, 17 where ids rise. All cores read. An event or an order is made when somebody reads one, and a text of an id when it is shown. A row that cannot be read is a refusal, facts that cannot be true together are a finding; a subscription with either is left
/// out of the history whole.</para>
/// </remarks>
/// <example><code>
/// SubscriptionImport import = CsvImport.Subscriptions("subscriptions.csv");
/// RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
/// </code></example>
public static class CsvImport
{
    /// <summary>Our names of all columns that are more than an attribute of the customer.</summary>
    public static IReadOnlyList<string> ColumnNames => Reading.ColumnNames.All;

    /// <summary>Reads how often a price is charged, as the column <c>interval</c> may write it: <c>month</c>, <c>yearly</c>, <c>3 months</c>, <c>every 2 weeks</c>, <c>P1Y</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="interval">The interval.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParseInterval(string text, out BillingInterval interval)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IntervalText.TryParse(text, out interval, out _);
    }

    /// <summary>Reads subscription intervals, subscription events, changes of MRR or invoice lines from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file does not say itself; the defaults if left out.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="InvalidDataException">The file is empty, lacks a column, or cannot be split into rows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SubscriptionImport Subscriptions(string path, CsvImportOptions? options = null, ExecutionOptions? execution = null)
    {
        using FileStream file = File.OpenRead(path);
        return Subscriptions(file, options, execution);
    }

    /// <summary>Reads subscription intervals, subscription events, changes of MRR or invoice lines from a stream, which stays open.</summary>
    /// <inheritdoc cref="Subscriptions(string, CsvImportOptions?, ExecutionOptions?)"/>
    public static SubscriptionImport Subscriptions(Stream stream, CsvImportOptions? options = null, ExecutionOptions? execution = null) =>
        Subscriptions(stream, options, execution, FilePieces.UsualSize);

    /// <summary>Reads subscriptions in pieces of a size.</summary>
    internal static SubscriptionImport Subscriptions(Stream stream, CsvImportOptions? options, ExecutionOptions? execution, int pieceSize)
    {
        options ??= CsvImportOptions.Default;
        using var table = CsvTable.Open(stream, options, ExportContent.Subscriptions, header => header.SubscriptionKind(), pieceSize);
        ExecutionOptions own = execution ?? ExecutionOptions.Default;
        SubscriptionImport import = table.Kind switch
        {
            FileKind.SubscriptionEvents => Csv.Subscriptions.EventFile.Read(table, table.Options, own),
            FileKind.SubscriptionLevels => Csv.Subscriptions.LevelFile.Read(table, table.Options, own),
            FileKind.SubscriptionChanges => Csv.Subscriptions.ChangeFile.Read(table, table.Options, own),
            FileKind.InvoiceLines => Csv.Subscriptions.InvoiceFile.Read(table, table.Options, own),
            _ => Csv.Subscriptions.IntervalFile.Read(table, table.Options, own),
        };
        import.Describe(table);
        return import;
    }

    /// <summary>Reads orders from a file.</summary>
    /// <inheritdoc cref="Subscriptions(string, CsvImportOptions?, ExecutionOptions?)"/>
    public static OrderImport Orders(string path, CsvImportOptions? options = null, ExecutionOptions? execution = null)
    {
        using FileStream file = File.OpenRead(path);
        return Orders(file, options, execution);
    }

    /// <summary>Reads orders from a stream, which stays open.</summary>
    /// <inheritdoc cref="Orders(string, CsvImportOptions?, ExecutionOptions?)"/>
    public static OrderImport Orders(Stream stream, CsvImportOptions? options = null, ExecutionOptions? execution = null) => Orders(stream, options, execution, FilePieces.UsualSize);

    /// <summary>Reads orders in pieces of a size.</summary>
    internal static OrderImport Orders(Stream stream, CsvImportOptions? options, ExecutionOptions? execution, int pieceSize)
    {
        options ??= CsvImportOptions.Default;
        using var table = CsvTable.Open(stream, options, ExportContent.Orders, _ => FileKind.Orders, pieceSize);
        OrderImport import = Csv.Orders.OrderFile.Read(table, table.Options, execution ?? ExecutionOptions.Default);
        import.Describe(table);
        return import;
    }

    /// <summary>Reads activities from a file into a timeline: a row for each thing that a customer did.</summary>
    /// <remarks>
    /// <para>The columns are <c>customer_id</c> and <c>at</c>, and if there are any <c>event</c>, which is the kind, <c>quantity</c> and <c>event_id</c>. Event exports
    /// are read by their own names: <c>user_id</c> or <c>distinct_id</c>, <c>time</c> or <c>timestamp</c>, <c>name</c>, <c>event_name</c> or <c>event_type</c>,
    /// <c>insert_id</c> or <c>uuid</c>. Where a file has two of them for one column, <see cref="CsvImportOptions.Columns"/> says which. Other columns are not read.</para>
    /// <para>Without a column <c>event</c> all activities are of the kind <see cref="Activity.DefaultKind"/>; without a quantity it is 1. Rows with one event id and
    /// one content count once; with several contents they are a finding and none counts. Without an id every row is an activity of its own.</para>
    /// <para><b>Cost:</b> linear, without an object for a row; at the peak about 49 bytes a row, and about 41 bytes for each id. All cores read and build.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file does not say itself; the defaults if left out.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="InvalidDataException">The file is empty, lacks a column, has two for one, or cannot be split into rows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ActivityImport Activities(string path, CsvImportOptions? options = null, ExecutionOptions? execution = null)
    {
        using FileStream file = File.OpenRead(path);
        return Activities(file, options, execution);
    }

    /// <summary>Reads activities from a stream, which stays open.</summary>
    /// <inheritdoc cref="Activities(string, CsvImportOptions?, ExecutionOptions?)"/>
    public static ActivityImport Activities(Stream stream, CsvImportOptions? options = null, ExecutionOptions? execution = null) => Activities(stream, options, execution, FilePieces.UsualSize);

    /// <summary>Reads activities in pieces of a size.</summary>
    internal static ActivityImport Activities(Stream stream, CsvImportOptions? options, ExecutionOptions? execution, int pieceSize)
    {
        options ??= CsvImportOptions.Default;
        if (options.Export is { } export)
        {
            throw new InvalidDataException($"{export.Title} holds {(export.Content == ExportContent.Orders ? "orders" : "subscriptions")} and no activities; expected a file with a row for each activity");
        }

        using var table = CsvTable.Open(stream, options, null, _ => FileKind.Activities, pieceSize);
        ActivityImport import = Csv.Activities.ActivityFile.Read(table, execution ?? ExecutionOptions.Default);
        import.Describe(table);
        return import;
    }

    /// <summary>Reads responses to surveys of one kind from a file into a timeline: a row for each response.</summary>
    /// <remarks>
    /// <para>The columns are <c>customer_id</c>, <c>at</c> and <c>score</c>, and if there are any <c>survey</c>, <c>touchpoint</c> and <c>comment</c>. Plain exports of survey
    /// tools are read by their own names: <c>customer</c>, <c>user_id</c>, <c>person_id</c> or <c>email</c>; <c>time</c>, <c>timestamp</c>, <c>created_at</c>, <c>responded_at</c>,
    /// <c>answered_at</c> or <c>date</c>; <c>rating</c>, <c>answer</c>, <c>nps</c>, <c>csat</c> or <c>ces</c>; <c>survey_name</c>, <c>survey_id</c> or <c>survey_type</c>;
    /// <c>channel</c> or <c>source</c>; <c>text</c>, <c>feedback</c> or <c>verbatim</c>. Where a file has two of them for one column, <see cref="CsvImportOptions.Columns"/> says
    /// which. Other columns are not read.</para>
    /// <para>A score that is not on the scale of the kind is a refusal. Rows that are equal in all columns that are read count once. Rows of other surveys than
    /// <paramref name="survey"/> are left out by rule, and their scores are not looked at: a file may hold surveys of several kinds.</para>
    /// <para><b>Cost:</b> linear, without an object for a row; at the peak about 60 bytes a row, and about 41 bytes for each id and different comment. All cores read and build.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind of survey; the scores must be on its scale.</param>
    /// <param name="survey">The survey to read; all surveys of the file if left out. Of a file without a column of surveys, the name of the one that it holds.</param>
    /// <param name="options">What the file does not say itself; the defaults if left out.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="InvalidDataException">The file is empty, lacks a column, has two for one, or cannot be split into rows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ResponseImport Responses(string path, SurveyKind kind, string? survey = null, CsvImportOptions? options = null, ExecutionOptions? execution = null)
    {
        using FileStream file = File.OpenRead(path);
        return Responses(file, kind, survey, options, execution);
    }

    /// <summary>Reads responses to surveys of one kind from a stream, which stays open.</summary>
    /// <inheritdoc cref="Responses(string, SurveyKind, string?, CsvImportOptions?, ExecutionOptions?)"/>
    public static ResponseImport Responses(Stream stream, SurveyKind kind, string? survey = null, CsvImportOptions? options = null, ExecutionOptions? execution = null) =>
        Responses(stream, kind, survey, options, execution, FilePieces.UsualSize);

    /// <summary>Reads responses in pieces of a size.</summary>
    internal static ResponseImport Responses(Stream stream, SurveyKind kind, string? survey, CsvImportOptions? options, ExecutionOptions? execution, int pieceSize)
    {
        options ??= CsvImportOptions.Default;
        if (options.Export is { } export)
        {
            throw new InvalidDataException($"{export.Title} holds {(export.Content == ExportContent.Orders ? "orders" : "subscriptions")} and no responses; expected a file with a row for each response to a survey");
        }

        using var table = CsvTable.Open(stream, options, null, _ => FileKind.Responses, pieceSize);
        ResponseImport import = Csv.Responses.ResponseFile.Read(table, kind, survey, execution ?? ExecutionOptions.Default);
        import.Describe(table);
        return import;
    }

    /// <summary>Reads attributes of customers from a file: a column <c>customer_id</c>, and any others.</summary>
    /// <remarks>An empty cell says nothing. Of the options the encoding, the aliases, the texts for no value and the name of the column <c>customer_id</c> count.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file does not say itself; the defaults if left out.</param>
    /// <exception cref="InvalidDataException">There is no column <c>customer_id</c>, a row has no id or another number of cells than the header, or two rows of a customer differ; the message names the line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<Customer> Customers(string path, CsvImportOptions? options = null)
    {
        using FileStream file = File.OpenRead(path);
        return Customers(file, options);
    }

    /// <summary>Reads attributes of customers from a stream, which stays open.</summary>
    /// <inheritdoc cref="Customers(string, CsvImportOptions?)"/>
    public static IReadOnlyList<Customer> Customers(Stream stream, CsvImportOptions? options = null) => CustomerFile.Read(stream, options ?? CsvImportOptions.Default);

    /// <summary>Reads a ledger from a file straight into a timeline: each row says what its subscription pays from an instant on, 0 where it ends.</summary>
    /// <remarks>
    /// <para>The columns are <c>customer_id</c>, <c>subscription_id</c> (without it each customer has one subscription), <c>at</c>, <c>mrr</c> or
    /// <c>monthly_amount</c>, and <c>currency</c>; all rows are in one. No other column is looked at, not even <c>event</c>: the amount must be what
    /// is paid after the row. Reasons, pauses, policies of what revenue is, and attributes of customers need the history of
    /// <see cref="Subscriptions(string, CsvImportOptions?, ExecutionOptions?)"/>.</para>
    /// <para><b>Cost:</b> linear, without an object for a row; at the peak about 52 bytes a row, and for ids that are no small whole numbers about 41
    /// bytes each, and their bytes where they are longer than 16 and no UUIDs. One thread reads, and up to two more number the ids.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file does not say itself; the defaults if left out.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="InvalidDataException">The file is empty, lacks a column, cannot be split into rows, or is in several currencies.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OverflowException">A customer's total does not fit into 64 bits of annual millionths.</exception>
    public static TimelineImport Levels(string path, CsvImportOptions? options = null, ExecutionOptions? execution = null)
    {
        using FileStream file = File.OpenRead(path);
        return Levels(file, options, execution);
    }

    /// <summary>Reads a ledger from a stream, which stays open.</summary>
    /// <inheritdoc cref="Levels(string, CsvImportOptions?, ExecutionOptions?)"/>
    public static TimelineImport Levels(Stream stream, CsvImportOptions? options = null, ExecutionOptions? execution = null) => Levels(stream, options, execution, FilePieces.UsualSize);

    /// <summary>Reads a ledger in pieces of a size.</summary>
    internal static TimelineImport Levels(Stream stream, CsvImportOptions? options, ExecutionOptions? execution, int pieceSize)
    {
        options ??= CsvImportOptions.Default;
        using var table = CsvTable.Open(stream, options, null, _ => FileKind.Ledger, pieceSize);
        TimelineImport import = Columnar.LedgerFile.Read(table, table.Options, execution ?? ExecutionOptions.Default);
        import.Describe(table);
        return import;
    }

    /// <summary>Reads completed orders from a file directly into an order timeline.</summary>
    /// <remarks>
    /// <para>The columns are <c>customer_id</c>, <c>ordered_at</c>, <c>amount</c>, and if there are any <c>order_id</c> and <c>currency</c>; all rows
    /// are in one currency. A file with a status, refunds or recorded instants needs the history of <see cref="Orders(string, CsvImportOptions?, ExecutionOptions?)"/>,
    /// and so do attributes of customers: other columns are not looked at.</para>
    /// <para><b>Cost:</b> linear, without an object for a row; at the peak about 49 bytes a row, and about 32 bytes for each id, and its bytes where it is longer than 16
    /// and no UUID.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file does not say itself; the defaults if left out.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="InvalidDataException">The file is empty, lacks a column or has one of the above, cannot be split into rows, or is in several currencies.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OrderTimelineImport OrderTimeline(string path, CsvImportOptions? options = null, ExecutionOptions? execution = null)
    {
        using FileStream file = File.OpenRead(path);
        return OrderTimeline(file, options, execution);
    }

    /// <summary>Reads completed orders from a stream, which stays open.</summary>
    /// <inheritdoc cref="OrderTimeline(string, CsvImportOptions?, ExecutionOptions?)"/>
    public static OrderTimelineImport OrderTimeline(Stream stream, CsvImportOptions? options = null, ExecutionOptions? execution = null)
    {
        options ??= CsvImportOptions.Default;
        using var table = CsvTable.Open(stream, options, ExportContent.Orders, _ => FileKind.Orders);
        OrderTimelineImport import = Csv.Orders.OrderFile.ReadTimeline(table, table.Options, execution ?? ExecutionOptions.Default);
        import.Describe(table);
        return import;
    }
}
