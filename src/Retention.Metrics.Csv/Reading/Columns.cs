namespace Retention.Metrics.Csv.Reading;

/// <summary>The columns that have a meaning of their own; every other is an attribute of the customer.</summary>
internal enum Column
{
    SubscriptionId,
    CustomerId,
    StartDate,
    EndDate,
    MonthlyAmount,
    Amount,
    Interval,
    IntervalCount,
    Quantity,
    Currency,
    Reason,
    Event,
    At,
    EffectiveAt,
    EventId,
    RecordedAt,
    OrderId,
    OrderedAt,
    Status,
    Refunded,

    /// <summary>Whether an interval is a trial; read where it is mapped.</summary>
    IsTrial,

    /// <summary>Until when an interval is a trial; read where it is mapped.</summary>
    TrialEnd,

    /// <summary>Which of several levels of one instant is the last.</summary>
    Sequence,
    PercentOff,
    AmountOff,
    DiscountEndsAt,
    MrrChange,
    PeriodStart,
    PeriodEnd,
    Kind,
    Proration,
    LineId,
    Product,
    Tax,

    /// <summary>Never read: a file that has one is refused until the caller says that the amounts are those after it.</summary>
    Discount,
    Survey,
    Score,
    Touchpoint,
    Comment,

    /// <summary>Of an amount in a table of MRR by customer and month.</summary>
    Month,
}

/// <summary>What a file holds.</summary>
internal enum FileKind
{
    SubscriptionIntervals,
    SubscriptionEvents,
    SubscriptionLevels,
    SubscriptionChanges,
    InvoiceLines,
    Ledger,
    Orders,
    Activities,
    Responses,

    /// <summary>A table with columns that are found by their names, such as one of exchange rates.</summary>
    Plain,
}

/// <summary>The names of the columns, and which of them a kind of file knows.</summary>
internal static class ColumnNames
{
    private static readonly string[] Names =
    [
        "subscription_id", "customer_id", "start_date", "end_date", "monthly_amount", "amount", "interval", "interval_count", "quantity", "currency",
        "reason", "event", "at", "effective_at", "event_id", "recorded_at", "order_id", "ordered_at", "status", "refunded", "is_trial", "trial_end",
        "sequence", "percent_off", "amount_off", "discount_ends_at", "mrr_change", "period_start", "period_end", "kind", "proration", "line_id", "product", "tax", "discount",
        "survey", "score", "touchpoint", "comment", "month",
    ];

    private static readonly string[] DiscountKeys =
    [
        "discount", "discounts", "discountamount", "discountpercent", "discountpercentage", "discountrate", "discountvalue", "percentoff", "amountoff",
        "couponamount", "couponpercent", "couponvalue", "discounttotal", "discountpct", "discount%",
    ];

    private static readonly string[] QuantityKeys = ["quantity", "qty"];

    private static readonly string[] IntervalCountKeys = ["interval", "intervalcount", "intervallength", "billingfrequency", "billingcyclefrequency"];

    private static readonly string[] IntervalKeys = [.. IntervalCountKeys, "intervalunit", "billingperiod", "billingperiodunit", "billingcycle"];

    /// <summary>Monthly recurring revenue has two names in the field; both mean one column.</summary>
    private const string MonthlyAmountToo = "mrr";

    private const string KindToo = "type";

    public static IReadOnlyList<string> All { get; } = Array.AsReadOnly([.. Names, MonthlyAmountToo, KindToo]);

    public static string Of(Column column) => Names[(int)column];

    public static Column Parse(string name) => TryParse(name) ?? throw new ArgumentException($"'{name}' is not a column of ours; there are {string.Join(", ", All)}.", nameof(name));

    /// <summary>The column of a name, however the file writes it: <c>customer_id</c>, <c>Customer ID</c>, <c>customerId</c>.</summary>
    public static Column? TryParse(string name)
    {
        string key = Key(name);
        int index = Array.FindIndex(Names, own => string.Equals(Key(own), key, StringComparison.Ordinal));
        return
            index >= 0 ? (Column)index
            : string.Equals(key, MonthlyAmountToo, StringComparison.Ordinal) ? Column.MonthlyAmount
            : string.Equals(key, KindToo, StringComparison.Ordinal) ? Column.Kind
            : null;
    }

    /// <summary>Whether a column of this name says how much less is paid: <c>discount</c>, <c>cart_discount</c>, <c>percent_off</c>. A code or a name of a coupon does not.</summary>
    public static bool IsDiscount(string name) => EndsWith(name, DiscountKeys);

    /// <summary>Whether a column of this name says of how many units an amount is: <c>quantity</c>, <c>plan_quantity</c>.</summary>
    public static bool IsQuantity(string name) => EndsWith(name, QuantityKeys);

    /// <summary>Whether a column of this name says how often an amount is charged: <c>interval</c>, <c>plan_interval</c>, <c>billing_period</c>.</summary>
    public static bool IsInterval(string name) => EndsWith(name, IntervalKeys);

    /// <summary>Whether a column of this name may say of how many units an interval is: <c>interval_count</c>, <c>billing_interval</c>.</summary>
    public static bool IsIntervalCount(string name) => EndsWith(name, IntervalCountKeys);

    /// <summary>A name without what may differ: case, spaces, <c>_</c> and <c>-</c>. Any other character is part of the name.</summary>
    public static string Key(string name) => string.Concat(name.Where(character => character is not ('_' or '-') && !char.IsWhiteSpace(character))).ToLowerInvariant();

    private static bool EndsWith(string name, string[] keys)
    {
        string key = Key(name);
        return Array.Exists(keys, end => key.EndsWith(end, StringComparison.Ordinal));
    }

    public static IReadOnlyList<Column> KnownTo(FileKind kind) => kind switch
    {
        FileKind.SubscriptionIntervals =>
        [
            Column.SubscriptionId, Column.CustomerId, Column.StartDate, Column.EndDate, Column.MonthlyAmount, Column.Amount, Column.Interval,
            Column.IntervalCount, Column.Quantity, Column.Currency, Column.Reason, Column.Status, Column.IsTrial, Column.TrialEnd,
            Column.PercentOff, Column.AmountOff, Column.DiscountEndsAt, Column.Product,
        ],
        FileKind.SubscriptionLevels =>
        [
            Column.SubscriptionId, Column.CustomerId, Column.Event, Column.At, Column.EndDate, Column.MonthlyAmount, Column.Amount, Column.Interval,
            Column.IntervalCount, Column.Quantity, Column.Currency, Column.Reason, Column.Sequence, Column.Product,
        ],
        FileKind.SubscriptionEvents =>
        [
            Column.SubscriptionId, Column.CustomerId, Column.Event, Column.At, Column.MonthlyAmount, Column.Amount, Column.Interval,
            Column.IntervalCount, Column.Quantity, Column.Currency, Column.Reason, Column.EffectiveAt, Column.EventId, Column.RecordedAt,
            Column.PercentOff, Column.AmountOff, Column.DiscountEndsAt, Column.Product,
        ],
        FileKind.SubscriptionChanges => [Column.SubscriptionId, Column.CustomerId, Column.At, Column.MrrChange, Column.Currency, Column.Reason, Column.Product],
        FileKind.InvoiceLines =>
        [
            Column.SubscriptionId, Column.CustomerId, Column.PeriodStart, Column.PeriodEnd, Column.Amount, Column.Currency, Column.Kind, Column.Proration,
            Column.LineId, Column.Product, Column.Tax, Column.Interval, Column.IntervalCount,
        ],
        FileKind.Ledger =>
        [
            Column.SubscriptionId, Column.CustomerId, Column.At, Column.MonthlyAmount, Column.Interval, Column.IntervalCount, Column.Quantity, Column.Currency,
        ],
        FileKind.Activities => [Column.CustomerId, Column.At, Column.Event, Column.Quantity, Column.EventId],
        FileKind.Responses => [Column.CustomerId, Column.At, Column.Survey, Column.Score, Column.Touchpoint, Column.Comment],
        FileKind.Plain => [],
        _ => [Column.OrderId, Column.CustomerId, Column.OrderedAt, Column.Amount, Column.Currency, Column.Status, Column.Refunded, Column.RecordedAt],
    };

    /// <summary>Other names under which event exports have a column of ours. They are read where the file has none of our own name.</summary>
    public static IReadOnlyList<string> OtherNames(Column column, FileKind kind) => (kind, column) switch
    {
        (FileKind.Activities, Column.CustomerId) => ["user_id", "distinct_id", "user", "customer"],
        (FileKind.Activities, Column.At) => ["time", "timestamp", "event_time", "occurred_at"],
        (FileKind.Activities, Column.Event) => ["kind", "event_name", "event_type", "name", "type"],
        (FileKind.Responses, Column.CustomerId) => ["customer", "user_id", "person_id", "email"],
        (FileKind.Responses, Column.At) => ["time", "timestamp", "created_at", "responded_at", "answered_at", "date"],
        (FileKind.Responses, Column.Survey) => ["survey_name", "survey_id", "survey_type"],
        (FileKind.Responses, Column.Score) => ["rating", "answer", "nps", "csat", "ces"],
        (FileKind.Responses, Column.Touchpoint) => ["channel", "source"],
        (FileKind.Responses, Column.Comment) => ["text", "feedback", "verbatim"],
        (FileKind.Activities, Column.EventId) => ["insert_id", "$insert_id", "uuid", "message_id"],
        _ => [],
    };

    /// <summary>The columns that have so many meanings in files that they are read only where the caller maps them.</summary>
    public static bool IsReadIfMapped(Column column, FileKind kind) => column switch
    {
        Column.IsTrial or Column.TrialEnd or Column.Tax => true,
        Column.Status => kind == FileKind.SubscriptionIntervals,
        Column.Event or Column.EndDate => kind == FileKind.SubscriptionLevels,

        // Elsewhere it is an attribute of the customer: of prices only where the caller says so.
        Column.Product => kind != FileKind.InvoiceLines,
        _ => false,
    };

    public static IReadOnlyList<Column> RequiredBy(FileKind kind) => kind switch
    {
        FileKind.SubscriptionIntervals => [Column.CustomerId, Column.StartDate, Column.EndDate],
        FileKind.SubscriptionEvents => [Column.CustomerId, Column.Event, Column.At],
        FileKind.SubscriptionLevels => [Column.CustomerId, Column.At],
        FileKind.SubscriptionChanges => [Column.CustomerId, Column.At, Column.MrrChange],
        FileKind.InvoiceLines => [Column.CustomerId, Column.PeriodStart, Column.PeriodEnd, Column.Amount],
        FileKind.Ledger => [Column.CustomerId, Column.At, Column.MonthlyAmount],
        FileKind.Activities => [Column.CustomerId, Column.At],
        FileKind.Responses => [Column.CustomerId, Column.At, Column.Score],
        FileKind.Plain => [],
        _ => [Column.CustomerId, Column.OrderedAt, Column.Amount],
    };
}
