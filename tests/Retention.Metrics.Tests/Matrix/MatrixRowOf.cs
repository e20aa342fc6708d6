using System.Reflection;

namespace Retention.Metrics.Tests.Matrix;

/// <summary>A row of the matrix with the calls that its laws make.</summary>
/// <typeparam name="TAnswer">The answer.</typeparam>
/// <typeparam name="TContribution">What explains it: customers, subscriptions or movements.</typeparam>
internal sealed record MatrixRow<TAnswer, TContribution>(string Name, string Page, string Question) : MatrixRow(Name, Page, typeof(TAnswer), Question, typeof(TContribution))
    where TAnswer : class
{
    public required Ask<TAnswer> Total { get; init; }

    public required Ask<IEnumerable<KeyValuePair<Segment, TAnswer>>> Segments { get; init; }

    public required Ask<TAnswer> Currencies { get; init; }

    /// <summary>Left out where answers merge.</summary>
    public Not? Merge { get; init; }

    public required Ask<IEnumerable<TContribution>> Explain { get; init; }

    /// <summary>What the contributions add up to: a figure of the answer, and the same of the contributions.</summary>
    public Func<TAnswer, IEnumerable<TContribution>, (decimal Figure, decimal Sum)>? AddsUp { get; init; }

    /// <summary>What is compared of answers that are not compared by value; the answers themselves if left out.</summary>
    public Func<TAnswer, IEnumerable<object>>? Figures { get; init; }

    public required Ask<TAnswer> OnePass { get; init; }

    public required Ask<TAnswer> Appended { get; init; }

    public override string? CodeOf(Column column) => column switch
    {
        Column.Total => Total.Code,
        Column.OneAttribute or Column.SeveralAttributes => Segments.Code,
        Column.Currencies => Currencies.Code,
        Column.Merge => Merge is null ? "part.Merge(other)" : null,
        Column.Explain => Explain.Code,
        Column.OnePass => OnePass.Code,
        _ => Appended.Code,
    };

    public override string? ReasonOf(Column column) => column switch
    {
        Column.Total => Total.Reason,
        Column.OneAttribute or Column.SeveralAttributes => Segments.Reason,
        Column.Currencies => Currencies.Reason,
        Column.Merge => Merge?.Reason,
        Column.Explain => Explain.Reason,
        Column.OnePass => OnePass.Reason,
        _ => Appended.Reason,
    };

    public override void AssertLaw(Column column, MatrixWorld world)
    {
        TAnswer whole = Total.Call!(world);
        switch (column)
        {
            case Column.Total:
                AssertSame(whole, Total.Call(world));
                break;
            case Column.OneAttribute or Column.SeveralAttributes:
                AssertSegments(world.By(column == Column.OneAttribute ? 1 : 2), whole);
                break;
            case Column.Currencies:
                AssertSame(whole, Currencies.Call!(world));
                break;
            case Column.Merge:
                AssertSame(whole, Merged(Total.Call(world.Half(first: true)), Total.Call(world.Half(first: false))));
                break;
            case Column.Explain:
                (decimal figure, decimal sum) = AddsUp!(whole, Explain.Call!(world));
                Assert.Equal(figure, sum);
                break;
            case Column.OnePass:
                AssertSame(whole, OnePass.Call!(world));
                break;
            default:
                AssertSame(whole, Appended.Call!(world));
                break;
        }
    }

    /// <summary>The segments pool to the whole, and each is the answer about its customers alone, as far as these have a currency.</summary>
    private void AssertSegments(MatrixWorld world, TAnswer whole)
    {
        KeyValuePair<Segment, TAnswer>[] segments = [.. Segments.Call!(world)];
        AssertSame(whole, segments.Select(one => one.Value).Aggregate(Merged));
        foreach ((Segment segment, TAnswer answer) in segments)
        {
            MatrixWorld alone = world with
            {
                Portfolio = world.Portfolio with { Events = [.. world.Portfolio.Events.Where(one => world.Segmentation.Of(one.Customer).Equals(segment))] },
                Shop = world.Shop with { Orders = [.. world.Shop.Orders.Where(order => world.Segmentation.Of(order.Customer).Equals(segment))] },
            };
            if (alone.Currency == world.Currency && alone.OrderCurrency == world.OrderCurrency)
            {
                AssertSame(Total.Call!(alone), answer);
            }
        }
    }

    private void AssertSame(TAnswer expected, TAnswer actual) => Assert.True(Figures is null ? expected.Equals(actual) : Figures(expected).SequenceEqual(Figures(actual)));

    private static TAnswer Merged(TAnswer one, TAnswer other) => (TAnswer)typeof(TAnswer).GetMethod("Merge", BindingFlags.Public | BindingFlags.Instance, [typeof(TAnswer)])!.Invoke(one, [other])!;
}
