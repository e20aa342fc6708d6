using System.CommandLine;
using System.Globalization;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands;

/// <summary><c>retention cohorts</c>: what became of those who began together.</summary>
internal static class CohortsCommand
{
    private const string Subscriptions = "subscriptions", Orders = "orders";

    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create();
        Option<CohortMeasure?> show = ParsedOption.Of(
            "--show", "figure", $"What a cell shows: {string.Join(", ", CohortMeasure.All.Select(one => one.Name))}. Default: customerRetention; in JSON and CSV all.", CohortMeasure.Parse, otherwise: null);
        Option<string?> of = ParsedOption.Of<string?>("--of", $"{Subscriptions}|{Orders}", "Cohorts by first payment or by first order, where there are files of both. Default: what --show is of, else subscriptions.", ParseSource);
        Option<int?> columns = ParsedOption.Of<int?>("--columns", "number", "The most periods to follow a cohort, its own included. Default: as many as are reported.", ParseColumns);
        var command = new Command("cohorts", "What became of those who first paid, or first ordered, in the same period.") { show, of, columns, segment };
        shared.AddTo(command);
        command.SetAction(asked => Run(ProductOption.Over(shared.Read(asked), asked.GetValue(segment) ?? []), asked.GetValue(show), asked.GetValue(of), asked.GetValue(columns), asked.GetValue(segment) ?? [], terminal));
        return command;
    }

    private static int Run(Settings settings, CohortMeasure? show, string? of, int? columns, IReadOnlyList<string> segment, Terminal terminal) => Answering.Run(settings, terminal, portfolio =>
    {
        Segmentation? segmentation = portfolio.SplitBy(segment, settings.Policy.Policy);
        var cohorts = Cohorts.Of(OneKind(portfolio, show, of), Coverage.OfFacts(settings, portfolio), settings, segmentation, columns);
        return settings.Format.ForReading ? cohorts.Triangle(show ?? CohortMeasure.All[0]) : cohorts.Cells(show);
    });

    /// <summary>The subscriptions or the orders alone.</summary>
    private static Portfolio OneKind(Portfolio portfolio, CohortMeasure? show, string? of)
    {
        string kind = of
            ?? (show is { OfRevenue: null } ? Orders
                : show is { OfOrders: null } ? Subscriptions
                : portfolio.Subscriptions is null ? Orders : Subscriptions);
        if (kind == Orders ? show is { OfOrders: null } : show is { OfRevenue: null })
        {
            throw new UsageException($"--show {show!.Name} is no figure of {kind}.");
        }

        if (kind == Orders ? portfolio.Orders is null : portfolio.Subscriptions is null)
        {
            throw new UsageException($"{(of is null ? $"--show {show!.Name}" : $"--of {of}")} needs a file of {kind}.");
        }

        return kind == Orders ? portfolio with { Subscriptions = null } : portfolio with { Orders = null };
    }

    private static string ParseSource(string text) => text is Subscriptions or Orders ? text : throw new FormatException($"{Subscriptions} or {Orders}");

    private static int? ParseColumns(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns >= 1 ? columns : throw new FormatException("a whole number from 1 on");
}
