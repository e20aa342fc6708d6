using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Tests;

public sealed class AgreementTests
{
    private static readonly ResultRow Row = new([202_201, 1_000_000_000_000], 0.25, null);

    [Fact]
    public void SameFigures_Agree() => Assert.Null(Agreement.Difference([Row], [new([202_201, 1_000_000_000_000], 0.25 + 1e-10, null)]));

    [Fact]
    public void AnIntegerOneOff_Differs() =>
        Assert.Equal("row 0 is [202201, 1000000000001; 0.25, undefined], not [202201, 1000000000000; 0.25, undefined]", Agreement.Difference([Row], [new([202_201, 1_000_000_000_001], 0.25, null)]));

    [Theory]
    [InlineData(0.25 + 1e-9)]
    [InlineData(double.NaN)]
    [InlineData(null)]
    public void AnotherRatio_Differs(double? ratio) => Assert.NotNull(Agreement.Difference([Row], [new([202_201, 1_000_000_000_000], ratio, null)]));

    [Fact]
    public void UndefinedAndZero_Differ() => Assert.NotNull(Agreement.Difference([Row], [new([202_201, 1_000_000_000_000], 0.25, 0)]));

    [Fact]
    public void AMissingRow_Differs() => Assert.Equal("0 rows, not 1", Agreement.Difference([Row], []));
}
