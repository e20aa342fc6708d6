using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling.Tests.Orders;

public sealed class OrdinalOrderTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    // Short texts of few letters tie often and differ late; some hold letters beyond ASCII and a zero character.
    private static Gen<string> Text { get; } = Gen.Frequency(
        (6, Gen.Elements('a', 'b', '1').ArrayOf().Select(letters => new string(letters))),
        (2, Gen.Elements('a', 'b').ArrayOf(12).Select(letters => new string(letters))),
        (1, Gen.Elements('é', '€', 'z', '\uD83D', '\0').ArrayOf().Select(letters => new string(letters))));

    [Fact]
    public void Order_IsTheOrdinalOne() =>
        Prop.ForAll(Arb.From(Text.ArrayOf()), texts =>
        {
            int[] expected = [.. Enumerable.Range(0, texts.Length).OrderBy(i => texts[i], StringComparer.Ordinal)];

            Assert.Equal(expected, OrdinalOrder.Of(texts));
        }).Check(Settings);
}
