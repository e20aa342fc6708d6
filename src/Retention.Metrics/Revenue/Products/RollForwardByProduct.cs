using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>One roll-forward for each product, in ordinal order, and that of all customers. The product is that of the price in force: a customer can have several, and move.</summary>
/// <remarks>
/// <para><b>Formula:</b> per customer, <c>d</c> is the change of their revenue in a product. Who is new, reactivated, resumed, churned or paused as a whole is so in each product.
/// Of who pays before and after, let <c>U</c> be the sum of the rises and <c>D</c> that of the falls: <c>min(U, D)</c> is transferred from the products that fell to those that rose, in
/// proportion to <c>|d|</c>, in whole millionths, the remainder by largest remainder, ties in the order of the products. The rest of a rise is expansion, the rest of a fall contraction.</para>
/// <para>Over all products, transfers in equal transfers out, and every other line adds up to that of <see cref="Total"/>, exactly. Customers of products do not add up.</para>
/// <para><b>Unit:</b> money a month (exact per year), customers.</para>
/// <para><b>Undefined:</b> each rate says when.</para>
/// <para><b>Cost:</b> one pass over the changes; memory for each product and period, none for each customer.</para>
/// <para><b>Source:</b> the definition is this library's own: MRR movements as ChartMogul has them, with a change of plan kept apart from growth and loss.</para>
/// </remarks>
/// <example><code>
/// ProductTimeline products = ProductTimeline.FromHistory(history);
/// RollForwardByProduct february = products.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 2, 1)));
/// february["basic"][0].TransferOutMrr.Monthly; // 20.00 EUR
/// february["pro"][0].TransferInMrr.Monthly; // 20.00 EUR
/// february.Total[0].ExpansionMrr.Monthly; // 29.00 EUR
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ProductTimeline.RollForward or RollForwardByProduct.FromTotals")]
public sealed class RollForwardByProduct : IReadOnlyList<KeyValuePair<string, ProductRollForward>>, IEquatable<RollForwardByProduct>, IJsonAnswer
{
    private readonly SortedList<string, ProductRollForward> answers;

    private RollForwardByProduct(SortedList<string, ProductRollForward> answers, RollForward total)
    {
        this.answers = answers;
        Total = total;
    }

    /// <summary>The roll-forward of all customers, in all products together.</summary>
    public RollForward Total { get; }

    /// <summary>How many products there are.</summary>
    public int Count => answers.Count;

    /// <summary>The products, in ordinal order.</summary>
    public IReadOnlyList<string> Products => [.. answers.Keys];

    /// <summary>The product and its roll-forward at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public KeyValuePair<string, ProductRollForward> this[int index] => new(answers.GetKeyAtIndex(index), answers.GetValueAtIndex(index));

    /// <summary>The roll-forward of a product.</summary>
    /// <exception cref="KeyNotFoundException">There is no such product; the message names those that there are.</exception>
    public ProductRollForward this[string product]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(product);
            return answers.TryGetValue(product, out ProductRollForward? answer)
                ? answer
                : throw new KeyNotFoundException(FormattableString.Invariant($"There is no product '{product}'; there are '{string.Join("', '", answers.Keys)}'."));
        }
    }

    /// <summary>Makes roll-forwards by product of the totals of each product and period, wherever they were computed.</summary>
    /// <param name="total">The roll-forward of all customers.</param>
    /// <param name="products">The products, each with its totals of each period of <paramref name="total"/>.</param>
    /// <exception cref="ArgumentException">
    /// A product has no name or is given twice, or there is not one total for each period; or the totals of a product contradict each other or the period before, transfers in and out
    /// differ, or another line does not add up to that of all customers. The message names the product and the period.
    /// </exception>
    public static RollForwardByProduct FromTotals(RollForward total, IEnumerable<KeyValuePair<string, IReadOnlyList<ProductTotals>>> products)
    {
        ArgumentNullException.ThrowIfNull(total);
        ArgumentNullException.ThrowIfNull(products);
        var answers = new SortedList<string, ProductRollForward>(StringComparer.Ordinal);
        foreach ((string product, IReadOnlyList<ProductTotals> totals) in products)
        {
            if (string.IsNullOrWhiteSpace(product) || answers.ContainsKey(product))
            {
                throw new ArgumentException(FormattableString.Invariant($"The product '{product}' is blank or given twice; expected each product once, by its name."), nameof(products));
            }

            TotalsArgument.RequireOnePerPeriod(total.Periods, totals, nameof(products));
            RequireConsistent(total.Periods, product, totals);
            answers.Add(product, new ProductRollForward(total.Periods, total.Policy, total.Currency, new PeriodTotals<ProductTotals>(totals)));
        }

        for (int period = 0; period < total.Count; period++)
        {
            RequireSums(total, period, answers.Values);
        }

        return new RollForwardByProduct(answers, total);
    }

    /// <summary>Adds the figures of other customers: exact, however customers are split into parts.</summary>
    /// <remarks>The caller ensures that the two parts share no customer. A product that one part lacks has no revenue there.</remarks>
    /// <exception cref="ArgumentException">Periods, policy or currency differ; the message names what differs.</exception>
    public RollForwardByProduct Merge(RollForwardByProduct other)
    {
        ArgumentNullException.ThrowIfNull(other);
        RollForward total = Total.Merge(other.Total);
        var merged = new SortedList<string, ProductRollForward>(answers, StringComparer.Ordinal);
        foreach ((string product, ProductRollForward answer) in other)
        {
            merged[product] = merged.TryGetValue(product, out ProductRollForward? known) ? known.Merge(answer) : answer;
        }

        return new RollForwardByProduct(merged, total);
    }

    /// <summary>The roll-forward of a product, if there is one.</summary>
    public bool TryGetValue(string product, [MaybeNullWhen(false)] out ProductRollForward answer)
    {
        ArgumentNullException.ThrowIfNull(product);
        return answers.TryGetValue(product, out answer);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ProductRollForward>> GetEnumerator() => answers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(RollForwardByProduct? left, RollForwardByProduct? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(RollForwardByProduct? left, RollForwardByProduct? right) => !Equals(left, right);

    /// <summary>Whether the products and all their figures are equal.</summary>
    public bool Equals(RollForwardByProduct? other) =>
        other is not null && Total.Equals(other.Total) && answers.Keys.SequenceEqual(other.answers.Keys, StringComparer.Ordinal) && answers.Values.SequenceEqual(other.answers.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RollForwardByProduct);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Total);

    private static void RequireConsistent(ReportingPeriods periods, string product, IReadOnlyList<ProductTotals> totals)
    {
        for (int period = 0; period < totals.Count; period++)
        {
            ProductTotals one = totals[period];
            string? contradiction = one.Contradiction();
            if (contradiction is null && period > 0 && (one.OpeningMrr != totals[period - 1].ClosingMrr || one.OpeningCustomers != totals[period - 1].ClosingCustomers))
            {
                contradiction = string.Create(
                    CultureInfo.InvariantCulture,
                    $"it opens with {one.OpeningMrr} and {one.OpeningCustomers} customers, but the period before closes with {totals[period - 1].ClosingMrr} and {totals[period - 1].ClosingCustomers}; they must be equal");
            }

            if (contradiction is not null)
            {
                throw new ArgumentException(FormattableString.Invariant($"Totals of product '{product}' in period {periods[period].Name}: {contradiction}."), nameof(totals));
            }
        }
    }

    private static void RequireSums(RollForward total, int period, IList<ProductRollForward> products)
    {
        ProductTotals sum = products.Aggregate(default(ProductTotals), (sum, product) => sum + product.Totals[period]);
        RollForwardTotals all = total[period].Totals;
        Require("transferInMrr", sum.TransferInMrr, "transferOutMrr", sum.TransferOutMrr);
        Require("openingMrr", sum.OpeningMrr, "that of all customers", all.OpeningMrr);
        foreach (RollForwardFigure movement in RollForwardFigure.Movements)
        {
            Require(movement.Name, sum.Movements.Of(movement.Explained!.Value), "that of all customers", all.Movements.Of(movement.Explained.Value));
        }

        Require("closingMrr", sum.ClosingMrr, "that of all customers", all.ClosingMrr);
        foreach (ProductTotals one in products.Select(product => product.Totals[period]).Where(one => one.HolderMrr > all.OpeningMrr || one.OpeningCustomers > all.OpeningCustomers))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Totals of period {total[period].Period.Name}: a product has {one.OpeningCustomers} customers with {one.HolderMrr} in all at the start; these must be at most all customers, {all.OpeningCustomers}, with {all.OpeningMrr}."),
                nameof(products));
        }

        void Require(string name, Int128 value, string otherName, Int128 other)
        {
            if (value != other)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Totals of period {total[period].Period.Name}: over all products {name} is {value}, but {otherName} is {other}; they must be equal."), nameof(products));
            }
        }
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.AddObjects("products", answers, static (fields, one) =>
        {
            fields.Add("product", JsonText.Writable(one.Key, typeof(ProductTimeline)));
            fields.Add("answer", (IJsonAnswer)one.Value);
        });
        json.Add("total", (IJsonAnswer)Total);
    }

    /// <summary>How many products there are, and the roll-forward of all.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} products, in all {Total}");
}
