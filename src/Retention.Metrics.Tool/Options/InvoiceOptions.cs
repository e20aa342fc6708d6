using System.CommandLine;
using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Tool.Options;

/// <summary>The options of intervals and invoice lines that do not quite meet.</summary>
internal sealed class InvoiceOptions
{
    private readonly Option<Duration?> joinGaps = ParsedOption.Of<Duration?>(
        "--join-gaps", "duration", "Intervals and invoice lines of one subscription that miss each other by no more than this, or overlap by no more, go on: 2h or 3d. Default: none.", text => ParseGap(text));

    private readonly Option<bool> inclusiveEnds = new("--inclusive-ends") { Description = "The end of an invoice line is the last second (23:59:59) or the last day of its period." };

    public IEnumerable<Option> All => [joinGaps, inclusiveEnds];

    public Duration JoinGaps(ParseResult asked) => asked.GetValue(joinGaps) ?? Duration.Zero;

    public bool InclusiveEnds(ParseResult asked) => asked.GetValue(inclusiveEnds);

    private static Duration ParseGap(string text)
    {
        const int MostDays = 3650;
        const long HoursInDay = 24, MinutesInDay = 24 * 60;
        return text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? text[^1] switch
            {
                'd' when count <= MostDays => Duration.FromDays(count),
                'h' when count <= MostDays * HoursInDay => Duration.FromHours(count),
                'm' when count <= MostDays * MinutesInDay => Duration.FromMinutes(count),
                _ => throw Invalid(),
            }
            : throw Invalid();

        static FormatException Invalid() => new("a whole number of days, hours or minutes of up to ten years: 3d, 2h or 30m");
    }
}
