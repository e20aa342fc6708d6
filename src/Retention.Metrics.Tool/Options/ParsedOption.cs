using System.CommandLine;

namespace Retention.Metrics.Tool.Options;

/// <summary>Options with a value that is checked as it is read: a wrong one is an error with the valid values.</summary>
internal static class ParsedOption
{
    /// <summary>An option that takes one value.</summary>
    /// <param name="name">The option.</param>
    /// <param name="valueName">What its value is called in the help.</param>
    /// <param name="description">What it does.</param>
    /// <param name="parse">Reads the value, or throws a <see cref="FormatException"/> that says what is valid, or a <see cref="UsageException"/> that says what is wrong.</param>
    /// <param name="otherwise">The value where the option is not given.</param>
    public static Option<TValue> Of<TValue>(string name, string valueName, string description, Func<string, TValue> parse, TValue otherwise = default!) => new(name)
    {
        HelpName = valueName,
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        // A default of null would be shown in the help as an empty one.
        DefaultValueFactory = otherwise is null ? null : _ => otherwise,
        CustomParser = given =>
        {
            string text = given.Tokens[0].Value;
            try
            {
                return parse(text);
            }
            catch (FormatException wrong)
            {
                given.AddError($"{name} '{text}' is not valid; expected {wrong.Message}.");
                return otherwise;
            }
            catch (UsageException wrong)
            {
                given.AddError(wrong.Message);
                return otherwise;
            }
        },
    };

    public static Option<string> OneOf(string name, string description, IReadOnlyList<string> valid, string otherwise)
    {
        string list = string.Join("|", valid);
        return Of(name, list, description, text => valid.Contains(text) ? text : throw new FormatException(Words.Or(valid)), otherwise);
    }
}
