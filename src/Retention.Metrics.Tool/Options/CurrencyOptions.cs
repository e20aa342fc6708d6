using System.CommandLine;
using Retention.Metrics.Tool.Input;

namespace Retention.Metrics.Tool.Options;

/// <summary>The options of amounts in several currencies.</summary>
internal sealed class CurrencyOptions
{
    private readonly Option<string?> rates = new("--rates")
    {
        HelpName = "file",
        Description = "A CSV file of exchange rates: date, from, to and rate, or the reference rates of the European Central Bank. Needs --report-currency.",
    };

    private readonly Option<Currency?> reportCurrency = ParsedOption.Of<Currency?>("--report-currency", "code", "Report all currencies in this one, at --rates. Default: a table for each currency.", ParseCurrency);
    private readonly Option<int> maxRateAge = ParsedOption.Of(
        "--max-rate-age", "days", "How many days after its date a rate is still used.", text => Numbers.Count(text, 36_500), ExchangeRateTable.DefaultMaxAgeDays);

    public IEnumerable<Option> All => [rates, reportCurrency, maxRateAge];

    /// <summary>The rates and the currency that are asked for, if any.</summary>
    public RateSource? Read(ParseResult asked)
    {
        string? file = asked.GetValue(rates);
        Currency? currency = asked.GetValue(reportCurrency);
        if (file is not null != currency is not null)
        {
            throw new UsageException(file is null
                ? $"--report-currency {currency} has no meaning without --rates: amounts in other currencies need rates."
                : "--rates has no meaning without --report-currency; choose the currency of the report, such as EUR.");
        }

        if (file is null && asked.GetResult(maxRateAge) is { Implicit: false })
        {
            throw new UsageException("--max-rate-age has no meaning without --rates.");
        }

        return file is null ? null : new RateSource(file, currency!.Value, asked.GetValue(maxRateAge));
    }

    private static Currency? ParseCurrency(string text) =>
        Currency.TryParse(text, out Currency currency) ? currency : throw new FormatException("three capital letters of ISO 4217, such as EUR");
}
