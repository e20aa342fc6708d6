using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using NodaTime.Text;

namespace Retention.Metrics.Hosting;

/// <summary>Reads <see cref="RetentionMetricsOptions"/> from configuration, such as a file <c>retention.json</c> or a section of <c>appsettings.json</c>.</summary>
/// <remarks>
/// <para>The settings are <c>zone</c> (an id of the tz database), <c>policy</c> (settings as <see cref="MetricPolicy.ToJson"/> writes them, or the name of a preset),
/// <c>currency</c>, <c>rates</c> (a list of <c>date</c>, <c>from</c>, <c>to</c>, <c>rate</c>), <c>maxRateAgeDays</c>, <c>refreshEvery</c> (<c>00:15:00</c>) and <c>maxSegments</c>.</para>
/// <para>They are in the section <c>Retention</c>; of a section that is given, its own. A setting that does not exist, or a value that cannot be read, is an <see cref="InvalidOperationException"/> that names its path, the value and what is expected.</para>
/// </remarks>
public static class RetentionConfiguration
{
    private const string Section = "Retention";

    private static readonly string[] Known = ["zone", "policy", "currency", "rates", "maxRateAgeDays", "refreshEvery", "maxSegments"];

    private static readonly string[] OfRate = ["date", "from", "to", "rate"];

    /// <summary>Reads the settings into options; what is not configured stays as it was.</summary>
    /// <param name="options">The options.</param>
    /// <param name="configuration">The configuration of the application, of which the section <c>Retention</c> is read, or a section.</param>
    /// <exception cref="InvalidOperationException">A setting does not exist or has a value that cannot be read.</exception>
    public static void Read(this RetentionMetricsOptions options, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configuration);
        configuration = configuration as IConfigurationSection ?? configuration.GetSection(Section);
        RequireKnown(configuration, Known);
        if (Text(configuration, "zone") is { } zone)
        {
            options.Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Value!) ?? throw Wrong(zone, "an id of the tz database, such as Europe/Berlin");
        }

        if (Text(configuration, "currency") is { } code)
        {
            options.Currency = CurrencyOf(code);
        }

        if (Text(configuration, "refreshEvery") is { } every)
        {
            options.RefreshEvery = every.Value!.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(every.Value, "c", CultureInfo.InvariantCulture, out TimeSpan time)
                    && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromDays(24)
                ? time
                : throw Wrong(every, "a time of 1 second to 24 days, such as 00:15:00");
        }

        if (Text(configuration, "maxSegments") is { } segments)
        {
            options.MaxSegments = Number(segments, 1, 1_000);
        }

        ReadPolicy(options, configuration.GetSection("policy"));
        ReadRates(options, configuration);
    }

    private static void ReadPolicy(RetentionMetricsOptions options, IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 } name)
        {
            options.Policy = PolicyPreset.All.FirstOrDefault(preset => string.Equals(preset.Name, name, StringComparison.OrdinalIgnoreCase))?.Policy
                ?? throw Wrong(section, $"settings of a policy, or one of {string.Join(", ", PolicyPreset.All.Select(preset => preset.Name))}");
            return;
        }

        if (!section.Exists())
        {
            return;
        }

        try
        {
            options.Policy = MetricPolicy.FromJson(JsonOf(section));
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw new InvalidOperationException($"{section.Path}: {problem.Message}", problem);
        }
    }

    /// <summary>Configuration knows texts only: each value becomes the JSON that it was.</summary>
    private static string JsonOf(IConfigurationSection section)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (IConfigurationSection setting in section.GetChildren())
            {
                // The names of configuration have no case, those of a policy do.
                json.WritePropertyName(MetricPolicy.Default.Settings.Select(one => one.Name).FirstOrDefault(one => string.Equals(one, setting.Key, StringComparison.OrdinalIgnoreCase)) ?? setting.Key);
                switch (setting.Value)
                {
                    case null or "":
                        json.WriteNullValue();
                        break;
                    case { } text when bool.TryParse(text, out bool flag):
                        json.WriteBooleanValue(flag);
                        break;
                    case { } text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number):
                        json.WriteNumberValue(number);
                        break;
                    case { } text:
                        json.WriteStringValue(text);
                        break;
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void ReadRates(RetentionMetricsOptions options, IConfiguration configuration)
    {
        int? maxAge = Text(configuration, "maxRateAgeDays") is { } days ? Number(days, 0, 36_500) : null;
        IConfigurationSection section = configuration.GetSection("rates");
        if (!section.Exists())
        {
            return;
        }

        DatedExchangeRate[] rates = [.. section.GetChildren().Select(RateOf)];
        if (rates.Length == 0)
        {
            throw Wrong(section, "a list of rates with date, from, to and rate");
        }

        try
        {
            options.Rates = ExchangeRateTable.Create(rates, options.Zone, maxAge ?? ExchangeRateTable.DefaultMaxAgeDays);
        }
        catch (ArgumentException problem)
        {
            throw new InvalidOperationException($"{section.Path}: {problem.Message}", problem);
        }
    }

    private static DatedExchangeRate RateOf(IConfigurationSection section)
    {
        RequireKnown(section, OfRate);
        IConfigurationSection date = Required(section, "date"), rate = Required(section, "rate");
        return new DatedExchangeRate(
            LocalDatePattern.Iso.Parse(date.Value!) is { Success: true } day ? day.Value : throw Wrong(date, "a date such as 2026-01-31"),
            CurrencyOf(Required(section, "from")),
            CurrencyOf(Required(section, "to")),
            decimal.TryParse(rate.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value > 0m ? value : throw Wrong(rate, "a number above 0, with a point"));
    }

    private static Currency CurrencyOf(IConfigurationSection section) => Currency.TryParse(section.Value, out Currency currency) ? currency : throw Wrong(section, "a currency of ISO 4217, such as EUR");

    private static int Number(IConfigurationSection section, int least, int most) =>
        int.TryParse(section.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw Wrong(section, FormattableString.Invariant($"a whole number, {least} to {most}"));

    private static IConfigurationSection Required(IConfigurationSection section, string key) =>
        Text(section, key) ?? throw new InvalidOperationException($"{section.Path} has no {key}; expected date, from, to and rate.");

    /// <summary>The section of a single value; none where it is not configured.</summary>
    private static IConfigurationSection? Text(IConfiguration configuration, string key)
    {
        IConfigurationSection section = configuration.GetSection(key);
        return !section.Exists() ? null : section.Value is null ? throw Wrong(section, "a single value") : section;
    }

    private static void RequireKnown(IConfiguration configuration, string[] known)
    {
        foreach (IConfigurationSection child in configuration.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"There is no setting '{child.Path}'; there are {string.Join(", ", known)}.");
            }
        }
    }

    private static InvalidOperationException Wrong(IConfigurationSection section, string expected) =>
        new($"{section.Path} is {(section.Value is null ? "not a single value" : $"'{section.Value}'")}; expected {expected}.");
}
