namespace Retention.Metrics.Tests.Histories.Orders;

/// <summary>A finding of the reference.</summary>
internal sealed record ReferenceOrderFinding(FindingKind Kind, string Message, IReadOnlyList<Order> Orders);

/// <summary>The check of orders over objects: every step is a list of orders. It is the reference of the check over columns, and stays naive.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Valid">The orders of the history.</param>
/// <param name="Holding">The facts that they come from: an order that stays cancelled is not what its last fact says.</param>
/// <param name="Findings">What is wrong.</param>
/// <param name="Repeated">How many facts repeat another.</param>
/// <param name="Superseded">How many facts gave way to another.</param>
internal sealed record ReferenceOrderCheck(
    Order[] Facts, IReadOnlyList<Order> Valid, IReadOnlyList<Order> Holding, IReadOnlyList<ReferenceOrderFinding> Findings, int Repeated, int Superseded)
{
    public int Refused => Facts.Length - Valid.Count - Repeated - Superseded;

    public static ReferenceOrderCheck Of(IEnumerable<Order> orders)
    {
        Order[] facts = [.. orders];
        (List<Order> holding, List<Order[]> conflicts, int repeated, int superseded) = Resolve(facts);
        var findings = new List<ReferenceOrderFinding>();
        foreach (Order[] conflict in conflicts)
        {
            findings.Add(new ReferenceOrderFinding(FindingKind.ConflictingDuplicate, FormattableString.Invariant($"order {conflict[0].Id} comes with {conflict.Select(order => order with { RecordedAt = null }).Distinct().Count()} contents, and none is recorded last"), conflict));
        }

        var cancelled = new CancelledVersions(superseded > 0 ? facts : []);
        List<Order> valid = [], holdingFacts = [];
        foreach (Order order in holding)
        {
            if (OrderHistory.Problem(order) is { } problem)
            {
                findings.Add(new ReferenceOrderFinding(problem.Kind, FormattableString.Invariant(OrderHistory.Describe(order, problem.Message)), [order]));
            }
            else
            {
                valid.Add(cancelled.Of(order));
                holdingFacts.Add(order);
            }
        }

        // Stable: findings of orders that are alike stay in the order of the input.
        findings = [.. findings.OrderBy(finding => finding.Orders[0], Comparer<Order>.Create(Compare))];
        valid.Sort(Compare);
        return new ReferenceOrderCheck(facts, valid, holdingFacts, findings, repeated, superseded);
    }

    /// <summary>What was known at an instant.</summary>
    public ReferenceOrderCheck AsKnownAt(NodaTime.Instant instant) => Of(Facts.Where(fact => (fact.RecordedAt ?? fact.OrderedAt) <= instant));

    private static int Compare(Order x, Order y)
    {
        int order = x.Customer.CompareTo(y.Customer);
        order = order != 0 ? order : x.OrderedAt.CompareTo(y.OrderedAt);
        order = order != 0 ? order : Nullable.Compare(x.Id, y.Id);
        order = order != 0 ? order : x.Amount.Amount.CompareTo(y.Amount.Amount);
        order = order != 0 ? order : x.Status.CompareTo(y.Status);
        order = order != 0 ? order : x.Refund.Amount.CompareTo(y.Refund.Amount);

        // Alike in every figure, but not the same facts: only so that any order of input gives one history.
        order = order != 0 ? order : string.CompareOrdinal(x.Amount.Currency.Code, y.Amount.Currency.Code);
        order = order != 0 ? order : (x.Refunded is null).CompareTo(y.Refunded is null);
        return order != 0 ? order : Nullable.Compare(x.RecordedAt, y.RecordedAt);
    }

    private static Order WithoutRecorded(Order order) => order with { RecordedAt = null };

    private static (List<Order> Holding, List<Order[]> Conflicts, int Repeated, int Superseded) Resolve(Order[] facts)
    {
        var holding = new List<Order>();
        var conflicts = new List<Order[]>();
        int repeated = 0, superseded = 0;
        var versions = new Dictionary<string, List<Order>>(StringComparer.Ordinal);
        foreach (Order fact in facts)
        {
            if (fact.Id?.Value is not { } id)
            {
                holding.Add(fact);
            }
            else if (versions.TryGetValue(id, out List<Order>? same))
            {
                same.Add(fact);
            }
            else
            {
                versions.Add(id, [fact]);
            }
        }

        foreach (List<Order> same in versions.Values)
        {
            if (same.Count == 1)
            {
                holding.Add(same[0]);
                continue;
            }

            Order latest = same[0];
            foreach (Order other in same)
            {
                latest = Nullable.Compare(other.RecordedAt, latest.RecordedAt) > 0 ? other : latest;
            }

            Order content = WithoutRecorded(latest);
            Order[] contrary = [.. same.Where(fact => !WithoutRecorded(fact).Equals(content) && !(fact.RecordedAt < latest.RecordedAt))];
            if (contrary.Length > 0)
            {
                conflicts.Add([.. same]);
                continue;
            }

            holding.Add(latest);
            int alike = same.Count(fact => WithoutRecorded(fact).Equals(content)) - 1;
            repeated += alike;
            superseded += same.Count - 1 - alike;
        }

        return (holding, conflicts, repeated, superseded);
    }

    private sealed class CancelledVersions
    {
        private readonly Dictionary<OrderId, Order[]> versions;

        public CancelledVersions(IReadOnlyList<Order> facts)
        {
            HashSet<OrderId> cancelled = [.. facts.Where(fact => fact.Status == OrderStatus.Cancelled).Select(fact => fact.Id).OfType<OrderId>()];
            versions = cancelled.Count == 0 ? [] : facts.Where(fact => fact.Id is { } id && cancelled.Contains(id)).GroupBy(fact => fact.Id!.Value).ToDictionary(order => order.Key, InOrder);
        }

        /// <summary>The version that holds; cancelled, with its refund, where only refunds were recorded after a cancellation.</summary>
        public Order Of(Order holding) =>
            holding.Status != OrderStatus.Cancelled && holding.Id is { } id && versions.TryGetValue(id, out Order[]? all)
            && all.Aggregate(false, (cancelled, version) => version.Status == OrderStatus.Cancelled || (cancelled && IsRefund(version)))
                ? holding with { Status = OrderStatus.Cancelled, Refunded = holding.Refund }
                : holding;

        // What was recorded at one instant has no order of its own: the cancellation counts as the last of it.
        private static Order[] InOrder(IEnumerable<Order> versions) => [.. versions.OrderBy(version => version.RecordedAt).ThenBy(version => version.Status == OrderStatus.Cancelled)];

        private static bool IsRefund(Order version) => version.Status == OrderStatus.Refunded || version.Refund.Amount > 0m;
    }
}
