using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Stripe;
using Retention.Metrics.Tool.Input.Databases;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Input;

/// <summary>The facts a command works on, and what is wrong with the files they come from.</summary>
/// <param name="Subscriptions">The valid subscriptions, if any were asked for.</param>
/// <param name="Orders">The valid orders, if any were asked for.</param>
/// <param name="Customers">Their customers, each once, with all attributes known of them; made when they are asked for.</param>
/// <param name="Files">What became of the rows; none for the built-in sample.</param>
internal sealed record Portfolio(SubscriptionHistory? Subscriptions, OrderHistory? Orders, Lazy<IReadOnlyList<Customer>> Customers, IReadOnlyList<FileAccount> Files)
{
    // Which column names the customer can be said for all files at once: in one that has no such column it is the usual one.
    private const string CustomerColumn = "customer_id";

    /// <summary>The rates at which amounts are converted, where a currency of the report is asked for.</summary>
    public Conversion? Conversion { get; init; }

    /// <summary>From the first fact to the last of all currencies, where this is the part of one.</summary>
    public Interval? SpanOfAll { get; init; }

    /// <summary>The valid activities, if any were asked for.</summary>
    public ActivityTimeline? Activities { get; init; }

    /// <summary>The valid responses to surveys, if any were asked for.</summary>
    public SurveyTimeline? Responses { get; init; }

    /// <summary>Whether it is the built-in sample.</summary>
    public bool IsSample => Files.Count == 0;

    public IReadOnlyList<Problem> Problems => JoinedLists<Problem>.Of([.. Files.Select(file => file.Problems)]);

    /// <summary>The end of the data of all currencies, where this is the part of one.</summary>
    public Instant? DataEndOfAll { get; init; }

    /// <summary>The last instant at which something took effect, or was recorded for later.</summary>
    public Instant? DataEnd => DataEndOfAll ?? (Subscriptions is null && Orders is null ? new[] { Activities?.LastActivity, Responses?.LastResponse }.Max() : new[] { Subscriptions?.KnownUpTo, Orders?.LastOrder }.Max());

    /// <summary>From the first fact to the last, if there is one.</summary>
    public Interval? Span
    {
        get
        {
            if (SpanOfAll is { } all)
            {
                return all;
            }

            Instant?[] ofFacts = Subscriptions is null && Orders is null
                ? [Activities?.FirstActivity, Activities?.LastActivity, Responses?.FirstResponse, Responses?.LastResponse]
                : [Subscriptions?.FirstEvent, Subscriptions?.LastEvent, Orders?.FirstOrder, Orders?.LastOrder];
            Instant[] bounds = [.. ofFacts.OfType<Instant>()];
            return bounds.Length == 0 ? null : new Interval(bounds.Min(), bounds.Max());
        }
    }

    public static Portfolio Load(Settings settings, Terminal terminal)
    {
        Conversion? conversion = settings.Rates?.Load(settings.Calendar.Zone, terminal);
        if (settings is { Subscriptions: null, Orders: null, Activities: null, Responses: null })
        {
            return new Portfolio(AsKnown(SamplePortfolio.Subscriptions, settings.AsOf), AsKnown(SamplePortfolio.Orders, settings.AsOf), new Lazy<IReadOnlyList<Customer>>(SamplePortfolio.Customers), []) { Conversion = conversion };
        }

        CsvImportOptions options = WithAliases(settings, terminal);
        var files = new List<FileAccount>();
        SubscriptionHistory? subscriptions = null;
        OrderHistory? orders = null;
        var customers = new List<Func<IReadOnlyList<Customer>>>();
        if (settings.Customers is { } customerFile)
        {
            IReadOnlyList<Customer> described = InputSource.Read(settings, FileWord.Customers, customerFile, terminal, (stream, _) => CsvImport.Customers(stream, settings.ImportOf(FileWord.Customers, options with { Columns = new Dictionary<string, string>() })));
            customers.Add(() => described);
        }

        if (settings.Subscriptions is { } stripeFile && StripeFile.Is(stripeFile))
        {
            StripeSubscriptionImport import = StripeFile.Read(stripeFile, settings.Stripe, terminal);
            HistoryCheck<SubscriptionHistory, SubscriptionFinding>? known = settings.AsOf is { } instant ? import.History.AsKnownAt(instant) : null;
            subscriptions = known?.History ?? import.History;
            customers.Add(() => import.Customers);
            files.Add(StripeFile.Account(stripeFile, import, known?.Findings));
        }
        else if (settings.Subscriptions is { } subscriptionFile)
        {
            CsvImportOptions own = settings.ImportOf(FileWord.Subscriptions, OfSubscriptions(options, settings));
            (SubscriptionImport import, IReadOnlyList<Problem> counted) = InputSource.Read(
                settings, FileWord.Subscriptions, subscriptionFile, terminal, (stream, table) => TableCheck.After(CsvImport.Subscriptions(stream, own), table, ExportContent.Subscriptions, own));
            HistoryCheck<SubscriptionHistory, SubscriptionFinding>? known = settings.AsOf is { } instant ? import.History.AsKnownAt(instant) : null;
            subscriptions = known?.History ?? import.History;
            customers.Add(() => import.Customers);
            files.Add(Account(InputSource.NameOf(settings, FileWord.Subscriptions, subscriptionFile), import, known?.Findings) with { Counted = counted });
        }

        if (settings.Orders is { } orderFile)
        {
            CsvImportOptions own = settings.ImportOf(FileWord.Orders, options with { Export = settings.ExportOf(ExportContent.Orders) });
            (OrderImport import, IReadOnlyList<Problem> counted) = InputSource.Read(
                settings, FileWord.Orders, orderFile, terminal, (stream, table) => TableCheck.After(CsvImport.Orders(stream, own), table, ExportContent.Orders, own));
            HistoryCheck<OrderHistory, OrderFinding>? known = settings.AsOf is { } instant ? import.History.AsKnownAt(instant) : null;
            orders = known?.History ?? import.History;
            customers.Add(() => import.Customers);
            files.Add(Account(InputSource.NameOf(settings, FileWord.Orders, orderFile), import, known?.Findings) with { Counted = counted });
        }

        ActivityTimeline? activities = null;
        if (settings.Activities is { } activityFile)
        {
            ActivityImport import = InputSource.Read(settings, FileWord.Activity, activityFile, terminal, (stream, _) => CsvImport.Activities(stream, settings.ImportOf(FileWord.Activity, OfAnother(options, settings is { Subscriptions: null, Orders: null }, CustomerColumn))));
            activities = settings.AsOf is { } instant ? import.Timeline.Before(instant + Duration.FromTicks(1)) : import.Timeline;
            files.Add(Account(InputSource.NameOf(settings, FileWord.Activity, activityFile), import, asKnown: null));
        }

        SurveyTimeline? responses = null;
        if (settings.Responses is { } source)
        {
            CsvImportOptions own = settings.ImportOf(FileWord.Responses, OfAnother(options, settings is { Subscriptions: null, Orders: null, Activities: null }, CustomerColumn, "survey", "score", "touchpoint", "comment"));
            ResponseImport import = InputSource.Read(settings, FileWord.Responses, source.Path, terminal, (stream, _) => CsvImport.Responses(stream, source.Kind, source.Survey, own));
            responses = settings.AsOf is { } instant ? import.Timeline.Before(instant + Duration.FromTicks(1)) : import.Timeline;
            FileAccount account = Account(InputSource.NameOf(settings, FileWord.Responses, source.Path), import, asKnown: null);
            files.Add(account with { IsOfResponses = true, Remarks = [.. account.Remarks, .. source.Survey is { } survey && !import.HasSurveys ? new[] { $"has no column survey, so all its responses are read as those of survey {survey}" } : []] });
        }

        return new Portfolio(subscriptions, orders, new Lazy<IReadOnlyList<Customer>>(() => Pooled(customers)), files) { Conversion = conversion, Activities = activities, Responses = responses };
    }

    /// <summary>What is stated of the columns and rows of the first file is not of another beside it, except for the columns that can be said for both.</summary>
    /// <param name="options">What is stated.</param>
    /// <param name="isAlone">Whether there is no other file.</param>
    /// <param name="columns">The columns.</param>
    private static CsvImportOptions OfAnother(CsvImportOptions options, bool isAlone, params IReadOnlyList<string> columns) => isAlone
        ? options with { Export = null }
        : CsvImportOptions.Default with
        {
            Zone = options.Zone,
            Encoding = options.Encoding,
            DateFormat = options.DateFormat,
            NullWords = options.NullWords,
            Aliases = options.Aliases,
            Columns = options.Columns.Where(entry => columns.Contains(entry.Key, StringComparer.Ordinal)).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        };

    /// <summary>Splits the customers by attributes, or by the product that they began with.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="policy">What revenue is.</param>
    /// <param name="option">The option that names them.</param>
    /// <returns><see langword="null"/> where there is nothing to split by.</returns>
    /// <exception cref="UsageException">No customer has an attribute.</exception>
    public Segmentation? SplitBy(IReadOnlyList<string> attributes, MetricPolicy policy, string option = "--segment")
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        if (ProductOption.ColumnOf(attributes) is not null && Subscriptions is { } subscriptions)
        {
            return Segmentation.ByFirstProduct(subscriptions, policy);
        }

        try
        {
            return Segmentation.By(Customers.Value, [.. attributes]);
        }
        catch (ArgumentException missing)
        {
            throw new UsageException($"{option}: {missing.Message.Split(" (Parameter '")[0]}");
        }
    }

    /// <summary>Of a customer in both files all attributes; where they contradict each other, that of the first file.</summary>
    private static IReadOnlyList<Customer> Pooled(List<Func<IReadOnlyList<Customer>>> files) => files.Count <= 1
        ? files.Count == 0 ? [] : files[0]()
        : [.. files.SelectMany(customers => customers()).GroupBy(customer => customer.Id).Select(same => new Customer(same.Key, same.SelectMany(one => one.Attributes).DistinctBy(attribute => attribute.Key, StringComparer.Ordinal)))];

    /// <summary>What is stated of both files, for that of subscriptions: words that are left out are those of the orders, unless others say what a subscription is.</summary>
    private static CsvImportOptions OfSubscriptions(CsvImportOptions options, Settings settings)
    {
        bool areOfOrders = settings.Orders is not null && settings.ExportOf(ExportContent.Subscriptions) is null && options.Statuses.Values.All(kind => kind is StatusKind.Ignored or <= StatusKind.Refund);
        return options with
        {
            Export = settings.ExportOf(ExportContent.Subscriptions),
            Statuses = areOfOrders ? new Dictionary<string, StatusKind>() : options.Statuses,
        };
    }

    private static CsvImportOptions WithAliases(Settings settings, Terminal terminal) => settings.Aliases is { } file
        ? settings.Import with { Aliases = InputFile.Read(file, terminal, CustomerAliases.FromCsv) }
        : settings.Import;

    private static SubscriptionHistory AsKnown(SubscriptionHistory history, Instant? asOf) => asOf is { } instant ? history.AsKnownAt(instant).History : history;

    private static OrderHistory AsKnown(OrderHistory history, Instant? asOf) => asOf is { } instant ? history.AsKnownAt(instant).History : history;

    private static FileAccount Account(string file, CsvImportResult import, IReadOnlyList<Finding>? asKnown)
    {
        return new FileAccount(file, import.Rows, new FileProblems(file, import, asKnown ?? []), import.RepeatedRows)
        {
            LeftOut = import.LeftOut,
            Remarks = FileAccount.RemarksOn(import),
        };
    }
}
