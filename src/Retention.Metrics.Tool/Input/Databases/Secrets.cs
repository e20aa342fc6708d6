using System.Data.Common;
using System.Text.RegularExpressions;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>What must never be shown: passwords and tokens of connection strings.</summary>
internal static partial class Secrets
{
    /// <summary>What is shown in the place of a secret.</summary>
    public const string Hidden = "***";

    // Of a text that is shorter, to take every occurrence out of a message would leave no message.
    private const int ShortestSought = 3;

    private const int MostMilliseconds = 1000;

    private static readonly string[] Words = ["password", "passwd", "pwd", "token", "secret", "key"];

    /// <summary>The values of a connection string that are secret.</summary>
    public static IReadOnlyList<string> Of(DbConnectionStringBuilder connection) =>
        [.. connection.Keys.Cast<string>().Where(IsSecret).Select(key => connection[key].ToString()!).Where(value => value.Length > 0)];

    /// <summary>The connection string with its secrets hidden.</summary>
    public static string Shown(DbConnectionStringBuilder connection) => string.Join(
        ';', connection.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => $"{key}={(IsSecret(key) ? Hidden : connection[key])}"));

    /// <summary>A text without these secrets.</summary>
    public static string Without(string text, IEnumerable<string> secrets) => secrets
        .Where(secret => secret.Length >= ShortestSought)
        .OrderByDescending(secret => secret.Length)
        .Aggregate(text, (shown, secret) => shown.Replace(secret, Hidden, StringComparison.Ordinal));

    /// <summary>A text without what looks like a password of a connection string, for a message about an argument that was not understood.</summary>
    public static string WithoutPasswords(string text) => InAddress().Replace(Assigned().Replace(text, $"${{before}}{Hidden}"), $"${{before}}{Hidden}@");

    private static bool IsSecret(string key) => Array.Exists(Words, word => key.Contains(word, StringComparison.OrdinalIgnoreCase)) && !key.Contains("persist", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""(?<before>(password|passwd|pwd)\s*=\s*)("[^"]*"|'[^']*'|[^;]*)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MostMilliseconds)]
    private static partial Regex Assigned();

    [GeneratedRegex("""(?<before>://[^/:@\s]*:)[^/\s]*@""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MostMilliseconds)]
    private static partial Regex InAddress();
}
