using NodaTime;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary>The orders of a portfolio, and up to which day they were observed.</summary>
internal sealed record OrdersObserved(OrderTimeline Timeline, LocalDate End, Basis Basis)
{
    public Currency Currency => Basis.Currency;

    public static OrdersObserved Of(Portfolio portfolio, Settings settings)
    {
        if (settings.From is not null)
        {
            throw new UsageException("--from does not go with lifetime: a customer's first order must not be cut off. Choose the end with --to.");
        }

        OrderTimeline timeline = OrderTimeline.FromHistory(Answering.NeedOrders(portfolio, "lifetime"), settings.Policy.Policy);
        LocalDate end = Observation.LastDay(settings, timeline.LastOrder) ?? throw new UsageException("There are no orders; a model is fitted to some.");
        return new OrdersObserved(timeline, end, Basis.Of(settings, timeline));
    }

    public PurchaseSummary Summary(ModelUnit unit, LocalDate? end = null) => PurchaseSummary.Of(Timeline, Basis.Settings.Calendar.Zone, end ?? End, unit);
}
