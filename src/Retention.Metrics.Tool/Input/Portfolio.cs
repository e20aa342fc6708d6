using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Input;

/// <summary>The facts a command works on, and what is wrong with the files they come from.</summary>
/// <param name="Subscriptions">The sound subscriptions, if any were asked for.</param>
/// <param name="Orders">The sound orders, if any were asked for.</param>
/// <param name="Files">What became of the rows; none for the built-in sample.</param>
internal sealed record Portfolio(SubscriptionHistory? Subscriptions, OrderHistory? Orders, IReadOnlyList<FileAccount> Files)
{
    public IEnumerable<Problem> Problems => Files.SelectMany(file => file.Problems);

    /// <summary>From the first fact to the last, if there is one.</summary>
    public Interval? Span
    {
        get
        {
            Instant[] facts = [.. Subscriptions?.Select(one => one.At) ?? [], .. Orders?.Select(order => order.OrderedAt) ?? []];
            return facts.Length == 0 ? null : new Interval(facts.Min(), facts.Max());
        }
    }

    public static Portfolio Load(Settings settings, Terminal terminal)
    {
        if (settings.Subscriptions is null && settings.Orders is null)
        {
            return new Portfolio(AsKnown(SamplePortfolio.Subscriptions, settings.AsOf), AsKnown(SamplePortfolio.Orders, settings.AsOf), []);
        }

        var files = new List<FileAccount>();
        SubscriptionHistory? subscriptions = null;
        OrderHistory? orders = null;
        if (settings.Subscriptions is { } subscriptionFile)
        {
            SubscriptionImport import = InputFile.Read(subscriptionFile, terminal, stream => CsvImport.Subscriptions(stream, settings.Import));
            HistoryCheck<SubscriptionHistory, SubscriptionFinding>? known = settings.AsOf is { } instant ? import.History.AsKnownAt(instant) : null;
            subscriptions = known?.History ?? import.History;
            files.Add(Account(subscriptionFile, import, known?.Findings));
        }

        if (settings.Orders is { } orderFile)
        {
            OrderImport import = InputFile.Read(orderFile, terminal, stream => CsvImport.Orders(stream, settings.Import));
            HistoryCheck<OrderHistory, OrderFinding>? known = settings.AsOf is { } instant ? import.History.AsKnownAt(instant) : null;
            orders = known?.History ?? import.History;
            files.Add(Account(orderFile, import, known?.Findings));
        }

        return new Portfolio(subscriptions, orders, files);
    }

    private static SubscriptionHistory AsKnown(SubscriptionHistory history, Instant? asOf) => asOf is { } instant ? history.AsKnownAt(instant).History : history;

    private static OrderHistory AsKnown(OrderHistory history, Instant? asOf) => asOf is { } instant ? history.AsKnownAt(instant).History : history;

    private static FileAccount Account(string path, CsvImportResult import, IEnumerable<Finding>? asKnown)
    {
        string file = Path.GetFileName(path);
        IEnumerable<Problem> ofRows = import.Refusals.Select(refusal => Problem.Of(file, refusal)).Concat(import.Findings.Select(finding => Problem.Of(file, finding)));
        return new FileAccount(file, import.Rows, [.. ofRows.OrderBy(problem => problem.Lines[0]), .. (asKnown ?? []).Select(finding => Problem.Of(file, finding))]);
    }
}
