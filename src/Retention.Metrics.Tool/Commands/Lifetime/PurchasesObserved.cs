using System.CommandLine;
using System.Text.Json;
using NodaTime.Text;
using Retention.Metrics.Csv;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary>Frequency, recency and age of customers, of orders or as another program summarized them.</summary>
/// <param name="Summary">The customers.</param>
/// <param name="Currency">The currency of the values.</param>
/// <param name="End">The last day observed; <see langword="null"/> for a summary, which does not say.</param>
/// <param name="Head">What JSON says of them.</param>
/// <param name="Source">What a person reads of them.</param>
internal sealed record PurchasesObserved(PurchaseSummary Summary, Currency Currency, string? End, IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head, string Source)
{
    public static PurchasesObserved Of(OrdersObserved orders, ModelUnit unit) =>
        new(orders.Summary(unit), orders.Currency, LocalDatePattern.Iso.Format(orders.End), orders.Basis.Head, orders.Basis.ToString());

    public static Option<string?> Option() => new("--summary")
    {
        HelpName = "file",
        Description = "A CSV file of frequency, recency and T (or x, t.x, T.cal), counted in --by, instead of orders; customer_id and monetary_value are optional.",
    };

    /// <summary>Answers for a summary if one was given, else for orders.</summary>
    /// <param name="path">The file of the summary, if one was given.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="terminal">Where the answer goes.</param>
    /// <param name="unit">The unit of time, known once the command has read its files.</param>
    /// <param name="answer">Makes the answer.</param>
    public static int Run(string? path, Settings settings, Terminal terminal, Func<ModelUnit> unit, Func<PurchasesObserved, Answer> answer)
    {
        if (path is null)
        {
            return Answering.Run(settings, terminal, portfolio =>
            {
                var orders = OrdersObserved.Of(portfolio, settings);
                return answer(Of(orders, unit()));
            });
        }

        if (settings.Orders is not null || settings.Subscriptions is not null || settings.From is not null || settings.To is not null || settings.AsOf is not null)
        {
            throw new UsageException("--summary states the customers up to the end of observation; --orders, --subscriptions, --from, --to and --as-of have no meaning beside it.");
        }

        ModelUnit counted = unit();
        PurchaseSummaryImport import = InputFile.Read(path, terminal, stream =>
        {
            using var reader = new StreamReader(stream, settings.Import.Encoding ?? System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return PurchaseSummaryImport.Read(reader, counted);
        });
        if (!Validity.IsEnough(new Portfolio(null, null, new Lazy<IReadOnlyList<Customer>>([]), [Account(path, import)]), settings, terminal))
        {
            return ExitCode.Invalid;
        }

        Currency currency = settings.Import.Currency;
        string source = System.IO.Path.GetFileName(path);
        settings.Format.Deliver(
            answer(new PurchasesObserved(import.Summary, currency, End: null, [Basis.Text("summary", source), Basis.Text("currency", currency.Code)], $"{source}: {import}")),
            settings.Output,
            terminal);
        return ExitCode.Done;
    }

    private static FileAccount Account(string path, PurchaseSummaryImport import)
    {
        string file = System.IO.Path.GetFileName(path);
        return new FileAccount(
            file,
            new CsvRowCounts(import.Rows, import.Summary.Customers.Length, 0, 0, import.Findings.Length),
            [.. import.Findings.Select(finding => new Problem(file, [finding.Line], finding.Kind.ToString(), null, null, finding.Message))],
            [])
        {
            LeftOut = [],
            Listing = "",
            Remarks = [],
        };
    }
}
