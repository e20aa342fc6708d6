namespace Retention.Metrics.Timelines.Building;

/// <summary>The texts of responses: their channels, each a survey at a touchpoint, and their comments.</summary>
internal sealed class SurveyTexts
{
    private readonly Dictionary<(string Survey, string Touchpoint), int> numbers = [];
    private readonly List<(string Survey, string Touchpoint)> channels = [];
    private readonly List<string> comments = [];
    private (string Survey, string? Touchpoint, int Number) last;

    public bool HasComments => comments.Count > 0;

    /// <summary>The number of a channel.</summary>
    /// <exception cref="ArgumentException">The survey or the touchpoint is blank.</exception>
    public int ChannelOf(string survey, string? touchpoint)
    {
        // Rows that follow each other are often of one channel.
        if (ReferenceEquals(survey, last.Survey) && ReferenceEquals(touchpoint, last.Touchpoint) && channels.Count > 0)
        {
            return last.Number;
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(survey);
        if (touchpoint is not null && string.IsNullOrWhiteSpace(touchpoint))
        {
            throw new ArgumentException("A touchpoint is blank; expected its name, or null where it is not known.", nameof(touchpoint));
        }

        (string Survey, string Touchpoint) channel = (survey, touchpoint ?? SurveyColumns.NoTouchpoint);
        if (!numbers.TryGetValue(channel, out int number))
        {
            number = channels.Count;
            numbers.Add(channel, number);
            channels.Add(channel);
        }

        last = (survey, touchpoint, number);
        return number;
    }

    /// <summary>A score and a comment in one number.</summary>
    public long DetailsOf(int score, string? comment) => Packed(score, comment is null ? 0 : NumberOf(comment));

    /// <summary>Adds a comment.</summary>
    /// <returns>Its number, from 1 on.</returns>
    public int NumberOf(string comment)
    {
        comments.Add(comment);
        return comments.Count;
    }

    /// <summary>A score and the number of a comment in one number; 0 for no comment.</summary>
    public static long Packed(int score, int comment) => ((long)comment << 32) | unchecked((uint)score);

    public static int ScoreOf(long details) => unchecked((int)details);

    public string? CommentOf(long details) => (int)(details >> 32) is > 0 and var number ? comments[number - 1] : null;

    /// <summary>The surveys and touchpoints in ordinal order, and the position of those of each channel.</summary>
    public (string[] Surveys, string[] Touchpoints, int[] SurveyOf, int[] TouchpointOf) Ranked()
    {
        (string[] surveys, string[] touchpoints) = (Names(channels.Select(channel => channel.Survey)), Names(channels.Select(channel => channel.Touchpoint)));
        return (
            surveys, touchpoints,
            [.. channels.Select(channel => Array.BinarySearch(surveys, channel.Survey, StringComparer.Ordinal))],
            [.. channels.Select(channel => Array.BinarySearch(touchpoints, channel.Touchpoint, StringComparer.Ordinal))]);
    }

    private static string[] Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
