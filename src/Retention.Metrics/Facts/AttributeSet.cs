using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Retention.Metrics.Facts;

/// <summary>The attributes of one customer. The customers of a file share their array of names, so that each costs an array of values.</summary>
/// <param name="names">The names, each once.</param>
/// <param name="values">The value of each name; <see langword="null"/> where the customer has none.</param>
internal sealed class AttributeSet(string[] names, string?[] values) : IReadOnlyDictionary<string, string>
{
    public int Count => values.Count(value => value is not null);

    public IEnumerable<string> Keys => this.Select(attribute => attribute.Key);

    public IEnumerable<string> Values => this.Select(attribute => attribute.Value);

    public string this[string key] => TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException(FormattableString.Invariant($"There is no attribute '{key}'."));

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    // Attributes are few: comparing names takes less than hashing one.
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        int place = Array.IndexOf(names, key);
        value = place < 0 ? null : values[place];
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (values[i] is { } value)
            {
                yield return KeyValuePair.Create(names[i], value);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
