using NodaTime;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using Retention.Metrics.Reports.Charts;
using Retention.Metrics.Tool.Png;
using SkiaSharp;

namespace Retention.Metrics.Reports.Tests;

/// <summary>Charts as PNG: pictures of the right size with all of their text, or a message.</summary>
public sealed class PngTests : IDisposable
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void EveryChart_OfTheSample_IsAPictureForASlide_WithItsTitle()
    {
        RequireFonts();
        foreach (string name in RetentionReport.ChartNames)
        {
            byte[] written = Written(name, $"{name}.png");
            using SKBitmap picture = SKBitmap.Decode(written);

            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], written[..8]);
            Assert.Equal((1600, 900), (picture.Width, picture.Height));
            Assert.Equal(SKColors.White, picture.GetPixel(0, 0));
            Assert.Equal(SKColors.White, picture.GetPixel(1599, 899));
            Assert.True(Colors(picture) > 20, $"{name} has few colors");
            Assert.True(Dark(picture, 0, 60) > 500, $"{name} has no title");
        }

        Assert.Equal(RetentionReport.ChartNames.Count, Directory.GetFiles(files.Folder).Length);
    }

    [Fact]
    public void TheSameChart_IsTheSamePicture_AndTheNameMayBeInCapitals()
    {
        RequireFonts();

        Assert.Equal(Written("mrr-bridge", "bridge.png"), Written("mrr-bridge", "BRIDGE.PNG"));
    }

    [Fact]
    public void TheTitle_TheAxes_AndTheValues_AreEachDrawn()
    {
        using ChartFonts fonts = Fonts();
        int nothing = DarkWith(_ => { }), title = DarkWith(model => model.Title = "Title"), values = DarkWith(model => model.Annotations.Add(Note("875.00"))), axes = DarkWith(model => model.Axes[0].LabelFormatter = _ => "Opening");

        Assert.True(title > nothing + 300, $"a title adds {title - nothing} dark pixels");
        Assert.True(values > nothing + 300, $"a value adds {values - nothing} dark pixels");
        Assert.True(axes > nothing + 300, $"labels of an axis add {axes - nothing} dark pixels");

        int DarkWith(Action<PlotModel> change)
        {
            PlotModel model = Empty();
            change(model);
            using SKBitmap picture = SKBitmap.Decode(PngChart.Of(model, ChartSize.Slide, fonts));
            return Dark(picture, 0, picture.Height);
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void ATitleThatIsTooLong_StaysInsideThePicture(int length)
    {
        using ChartFonts fonts = Fonts();
        PlotModel model = Empty();
        (model.Title, model.TitleFontSize) = (new string('W', length), 18);
        using SKBitmap picture = SKBitmap.Decode(PngChart.Of(model, ChartSize.Slide, fonts));

        Assert.True(Dark(picture, 0, 60) > 500);
        Assert.All(Enumerable.Range(0, 60), y => Assert.True(picture.GetPixel(0, y) == SKColors.White && picture.GetPixel(1599, y) == SKColors.White));
    }

    /// <summary>The font of this machine in which narrow letters are widest, such as one of a single width: a legend has room for its names, and an axis for its labels.</summary>
    [Fact]
    public void TheWidestFont_HasRoomInTheLegend_AndAtTheAxis()
    {
        RequireFonts();
        const string Name = "illicit filling, till jill tilts it", Label = "jill is ill: it fits till it tilts";
        string widest = ChartFonts.Folders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.ttf", SearchOption.AllDirectories))
            .Where(file => Width(file, "ABCXYZabcxyz0123456789 .,:%-()") > 0)
            .MaxBy(file => Width(file, Name))!;
        File.Copy(widest, Path.Combine(files.Folder, "widest.ttf"));
        using var fonts = new ChartFonts([files.Folder]);
        PlotModel model = Empty();
        model.Legends.Add(new OxyPlot.Legends.Legend { LegendPlacement = OxyPlot.Legends.LegendPlacement.Outside, LegendPosition = OxyPlot.Legends.LegendPosition.RightTop, LegendFontSize = 14 });
        model.Series.Add(new OxyPlot.Series.LineSeries { Title = Name });
        model.Axes.Clear();
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 2, FontSize = 14, LabelFormatter = _ => Label });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom });
        model.PlotMargins = new OxyThickness(20, double.NaN, double.NaN, double.NaN);
        using SKBitmap picture = SKBitmap.Decode(PngChart.Of(model, ChartSize.Slide, fonts));

        OxyRect legend = model.Legends[0].LegendArea;
        Assert.True(legend.Width > Width(widest, Name) && legend.Right <= ChartSize.Slide.Width, $"{legend} for a name of {Width(widest, Name)}");
        Assert.True(model.PlotMargins.Left > Width(widest, Label) || model.PlotMargins.Left == ChartSize.Slide.Width / 2d, $"{model.PlotMargins.Left} for a label of {Width(widest, Label)}");

        static float Width(string file, string text)
        {
            using var typeface = SKTypeface.FromFile(file);
            using var font = new SKFont(typeface, 14);
            return font.ContainsGlyphs(text) ? font.MeasureText(text) : 0;
        }
    }

    [Fact]
    public void AMachineWithoutFonts_IsAMessage_NotAChartWithoutText()
    {
        _ = files.Write("broken.ttf", "no font");
        _ = files.Write("readme.txt", "no font");
        UsageException wrong = Assert.Throws<UsageException>(() => new ChartFonts([files.Folder]));

        Assert.Contains("PNG needs a font, and this machine has none", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(".svg", wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>The letters of a text that one font has are drawn by it, the others by a font that has them.</summary>
    [Fact]
    public void ACharacterThatTheFontLacks_IsDrawnByAnother_OrRefused()
    {
        using ChartFonts fonts = Fonts();
        string main = Assert.Single(fonts.RunsOf("Plan A")).Typeface.FamilyName;
        foreach (string text in (string[])["Café Łódź", "Ωmega ≥ 1", "株式会社 A", "a\u0301 b", "♞ knights", "Ада"])
        {
            try
            {
                TextRun[] runs = [.. fonts.RunsOf(text)];

                Assert.Equal(text, string.Concat(runs.Select(run => run.Text)));
                Assert.All(runs, run => Assert.True(new SKFont(run.Typeface).ContainsGlyphs(run.Text), $"'{run.Text}' with {run.Typeface.FamilyName}"));
                Assert.All(runs.Where(run => run.Text.Any(char.IsAsciiLetter)), run => Assert.Equal(main, run.Typeface.FamilyName));
            }
            catch (UsageException wrong)
            {
                Assert.Matches("^PNG cannot show '.*': it has '.*' \\(U\\+[0-9A-F]{4,}\\), for which no font is installed. Write SVG instead", wrong.Message);
            }
        }
    }

    /// <summary>Letters one after another would be the wrong word in these scripts.</summary>
    [Theory]
    [InlineData("שלום")]
    [InlineData("مرحبا")]
    [InlineData("नमस्ते")]
    public void AScriptThatIsNotDrawnLetterByLetter_IsRefused_AndTheOldFileStays(string name)
    {
        RequireFonts();
        string facts = files.Write("book.csv", $"customer_id,subscription_id,start_date,end_date,monthly_amount,currency\n{name},s1,2026-01-05,,49,EUR\nbo,s2,2026-02-05,2026-03-09,30,EUR\n"), old = files.Write("old.png", "old");
        ToolRun run = ToolRun.Of("report", "--subscriptions", facts, "--chart", "concentration", "--output", old);

        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains($"PNG cannot show '{name}': it has '", run.Error, StringComparison.Ordinal);
        Assert.Contains("Write SVG instead, with a name that ends in .svg.", run.Error, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(old));
        Assert.Equal(2, Directory.GetFiles(files.Folder).Length);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a^{2}_{3}")]
    [InlineData("\u0001\u0007\uFFFE")]
    [InlineData("\uD800 half a pair")]
    [InlineData("\u202Egnp.exe")]
    [InlineData("\U0010FFFD\uE000\uFE0F without a letter")]
    [InlineData("%s %n {0} \\ \" '")]
    [InlineData("a name that is far too long for the axis of any chart, and goes on")]
    public void AName_OfAnyCharacters_IsDrawn(string name)
    {
        RequireFonts();
        using SKBitmap named = SKBitmap.Decode(PngChart.Of(Concentration(name))), other = SKBitmap.Decode(PngChart.Of(Concentration("i")));

        Assert.True(Dark(named, 0, 900) > Dark(other, 0, 900), "the name has fewer dark pixels than the letter i");
    }

    [Fact]
    public void SeveralCurrencies_AreNoPicture()
    {
        string facts = files.Write("book.csv", "customer_id,subscription_id,start_date,end_date,monthly_amount,currency\nada,s1,2026-01-05,,49,EUR\nbo,s2,2026-02-05,,30,USD\n");

        Assert.Contains("convert them with --rates", ToolRun.Of("report", "--subscriptions", facts, "--chart", "mrr", "--output", Path.Combine(files.Folder, "a.png")).Error, StringComparison.Ordinal);
        Assert.Equal([facts], Directory.GetFiles(files.Folder));
    }

    private byte[] Written(string chart, string name)
    {
        string path = Path.Combine(files.Folder, name);

        Assert.Equal("", ToolRun.Answer(["report", "--chart", chart, .. ActivityFiles.For(chart), "--output", path]));
        return File.ReadAllBytes(path);
    }

    private static ReportChart Concentration(string customer) => RetentionReport.Of(Months, new RetentionReportOptions
    {
        Revenue = RevenueTimeline.FromLevels([new RevenueLevel(customer, "s", Instant.FromUtc(2026, 1, 5, 0, 0), RecurringRevenue.PerMonth(Currency.Eur.Amount(49)))]),
    }).Chart("concentration");

    private static PlotModel Empty()
    {
        PlotModel model = Plot.New(ChartSize.Slide);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Maximum = 4, MajorStep = 1, LabelFormatter = _ => "" });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 4, MajorStep = 1, LabelFormatter = _ => "" });
        return model;
    }

    private static TextAnnotation Note(string text) => Plot.Note(text, 2, 2);

    private static ChartFonts Fonts()
    {
        RequireFonts();
        return new ChartFonts(ChartFonts.Folders);
    }

    private static void RequireFonts() =>
        Assert.SkipUnless(ChartFonts.Folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.?t?", SearchOption.AllDirectories)).Any(), "This machine has no fonts.");

    private static int Colors(SKBitmap picture) => picture.Pixels.Distinct().Count();

    private static int Dark(SKBitmap picture, int from, int to) => picture.Pixels[(from * picture.Width)..(to * picture.Width)].Count(color => color.Red + color.Green + color.Blue < 200);
}
