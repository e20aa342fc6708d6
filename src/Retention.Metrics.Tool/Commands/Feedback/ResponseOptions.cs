using System.CommandLine;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Feedback;

/// <summary>The options that name a file of responses to surveys beside other files.</summary>
/// <param name="description">What the command does with the file.</param>
internal sealed class ResponseOptions(string description)
{
    private readonly Option<string?> file = new("--responses") { HelpName = "file", Description = description };
    private readonly Option<SurveyKind?> kind = FeedbackCommand.KindOption();
    private readonly Option<string?> survey = FeedbackCommand.SurveyOption();

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [file, kind, survey];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The file and what is read of it; <see langword="null"/> where there is none.</summary>
    /// <exception cref="UsageException">There is a file without a kind of survey, or a kind or a survey without a file.</exception>
    public ResponseSource? Read(ParseResult asked)
    {
        SurveyKind? stated = asked.GetValue(kind);
        string? named = asked.GetValue(survey);
        return asked.GetValue(file) is { } path ? new ResponseSource(path, FeedbackCommand.KindOf(stated), named)
            : stated is null && named is null ? null
            : throw new UsageException($"{(stated is null ? survey.Name : kind.Name)} has no meaning without {file.Name}.");
    }
}
