using System.Text.Json;

namespace Retention.Metrics;

/// <summary>One of several choices in JSON: its name in camel case, <c>"perPeriod"</c>.</summary>
/// <typeparam name="TChoice">The enumeration.</typeparam>
public sealed class ChoiceJsonConverter<TChoice> : TextJsonConverter<TChoice>
    where TChoice : struct, Enum
{
    internal override string TextOf(TChoice value) => Enum.IsDefined(value) ? JsonText.Of(value) : throw new JsonException(Unexpected(value.ToString()));

    internal override TChoice OfText(string text) => JsonText.FindChoice<TChoice>(text) ?? throw new FormatException(Unexpected(text));

    internal override TChoice ReadValue(JsonElement json) => JsonText.Choice<TChoice>(json, typeof(TChoice).Name);

    private static string Unexpected(string value) => FormattableString.Invariant($"{typeof(TChoice).Name} is '{value}'; expected {JsonText.Choices<TChoice>()}.");
}
