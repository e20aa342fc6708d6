using System.Globalization;
using System.Text;
using NodaTime;

namespace Retention.Metrics.Testing.Snippets;

/// <summary>Values as C#.</summary>
internal static class Literal
{
    public static string Of(decimal amount) => amount.ToString(CultureInfo.InvariantCulture) + "m";

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text in quotes; what could be misread or lost on the way is escaped.</summary>
    public static string Of(string text)
    {
        var code = new StringBuilder("\"");
        foreach (char one in text)
        {
            _ = one switch
            {
                '"' or '\\' => code.Append('\\').Append(one),
                '\n' => code.Append("\\n"),
                '\r' => code.Append("\\r"),
                '\t' => code.Append("\\t"),
                >= ' ' and <= '~' => code.Append(one),
                _ when char.IsLetter(one) => code.Append(one),
                _ => code.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}"),
            };
        }

        return code.Append('"').ToString();
    }

    public static string Of(Instant instant)
    {
        ZonedDateTime utc = instant.InUtc();
        LocalDateTime whole = utc.LocalDateTime;
        string seconds = whole.Second == 0 ? "" : FormattableString.Invariant($", {whole.Second}");
        string code = FormattableString.Invariant($"Instant.FromUtc({whole.Year}, {whole.Month}, {whole.Day}, {whole.Hour}, {whole.Minute}{seconds})");
        return whole.NanosecondOfSecond switch
        {
            0 => code,
            int nanoseconds when nanoseconds % 100 == 0 => FormattableString.Invariant($"{code}.PlusTicks({nanoseconds / 100})"),
            int nanoseconds => FormattableString.Invariant($"{code}.PlusNanoseconds({nanoseconds})"),
        };
    }

    public static string Of(DateTimeZone zone) =>
        zone.Equals(DateTimeZone.Utc) ? "DateTimeZone.Utc" : $"DateTimeZoneProviders.Tzdb[{Of(zone.Id)}]";

    public static string Of(LocalDate date) => FormattableString.Invariant($"new LocalDate({date.Year}, {date.Month}, {date.Day})");

    public static string Of(Currency currency) => currency.Code switch
    {
        "EUR" => "Currency.Eur",
        "USD" => "Currency.Usd",
        "GBP" => "Currency.Gbp",
        "JPY" => "Currency.Jpy",
        "XXX" => "Currency.None",
        _ => $"Currency.Of({Of(currency.Code)})",
    };

    public static string Of(Money money) => $"{Of(money.Currency)}.Amount({Of(money.Amount)})";

    public static string Of(RecurringPrice price)
    {
        string quantity = price.Quantity == 1 ? "" : $", {Of(price.Quantity)}";
        string product = price.Product is { } name ? $" with {{ Product = {Of(name)} }}" : "";
        string rest = $"{Of(price.Amount.Amount)}, {Of(price.Amount.Currency)}{quantity}){product}";
        return (price.Interval.Unit, price.Interval.Count) switch
        {
            (BillingUnit.Month, 1) => $"RecurringPrice.Monthly({rest}",
            (BillingUnit.Year, 1) => $"RecurringPrice.Yearly({rest}",
            _ => $"RecurringPrice.Every({Of(price.Interval.Count)}, BillingUnit.{price.Interval.Unit}, {rest}",
        };
    }

    public static string Of(Discount discount)
    {
        string until = discount.Until is { } instant ? $", {Of(instant)}" : "";
        return discount.AmountOff is { } off ? $"Discount.Amount({Of(off)}{until})" : $"Discount.Percent({Of(discount.PercentOff)}{until})";
    }

    public static string Of(ChurnReason reason)
    {
        if (reason == ChurnReason.Unknown)
        {
            return "ChurnReason.Unknown";
        }

        return ChurnReason.Of(reason.Code) is { } known && known == reason && reason.Kind != ChurnKind.Unknown
            ? $"ChurnReason.{char.ToUpperInvariant(reason.Code[0])}{reason.Code[1..]}"
            : reason.Kind == ChurnKind.Unknown ? $"ChurnReason.Of({Of(reason.Code)})" : $"ChurnReason.Of({Of(reason.Code)}, ChurnKind.{reason.Kind})";
    }
}
