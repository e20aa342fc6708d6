using Harbour.Billing.Books;
using NodaTime;
using Retention.Metrics;

namespace Harbour.Billing.Figures;

/// <summary>Says in the library's words what our books say in ours.</summary>
public static class ContractFacts
{
    #region billing-facts
    public static SubscriptionEvent Fact(this ContractChange change)
    {
        var contract = new Subscription(change.Contract.Number, change.Contract.Account.Number);
        Instant at = Instant.FromDateTimeUtc(change.EffectiveUtc);
        SubscriptionEvent fact = change.Kind switch
        {
            ChangeKind.TrialOpened => contract.TrialStarts(at),
            ChangeKind.Signed => contract.Starts(at, Price(change), Discount(change)),
            ChangeKind.Repriced => contract.ChangesPrice(at, Price(change), Discount(change)),
            ChangeKind.LaidUp => contract.Pauses(at),
            ChangeKind.Relaunched => contract.Resumes(at),
            ChangeKind.NoticeGiven => contract.SchedulesCancellation(at, Instant.FromDateTimeUtc(change.EndsUtc!.Value), Reason(change)),
            ChangeKind.NoticeWithdrawn => contract.RevokesCancellation(at),
            ChangeKind.Terminated => contract.Ends(at, Reason(change)),
            _ => throw new InvalidOperationException($"Change {change.Id} of contract {change.Contract.Number} is of the unknown kind {change.Kind}."),
        };
        return fact with { EventId = $"change {change.Id}", RecordedAt = Instant.FromDateTimeUtc(change.EnteredUtc) };
    }
    #endregion

    #region billing-prices
    private static RecurringPrice Price(ContractChange change) => new(
        OurDefinition.Currency.Amount(change.BerthPrice ?? throw new InvalidOperationException($"Change {change.Id} of contract {change.Contract.Number} has no price.")),
        change.Cycle switch
        {
            BillingCycle.Monthly => BillingInterval.Monthly,
            BillingCycle.Quarterly => BillingInterval.Quarterly,
            BillingCycle.Yearly => BillingInterval.Yearly,
            _ => throw new InvalidOperationException($"Change {change.Id} of contract {change.Contract.Number} has the unknown cycle {change.Cycle}."),
        },
        change.Berths);

    private static Discount? Discount(ContractChange change) => change.PercentOff == 0m
        ? null
        : Retention.Metrics.Discount.Percent(change.PercentOff, change.PercentOffUntilUtc is { } until ? Instant.FromDateTimeUtc(until) : null);

    private static ChurnReason Reason(ContractChange change) => change.Cause switch
    {
        null => ChurnReason.Unknown,
        "unpaid" => ChurnReason.Involuntary,
        { } cause => ChurnReason.Of(cause, ChurnKind.Voluntary),
    };
    #endregion

    #region billing-orders
    public static Order Order(this Invoice invoice) => new(invoice.Account.Number, Instant.FromDateTimeUtc(invoice.IssuedUtc), OurDefinition.Currency.Amount(invoice.Net))
    {
        Id = invoice.Number,
        Status = invoice.Voided ? OrderStatus.Cancelled : OrderStatus.Completed,
        Refunded = invoice.Credited == 0m ? null : OurDefinition.Currency.Amount(invoice.Credited),
    };
    #endregion

    public static Customer Customer(this Account account) =>
        new(account.Number, account.Country is { } country ? [new("country", country)] : []);
}
