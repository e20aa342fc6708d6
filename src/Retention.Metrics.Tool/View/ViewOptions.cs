using System.CommandLine;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.View;

/// <summary>The options that say which figures of a report are shown, and how.</summary>
internal sealed class ViewOptions
{
    private readonly Option<IReadOnlyList<string>?> columns = ParsedOption.Of<IReadOnlyList<string>?>(
        "--columns", "figures", "Show these figures alone, by their field names and in their order: closingMrr,customerChurnRate.", List, otherwise: null);

    private readonly Option<bool> transpose = new("--transpose") { Description = "A row for each period and a column for each figure, in tables for people." };

    private readonly Option<IReadOnlyList<ComparedPeriod>?> compare = ParsedOption.Of<IReadOnlyList<ComparedPeriod>?>(
        "--compare", "previous,year", "Add the change of each figure from the period before, and from the same period a year before.", ComparedPeriods, otherwise: null);

    private readonly Option<Condition[]> failIf = new("--fail-if")
    {
        HelpName = "condition",
        Description = "End with exit code 3 where a complete period meets a condition: \"customerChurnRate > 5%\". May be repeated.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = given =>
        {
            try
            {
                return [.. given.Tokens.Select(token => Condition.Parse(token.Value))];
            }
            catch (FormatException wrong)
            {
                given.AddError(wrong.Message);
                return [];
            }
        },
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { columns, transpose, compare, failIf })
        {
            command.Add(option);
        }
    }

    public AnswerView Read(ParseResult asked, Settings settings)
    {
        bool transposes = asked.GetValue(transpose);
        return transposes && !settings.Format.ForReading
            ? throw new UsageException($"--transpose has no meaning with --format {settings.Format.Name}, which has a row for each period.")
            : new AnswerView(settings, asked.GetValue(columns), transposes, asked.GetValue(compare) ?? [], asked.GetValue(failIf) ?? []);
    }

    private static string[] List(string text)
    {
        string[] names = [.. text.Split(',').Select(name => name.Trim())];
        return names.Any(name => name.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() < names.Length
            ? throw new FormatException("one field name or several different ones, with commas between them")
            : names;
    }

    private static ComparedPeriod[] ComparedPeriods(string text) =>
        [.. List(text).Select(name => EnumWord.Find<ComparedPeriod>(name) ?? throw new FormatException("previous, year, or both with a comma between them"))];
}
