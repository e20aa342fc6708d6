using System.CommandLine;
using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Reconcile;

/// <summary><c>retention reconcile</c>: the MRR of a file against that of another system, with the likely cause of each difference.</summary>
internal static class ReconcileCommand
{
    public const string Causes = "causes", Customers = "customers", All = "all";

    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        var against = new Option<string?>("--against") { HelpName = "file", Description = "A CSV file of MRR by customer and month: customer_id and a column for each month, or customer_id, month and mrr; --map against:customer_id=Account says what it calls them.", Required = true };
        Option<string> show = ParsedOption.OneOf("--show", "Differences by month and cause, the customers with a difference, or all customers.", [Causes, Customers, All], Causes);
        var command = new Command("reconcile", "MRR by customer and month against the figures of another system: what differs, by how much, and why.") { against, show };
        shared.AddTo(command);
        command.SetAction(asked => Run(shared.Read(asked), asked.GetValue(against)!, asked.GetValue(show)!, terminal));
        return command;
    }

    private static int Run(Settings settings, string against, string show, Terminal terminal)
    {
        if (settings.Subscriptions is null)
        {
            throw new UsageException("reconcile needs a file of subscriptions.");
        }

        if (settings.Rates is not null)
        {
            throw new UsageException("--rates has no meaning here; reconcile compares amounts of one currency.");
        }

        Portfolio portfolio = Portfolio.Load(settings, terminal);
        MrrTableImport theirs = InputFile.Read(against, terminal, stream => MrrTableImport.Read(stream, OfTheirs(settings)).RequireValid());
        if (!Validity.IsEnough(portfolio, settings, terminal))
        {
            return ExitCode.Invalid;
        }

        Validity.SayRemarks(new FileAccount(Path.GetFileName(against), theirs.Rows, [], theirs.RepeatedRows) { LeftOut = theirs.LeftOut, Remarks = [] }, terminal);
        StatedMrr[] stated = [.. theirs.Amounts.Where(one => IsAsked(one.Month, settings))];
        if (stated.Length == 0)
        {
            throw new UsageException($"{Path.GetFileName(against)} has no month between --from and --to.");
        }

        Func<CustomerId, DifferenceCause?> hint = AttributeHint.Of(portfolio.Customers);
        var reconciliation = Reconciliation.Of(portfolio.Subscriptions!, stated, settings.Calendar.Zone, settings.Policy.Policy, hint);
        Answer answer = show == Causes ? ReconcileAnswers.ByCause(reconciliation, settings) : ReconcileAnswers.ByCustomer(reconciliation, settings, onlyDifferent: show == Customers);
        settings.Format.Deliver(answer, settings.Output, terminal);
        return ExitCode.Done;
    }

    // The two systems write alike amounts, but not names of columns and dates.
    private static CsvImportOptions OfTheirs(Settings settings) =>
        settings.ImportOf(FileWord.Against, settings.Import with { MinorUnits = false, Columns = new Dictionary<string, string>(), DateFormat = null });

    private static bool IsAsked(YearMonth month, Settings settings) =>
        (settings.From is not { } from || month >= from.ToYearMonth()) && (settings.To is not { } to || month <= to.ToYearMonth());
}
