using System.CommandLine;
using System.Globalization;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Customers;

/// <summary><c>retention customers</c>: who pays what at an instant, since when, and what is scheduled.</summary>
internal static class CustomersCommand
{
    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        var at = ParsedOption.Of<AsOf?>("--at", "date", "The end of this day, month or year, or this instant. Default: that of --as-of, else the end of the data.", AsOf.Parse);
        var limit = ParsedOption.Of<int?>("--limit", "number", "List no more than so many customers, the largest.", ParseLimit);
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create();
        var command = new Command("customers", "The customers at an instant, the largest first: what they pay, since when, and what is scheduled.") { at, limit, segment };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = ProductOption.Over(shared.Read(asked), asked.GetValue(segment) ?? []);
            return Answering.Run(
                settings, terminal, portfolio => CustomersAnswer.Of(portfolio, settings, asked.GetValue(at)?.EndIn(settings.Calendar.Zone), asked.GetValue(limit), asked.GetValue(segment) ?? []));
        });
        return command;
    }

    private static int? ParseLimit(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0 ? limit : throw new FormatException("a whole number of 1 or more");
}
