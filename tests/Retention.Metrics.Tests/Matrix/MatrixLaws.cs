using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Matrix;

/// <summary>The calls of the matrix say the same, in whatever way they are made.</summary>
public sealed class MatrixLaws
{
    private static readonly Arbitrary<MatrixWorld> Worlds = Arb.From(
        from portfolio in Any.SubscriptionScenario.Generator
        from shop in Any.OrderScenario.Generator
        from policy in Any.MetricPolicy.Generator
        select new MatrixWorld(portfolio, shop, policy),
        world => Any.SubscriptionScenario.Shrinker(world.Portfolio).Select(smaller => world with { Portfolio = smaller })
            .Concat(Any.OrderScenario.Shrinker(world.Shop).Select(smaller => world with { Shop = smaller }))
            .Concat(Any.MetricPolicy.Shrinker(world.Policy).Select(smaller => world with { Policy = smaller })));

    public static TheoryData<string> Names => [.. AnswerMatrix.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ACall_SaysWhatThePlainCallSays(string name)
    {
        MatrixRow row = AnswerMatrix.Rows.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        Column[] columns = [.. Enum.GetValues<Column>().Where(column => row.CodeOf(column) is not null)];
        Laws.Check(Worlds, world => Array.ForEach(columns, column => row.AssertLaw(column, world)), times: 40);
    }
}
