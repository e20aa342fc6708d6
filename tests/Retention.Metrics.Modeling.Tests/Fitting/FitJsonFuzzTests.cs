using System.Globalization;
using System.Text;
using MathNet.Numerics.Random;

namespace Retention.Metrics.Modeling.Tests.Fitting;

/// <summary>Whatever is done to the text of a fit, reading it gives a fit or the promised exception.</summary>
public sealed class FitJsonFuzzTests
{
    private const int Cases = 20_000;

    private static readonly string Valid = FitJson.Write(ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 631, 468, 382, 326)));

    // What breaks readers: no text, lone surrogates, numbers out of range, other types, depth.
    private static readonly string[] Pieces =
    [
        "", "null", "true", "-1", "0", "1e999", "-1e999", "1e-999", "99999999999999999999", "NaN", "\"\"", "\"\\ud800\"", "\ud800", "\"alpha\"", "[]", "{}", "[[", "}}", ",", ":", "\0", "\"format\":1,", "\ufeff",
        new string('[', 200), string.Concat(Enumerable.Repeat("{\"fit\":", 100)), "\"fit\":{", "3.5",
    ];

    [Fact]
    public void Read_OfAnyText_IsAFitOrAFormatException()
    {
        var random = new Xoshiro256StarStar(20_260_205, threadSafe: false);
        int read = 0;
        for (int i = 0; i < Cases; i++)
        {
            string text = Mutated(random);
            try
            {
                Fit<ShiftedBetaGeometric> fit = FitJson.Read<ShiftedBetaGeometric>(text);
                Assert.True(fit.ModelDespiteStatus.Alpha > 0.0 && double.IsFinite(fit.ModelDespiteStatus.Beta), text);
                Assert.All(fit.Parameters, parameter => Assert.False(parameter.StandardError is { } error && !(error >= 0.0 && double.IsFinite(error)), text));
                Assert.True(fit.Equals(FitJson.Read<ShiftedBetaGeometric>(FitJson.Write(fit))), text);
                read++;
            }
            catch (FormatException)
            {
                // Promised.
            }
        }

        Assert.InRange(read, 1, Cases / 2);
    }

    [Theory]
    [InlineData("\"customers\":1000", "\"customers\":-1")]
    [InlineData("\"customers\":1000", "\"customers\":1000,\"customers\":7")]
    [InlineData("\"customers\":1000", "\"customers\":1e30")]
    [InlineData("\"alpha\":", "\"alpha\":-")]
    [InlineData("\"covariance\":[[", "\"covariance\":[[-")]
    [InlineData("converged", "Converged")]
    public void Read_OfAFitThatCannotBe_IsRefused(string valid, string wrong)
    {
        string text = Valid.Replace(valid, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Valid, text);
        Assert.Throws<FormatException>(() => FitJson.Read<ShiftedBetaGeometric>(text));
    }

    [Fact]
    public void Read_OfAnAnswerThatHoldsAFit_IsThatFit() => Assert.Equal(
        FitJson.Read<ShiftedBetaGeometric>(Valid), FitJson.Read<ShiftedBetaGeometric>($$"""{"version":1,"fit":{{Valid}},"fits":[]}"""));

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(Valid);
        for (int changes = 1 + random.Next(3); changes > 0; changes--)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(1, 12), text.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    text[at] = (char)random.Next(0x20, 0x7f);
                    break;
                default:
                    Token(text, at, random);
                    break;
            }

            if (text.Length == 0)
            {
                break;
            }
        }

        return text.ToString();
    }

    // Another value for a number.
    private static void Token(StringBuilder text, int at, Random random)
    {
        string whole = text.ToString();
        int start = whole.AsSpan(at).IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            return;
        }

        start += at;
        int end = start;
        while (end < whole.Length && (char.IsAsciiDigit(whole[end]) || whole[end] is '.' or 'E' or 'e' or '-' or '+'))
        {
            end++;
        }

        string value = random.Next(3) == 0 ? random.NextDouble().ToString("R", CultureInfo.InvariantCulture) : Pieces[random.Next(Pieces.Length)];
        text.Remove(start, end - start).Insert(start, value);
    }
}
