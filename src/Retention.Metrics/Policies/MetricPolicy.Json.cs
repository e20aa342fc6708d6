using System.Text;
using System.Text.Json;

namespace Retention.Metrics;

/// <content>A policy as a list of settings and as JSON.</content>
public sealed partial record MetricPolicy
{
    /// <summary>Every setting by name and value.</summary>
    public IReadOnlyList<PolicySetting> Settings => [.. SettingRule.All.Select(rule => new PolicySetting(rule.Name, rule.Show(this)))];

    /// <summary>Writes every setting as a JSON object.</summary>
    /// <example><code>
    /// string json = MetricPolicy.Default.ToJson();
    /// MetricPolicy.FromJson(json) == MetricPolicy.Default; // true
    /// </code></example>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            WriteTo(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes every setting as a JSON object.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (SettingRule rule in SettingRule.All)
        {
            json.WritePropertyName(rule.Name);
            switch (rule.Get(this))
            {
                case null:
                    json.WriteNullValue();
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                case decimal number:
                    json.WriteNumberValue(number);
                    break;
                case object name:
                    json.WriteStringValue(name.ToString());
                    break;
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a policy from a JSON object; settings that are left out are those of the default.</summary>
    /// <exception cref="FormatException">The text is not a JSON object, names a setting that does not exist or twice, or gives one a value it cannot have.</exception>
    /// <exception cref="ArgumentException">Two settings contradict each other.</exception>
    public static MetricPolicy FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        MetricPolicy policy = Default;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("A policy is a JSON object of settings.");
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                SettingRule rule = SettingRule.All.FirstOrDefault(rule => string.Equals(rule.Name, property.Name, StringComparison.Ordinal))
                    ?? throw new FormatException(FormattableString.Invariant($"There is no setting '{property.Name}'; there are {string.Join(", ", SettingRule.All.Select(rule => rule.Name))}."));
                if (!seen.Add(rule.Name))
                {
                    throw new FormatException($"The setting {rule.Name} is given twice.");
                }

                policy = rule.With(policy, property.Value);
            }
        }
        catch (JsonException problem)
        {
            throw new FormatException($"The policy is not JSON: {problem.Message}", problem);
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw new FormatException(problem.Message, problem);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            // Half a surrogate pair, as it is or as an escape, is no character: JsonDocument has other exceptions for it.
            throw new FormatException("The policy is not JSON: it contains half of a surrogate pair, which is no character; expected text of whole characters.", problem);
        }

        return policy.RequireConsistent(nameof(json));
    }
}
