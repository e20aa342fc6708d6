using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands;

/// <summary>What every command that makes figures does: read, check, answer.</summary>
internal static class Answering
{
    public static int Run(Settings settings, Terminal terminal, Func<Portfolio, Answer> answer)
    {
        Portfolio portfolio = Portfolio.Load(settings, terminal);
        if (!Validity.IsEnough(portfolio, settings, terminal))
        {
            return ExitCode.Invalid;
        }

        settings.Format.Deliver(answer(portfolio), settings.Output, terminal);
        return ExitCode.Done;
    }

    public static SubscriptionHistory NeedSubscriptions(Portfolio portfolio, string command) =>
        portfolio.Subscriptions ?? throw new UsageException($"{command} needs a file of subscriptions.");

    public static OrderHistory NeedOrders(Portfolio portfolio, string command) =>
        portfolio.Orders ?? throw new UsageException($"{command} needs a file of orders.");
}
