using System.Text;
using System.Text.Json;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Every format, given names that nobody has: no exception, nothing that a terminal obeys, and nothing of a value lost without a mark.</summary>
public sealed class WriterFuzzTests
{
    private const int Cases = 400;

    [Fact]
    public void Table_ShowsEveryCharacter_AtAnyWidth() => Assert.All(Enumerable.Range(0, Cases), seed =>
    {
        var random = new Random(seed);
        string[] names = Names(random);
        string written = Written("table", new Answer { Rows = "rows", Columns = [new("name")], Data = [.. names.Select(name => new AnswerRow([Cell.Text(name)]))] }, random.Next(20, 201));

        AssertVisible(written);
        Assert.Equal($"Name{Rule(written)}{string.Concat(names.Select(ShownText.OneLine))}".Replace(" ", "", StringComparison.Ordinal), WithoutSpace(written));
    });

    [Fact]
    public void Table_ShowsEveryNumberWhole_AtAnyWidth() => Assert.All(Enumerable.Range(0, Cases), seed =>
    {
        var random = new Random(seed);
        foreach (Answer answer in Shapes(random))
        {
            string written = Written("table", answer, random.Next(20, 201));

            AssertVisible(written);
            Assert.Equal(answer.Data.Count, written.Split("123,456,789.12").Length - 1);
        }
    });

    [Fact]
    public void Markdown_KeepsEveryCell_AndHasNoMarkupOfAName() => Assert.All(Enumerable.Range(0, Cases), seed =>
    {
        var random = new Random(seed);
        string[] names = Names(random);
        string written = Written("markdown", new Answer { Rows = "rows", Columns = [new("name"), new("next")], Data = [.. names.Select(name => new AnswerRow([Cell.Text(name), Cell.Count(7)]))] }, 120);

        AssertVisible(written);
        Assert.Equal(names.Select(name => $" {ShownText.OneLine(name)} "), written.Split('\n')[2..(2 + names.Length)].Select(line => MarkdownCell(line)));
        Assert.All(Shapes(random), answer => AssertVisible(Written("markdown", answer, 120)));
    });

    [Fact]
    public void Csv_ReadsBack_AndStartsNoFormula() => Assert.All(Enumerable.Range(0, Cases), seed =>
    {
        var random = new Random(seed);
        string[] names = Names(random);
        string written = Written("csv", new Answer { Rows = "rows", Columns = [new("name")], Data = [.. names.Select(name => new AnswerRow([Cell.Text(name)]))] }, 120);

        AssertVisible(written.Replace("\r\n", "\n", StringComparison.Ordinal));
        string[] cells = [.. CsvCells(written).Skip(1)];
        Assert.Equal(names.Select(ShownText.Lines), cells.Select(cell => cell.StartsWith('\'') && cell.Length > 1 && "=+-@\n\r＝＋－＠﹦﹢﹣﹫".Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell));
        Assert.All(cells, cell => Assert.False(cell.Length > 0 && "=+-@\n\r\t＝＋－＠﹦﹢﹣﹫".Contains(cell[0], StringComparison.Ordinal), cell));
        Assert.All(Shapes(random), answer => AssertVisible(Written("csv", answer, 120).Replace("\r\n", "\n", StringComparison.Ordinal)));
    });

    [Fact]
    public void Json_ReadsBack_AsItWas() => Assert.All(Enumerable.Range(0, Cases), seed =>
    {
        var random = new Random(seed);
        foreach (Answer answer in Shapes(random))
        {
            string written = Written("json", answer, 120);
            using var document = JsonDocument.Parse(written);

            AssertVisible(written);
            Assert.Equal(
                answer.Data.Select(row => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(row.Cells[0].Plain))),
                document.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("name").GetString()!));
        }
    });

    private static string[] Names(Random random) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => HostileText.Of(random))];

    /// <summary>Rows below each other, side by side, and in sections, with hostile text wherever text can be.</summary>
    private static Answer[] Shapes(Random random)
    {
        string[] names = Names(random);
        var below = new Answer
        {
            Rows = "rows",
            Columns = [new("name"), new("amount"), new(HostileText.Of(random) + "!")],
            Data = [.. names.Select(name => new AnswerRow([Cell.Text(name), Cell.Amount(Currency.Eur.Amount(123456789.12m)), Cell.Text(HostileText.Of(random))]))],
            Notes = [HostileText.Of(random), $"policy {HostileText.Of(random)}; EUR"],
            Head = [new("policy", json => json.WriteStringValue(names[0]))],
        };
        return [below, below with { SideBySide = true }, below with { SideBySide = true, SectionBy = 2 }];
    }

    private static string Written(string format, Answer answer, int width)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        OutputFormat.Of(format, fieldNames: false).Write(answer, writer, width);
        return writer.ToString();
    }

    private static void AssertVisible(string written)
    {
        for (int at = 0; at < written.Length;)
        {
            Assert.True(Rune.TryGetRuneAt(written, at, out Rune one), $"a lone surrogate at {at}");
            Assert.True(one.Value == '\n' || !ShownText.IsHidden(one), $"U+{one.Value:X4} at {at}");
            at += one.Utf16SequenceLength;
        }
    }

    private static string WithoutSpace(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    private static string Rule(string written) => written.Split('\n').First(line => line.StartsWith('─'));

    /// <summary>The text of the first cell as a reader of Markdown sees it; fails on markup outside of code.</summary>
    private static string MarkdownCell(string line)
    {
        var text = new StringBuilder();
        var outside = new StringBuilder();
        Assert.StartsWith("|", line, StringComparison.Ordinal);
        for (int at = 1; line[at] != '|'; at++)
        {
            if (line[at] == '`')
            {
                int end = at;
                while (line[end] == '`')
                {
                    end++;
                }

                string fence = line[at..end];
                int close = end;
                for (int run = 0; run != fence.Length || line[close] == '`'; close++)
                {
                    run = line[close] == '`' ? run + 1 : 0;
                }

                string code = line[end..(close - fence.Length)].Replace("\\|", "|", StringComparison.Ordinal);
                _ = text.Append(code is [' ', .., ' '] && code.AsSpan().Trim(' ').Length > 0 ? code[1..^1] : code);
                _ = outside.Append('\n');
                at = close - 1;
                continue;
            }

            if (line[at] == '\\')
            {
                at++;
            }
            else
            {
                Assert.DoesNotContain(line[at], "*_{}[]()<>#!~&@");
            }

            _ = text.Append(line[at]);
            _ = outside.Append(line[at]);
        }

        Assert.All(["@", "://", "www.", "mailto:"], mark => Assert.DoesNotContain(mark, outside.ToString(), StringComparison.OrdinalIgnoreCase));
        return text.ToString();
    }

    private static List<string> CsvCells(string csv)
    {
        var cells = new List<string>();
        for (int at = 0; at < csv.Length; at++)
        {
            if (csv[at] != '"')
            {
                int end = csv.IndexOf('\n', at);
                cells.Add(csv[at..end]);
                at = end;
                continue;
            }

            var cell = new StringBuilder();
            for (at++; csv[at] != '"' || csv[at + 1] == '"'; at++)
            {
                _ = cell.Append(csv[at]);
                at += csv[at] == '"' ? 1 : 0;
            }

            cells.Add(cell.ToString());
            Assert.Equal('\n', csv[++at]);
        }

        return cells;
    }
}
