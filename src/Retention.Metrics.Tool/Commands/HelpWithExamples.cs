using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Retention.Metrics.Tool.Commands;

/// <summary>The help of a command, and below it examples, the columns that files need, and where the documentation is.</summary>
/// <param name="inner">Writes the help itself.</param>
internal sealed class HelpWithExamples(SynchronousCommandLineAction inner) : SynchronousCommandLineAction
{
    private const string Files = """

        Columns of a file or table (others are attributes of the customer; --map gives a column of another name):
          intervals       customer_id, start_date, end_date, monthly_amount; also subscription_id, currency, reason
          events          customer_id, event, at, monthly_amount; also subscription_id, currency, reason, effective_at
          levels          customer_id, at, monthly_amount; also subscription_id, currency, reason, sequence
          changes of MRR  customer_id, at, mrr_change; also subscription_id, currency
          invoice lines   customer_id, period_start, period_end, amount; also subscription_id, kind, proration, currency
          orders          customer_id, ordered_at, amount; also order_id, status, refunded, currency
          activities      customer_id, at; also event, quantity, event_id
          responses       customer_id, at, score; also survey, touchpoint, comment
        Exports of billing systems and shops are known by their header; see --from-export.
        """;

    private const string Documentation = """

        Documentation: https://www.nuget.org/packages/Retention.Metrics, docs/command-line.md of the repository
        """;

    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["report"] =
        [
            "retention report",
            "retention report --subscriptions subscriptions.csv --currency EUR --from 2026-01 --to 2026-06",
            "retention report --subscriptions events.csv --columns closingMrr,netRevenueRetention --compare previous,year",
            "retention report --subscriptions subscriptions.csv --segment plan --format csv --output report.csv",
            "retention report --database env:BILLING --subscriptions billing.levels --orders shop.orders --currency EUR",
            "retention report --subscriptions \"events/*.parquet\" --segment plan",
            "retention report --subscriptions subscriptions.csv --activity activity.csv --signal count:login:30d --format html --output report.html",
            "retention report --orders orders.csv --by quarter --fail-if \"repeatCustomerRate < 20%\"",
        ],
        ["cohorts"] = ["retention cohorts --subscriptions subscriptions.csv --by quarter"],
        ["compare"] = ["retention compare --subscriptions subscriptions.csv --policies default,stripe"],
        ["check"] =
        [
            "retention check --subscriptions subscriptions.csv --orders orders.csv",
            "retention check --activity activity.csv --responses responses.csv --survey-kind nps",
        ],
        ["survival"] = ["retention survival --subscriptions subscriptions.csv --segment plan"],
        ["churn"] = ["retention churn --subscriptions subscriptions.csv --by quarter"],
        ["activity"] =
        [
            "retention activity --activity events.csv --by week",
            "retention activity --activity events.csv --show retention --days 1,7,30,30+ --activity-kind login",
            "retention activity --activity events.csv --show cohorts --customers customers.csv --segment plan",
        ],
        ["feedback"] =
        [
            "retention feedback --responses responses.csv --survey-kind nps --by quarter",
            "retention feedback --responses responses.csv --subscriptions subscriptions.csv --survey-kind nps --show after --days 90",
            "retention feedback --responses responses.csv --subscriptions subscriptions.csv --survey-kind csat --survey tickets --show response-rate --segment plan",
        ],
        ["signals"] =
        [
            "retention signals --subscriptions subscriptions.csv --activity activity.csv --signal count:login:30d",
            "retention signals --subscriptions subscriptions.csv --activity activity.csv --signal days:login:30d --bounds 0,5,20 --show at-risk",
            "retention signals --subscriptions subscriptions.csv --activity activity.csv --signal since-last --show hold-out --held-out 3",
            "retention signals --subscriptions subscriptions.csv --responses responses.csv --survey-kind nps --survey relationship --signal score --bounds 6,8",
        ],
        ["whatif"] =
        [
            "retention whatif --subscriptions subscriptions.csv --change churn=x0.9",
            "retention whatif --subscriptions subscriptions.csv --activity activity.csv --signal count:login:30d --lowest-like-next",
        ],
        ["reconcile"] =
        [
            "retention reconcile --subscriptions subscriptions.csv --against dashboard.csv",
            "retention reconcile --subscriptions subscriptions.csv --against dashboard.csv --map against:customer_id=Account --date-format against:dd/MM/yyyy",
        ],
        ["fit"] = ["retention lifetime fit --orders orders.csv --format json --output fit.json"],
    };

    /// <summary>Adds the examples to the help of a command and of those below it.</summary>
    public static void AddTo(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().First();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
    }

    /// <summary>Whether help is asked for: then an option that the command needs may be missing.</summary>
    public static bool IsAskedFor(ParseResult asked) => asked.Action is HelpWithExamples;

    public override int Invoke(ParseResult parseResult)
    {
        int code = inner.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        if (Examples.TryGetValue(command.Name, out string[]? examples))
        {
            output.Write($"\nExamples:\n{string.Join("", examples.Select(example => $"  {example}\n"))}");
        }

        if (command.Options.Any(option => option.Name is "--subscriptions" or "--orders" or "--activity" or "--responses"))
        {
            output.Write($"{Files.ReplaceLineEndings("\n")}\n");
        }

        output.Write($"{Documentation.ReplaceLineEndings("\n")}\n");
        return code;
    }
}
