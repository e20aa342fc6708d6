using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Tables that a finance team would sign: lines that add up, and no label or number broken at any width.</summary>
public sealed partial class PrintedTableTests
{
    private static readonly int[] Widths = [40, 60, 80, 100, 120, 140, 160, 200];

    private static readonly string[] Movements = ["New", "Reactivation", "Expansion", "Contraction", "Churned"];

    public static TheoryData<string, long> Books => new()
    {
        { "EUR", 1 }, { "EUR", 1_000_003 }, { "JPY", 1_000_003 }, { "KWD", 1_000_003 },
    };

    [Theory]
    [MemberData(nameof(Books))]
    public void EveryLabelAndNumber_IsWhole_AtAnyWidth_ForAnyNumberOfPeriods(string code, long scale)
    {
        using var files = new TemporaryFiles();
        string file = Book(files, code, scale);
        foreach (int periods in new[] { 1, 2, 7, 40 })
        {
            string[] args = ["report", "--subscriptions", file, "--from", "2023-01", "--to", new YearMonth(2023, 1).PlusMonths(periods - 1).ToString("uuuu'-'MM", CultureInfo.InvariantCulture)];
            string[] expected = [.. Lines(args, 4000).SelectMany(Words)];
            Assert.All(Widths, width =>
            {
                string[] lines = Lines(args, width);
                var words = lines.SelectMany(Words).ToHashSet(StringComparer.Ordinal);

                Assert.All(expected.Distinct(StringComparer.Ordinal), word => Assert.Contains(word, words));
                Assert.All(lines.Where(line => width < Terminal.DefaultWidth || line.StartsWith(' ')), line => Assert.InRange(DisplayWidth.Of(line), 0, width));
            });
        }
    }

    [Theory]
    [MemberData(nameof(Books))]
    public void TheLines_AddUp_ToThePrintedClosing(string code, long scale)
    {
        using var files = new TemporaryFiles();
        string[] lines = Lines(["report", "--subscriptions", Book(files, code, scale), "--from", "2023-01", "--to", "2025-12", "--by", "quarter"], 4000);
        decimal[] Line(string name) => [.. Amount().Matches(lines.First(line => line.TrimStart().StartsWith($"{name} MRR, {code} ", StringComparison.Ordinal))).Select(one => decimal.Parse(one.Value, NumberStyles.Number, CultureInfo.InvariantCulture))];
        decimal[] opening = Line("Opening"), closing = Line("Closing");
        decimal[][] movements = [.. Movements.Select(Line)];

        Assert.Equal(12, closing.Length);
        Assert.Contains(movements, line => line.Any(amount => amount != 0m));
        for (int i = 0; i < closing.Length; i++)
        {
            Assert.Equal(closing[i], opening[i] + movements[0][i] + movements[1][i] + movements[2][i] - movements[3][i] - movements[4][i]);
        }
    }

    [Fact]
    public void ATableThatIsTooWide_BecomesLinesOfALabelAndAValue()
    {
        string[] lines = Lines(["report", "--explain", "churnMrr", "--from", "2025-05", "--to", "2025-05"], 40);

        Assert.Contains(lines, line => Regex.IsMatch(line, "^ Customer +fir$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains(lines, line => line.EndsWith(" 49.00", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.TrimStart() == "2025-05-09T12:00:00Z" || line.EndsWith(" 2025-05-09T12:00:00Z", StringComparison.Ordinal));
    }

    /// <summary>Yearly and weekly prices: their months end in fractions of a minor unit.</summary>
    private static string Book(TemporaryFiles files, string code, long scale)
    {
        var random = new Random(7);
        string[] rows =
        [
            .. Enumerable.Range(0, 60).Select(i =>
            {
                LocalDate start = new LocalDate(2023, 1, 1).PlusDays(random.Next(900));
                string end = i % 3 == 0 ? "" : start.PlusDays(random.Next(30, 400)).ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);
                return FormattableString.Invariant($"c{i % 40},s{i},{start:uuuu'-'MM'-'dd},{end},{random.Next(1, 99_999) * scale},{(i % 2 == 0 ? "year" : "week")},{code}");
            }),
        ];
        return files.Write("book.csv", $"customer_id,subscription_id,start_date,end_date,amount,interval,currency\n{string.Join('\n', rows)}\n");
    }

    private static string[] Lines(string[] args, int width)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new();
        int exit = RetentionTool.Run(args, new Terminal(output, error, Width: width));
        Assert.True(exit == 0, error.ToString());
        return output.ToString().Split('\n');
    }

    private static string[] Words(string line) => line.Split([' ', '─'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"(?<= )[0-9,]+(\.[0-9]+)?(?= |$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Amount();
}
