namespace Retention.Metrics;

/// <summary>Each customer's recurring revenue over time in each product, in one currency. The product is that of the price in force, so a customer can have several, and move.</summary>
/// <remarks>
/// <para>The product of a price is <see cref="RecurringPrice.Product"/>. Revenue of a price without one is in the product <c>unknown</c>.</para>
/// <para>The timeline holds data only. Answers are extension methods: <c>products.RollForward(periods)</c>.</para>
/// <para><b>Cost:</b> that of the <see cref="RevenueTimeline"/>, another pass of the same kind, and 20 bytes for each change of what a customer pays for a product.</para>
/// </remarks>
/// <example><code>
/// var ada = Subscription.Of("ada");
/// RecurringPrice basic = RecurringPrice.Monthly(20m, Currency.Eur) with { Product = "basic" }, pro = RecurringPrice.Monthly(49m, Currency.Eur) with { Product = "pro" };
/// SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), basic), ada.ChangesPrice(Instant.FromUtc(2026, 2, 10, 0, 0), pro)];
/// ProductTimeline products = ProductTimeline.FromHistory(history);
/// RollForwardByProduct february = products.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 2, 1)));
/// february["basic"][0].TransferOutMrr.Monthly; // 20.00 EUR
/// february["pro"][0].ExpansionMrr.Monthly; // 29.00 EUR
/// </code></example>
public sealed class ProductTimeline
{
    private readonly string[] products;

    private ProductTimeline(RevenueTimeline total, ProductColumns columns, string[] products)
    {
        Total = total;
        Columns = columns;
        this.products = products;
    }

    /// <summary>The name of the product of prices without one.</summary>
    public static string Unknown => "unknown";

    /// <summary>The revenue of each customer in all products together.</summary>
    public RevenueTimeline Total { get; }

    /// <summary>The products that anybody has ever paid for, in ordinal order; <c>unknown</c> is one of them where a price that was paid has none.</summary>
    public IReadOnlyList<string> Products => Array.AsReadOnly(products);

    /// <summary>How many changes of what a customer pays for a product there are.</summary>
    public int ChangeCount => Columns.Time.Length;

    internal ProductColumns Columns { get; }

    /// <summary>Applies a policy to a checked history: from events to what each customer pays for each product.</summary>
    /// <param name="history">The history; all its subscriptions are in one currency.</param>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">The history holds several currencies: convert it at constant rates first, or ask for each currency.</exception>
    public static ProductTimeline FromHistory(SubscriptionHistory history, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        execution ??= ExecutionOptions.Default;
        var total = RevenueTimeline.FromHistory(history, policy, execution.Stage(0, 0.5));
        (ProductColumns columns, string[] products) = HistoryProducts.Of(total, execution.Stage(0.5, 1));
        return new ProductTimeline(total, columns, products);
    }

    /// <summary>How much there is in it.</summary>
    public override string ToString() => FormattableString.Invariant($"{ChangeCount} changes of {Total.CustomerCount} customers in {products.Length} products, {Total.Currency}");
}
