using System.Globalization;
using System.Text.RegularExpressions;

namespace Retention.Metrics.Reports.Tests;

/// <summary>Text on each shade of a heat map can be read: at least 4.5 to 1, as WCAG 2 asks for.</summary>
public sealed partial class ContrastTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void TextOnEachShade_CanBeRead(int scheme)
    {
        // The variables of light, dark and paper, in this order; paper has all that it changes.
        Dictionary<string, double> brightness = [];
        foreach (Match variable in Variable().Matches(Scheme(scheme)))
        {
            brightness[variable.Groups["name"].Value] = Luminance(variable.Groups["color"].Value);
        }

        for (int shade = 0; shade < 10; shade++)
        {
            double text = brightness[shade < 6 ? "ink" : "hlight"], ground = brightness[$"h{shade.ToString(CultureInfo.InvariantCulture)}"];
            double contrast = (Math.Max(text, ground) + 0.05) / (Math.Min(text, ground) + 0.05);

            Assert.True(contrast >= 4.5, $"Shade {shade} of scheme {scheme} has a contrast of {contrast:0.00}.");
        }
    }

    private static string Scheme(int index)
    {
        using var reader = new StreamReader(typeof(RetentionReport).Assembly.GetManifestResourceStream("page.css")!);
        return reader.ReadToEnd().Split(":root {")[index + 1].Split('}')[0];
    }

    private static double Luminance(string color)
    {
        string full = color.Length == 3 ? string.Concat(color.Select(digit => $"{digit}{digit}")) : color;
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => int.Parse(full.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("--(?<name>\\w+): #(?<color>[0-9a-f]{3,6});", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
