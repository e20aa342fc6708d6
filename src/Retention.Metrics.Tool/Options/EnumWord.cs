namespace Retention.Metrics.Tool.Options;

/// <summary>The values of an enumeration as the command line writes them: <c>price_changed</c> for PriceChanged.</summary>
internal static class EnumWord
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => char.IsAsciiLetterUpper(letter) && i > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    public static TEnum? Find<TEnum>(string word)
        where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Where(value => Of(value) == word).ToArray() is [var only] ? only : null;

    /// <summary>All of them, for a message.</summary>
    public static string All<TEnum>()
        where TEnum : struct, Enum =>
        string.Join(", ", Enum.GetValues<TEnum>().Select(Of));
}
