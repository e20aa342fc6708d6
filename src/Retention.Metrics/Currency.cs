using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A currency of ISO 4217 with its number of minor units: EUR 2, JPY 0, KWD 3.</summary>
/// <remarks><see langword="default"/> is <see cref="None"/> (<c>XXX</c>, two decimals): amounts without a stated currency.</remarks>
[JsonConverter(typeof(CurrencyJsonConverter))]
public readonly struct Currency : IEquatable<Currency>
{
    // ISO 4217 list one, active codes that have minor units, as of 2026; XXX first so that default(Currency) is it.
    private const string Table =
        "XXX2 AED2 AFN2 ALL2 AMD2 AOA2 ARS2 AUD2 AWG2 AZN2 BAM2 BBD2 BDT2 BHD3 BIF0 BMD2 BND2 BOB2 BOV2 BRL2 BSD2 BTN2 BWP2 BYN2 " +
        "BZD2 CAD2 CDF2 CHE2 CHF2 CHW2 CLF4 CLP0 CNY2 COP2 COU2 CRC2 CUP2 CVE2 CZK2 DJF0 DKK2 DOP2 DZD2 EGP2 ERN2 ETB2 EUR2 FJD2 " +
        "FKP2 GBP2 GEL2 GHS2 GIP2 GMD2 GNF0 GTQ2 GYD2 HKD2 HNL2 HTG2 HUF2 IDR2 ILS2 INR2 IQD3 IRR2 ISK0 JMD2 JOD3 JPY0 KES2 KGS2 " +
        "KHR2 KMF0 KPW2 KRW0 KWD3 KYD2 KZT2 LAK2 LBP2 LKR2 LRD2 LSL2 LYD3 MAD2 MDL2 MGA2 MKD2 MMK2 MNT2 MOP2 MRU2 MUR2 MVR2 MWK2 " +
        "MXN2 MXV2 MYR2 MZN2 NAD2 NGN2 NIO2 NOK2 NPR2 NZD2 OMR3 PAB2 PEN2 PGK2 PHP2 PKR2 PLN2 PYG0 QAR2 RON2 RSD2 RUB2 RWF0 SAR2 " +
        "SBD2 SCR2 SDG2 SEK2 SGD2 SHP2 SLE2 SOS2 SRD2 SSP2 STN2 SVC2 SYP2 SZL2 THB2 TJS2 TMT2 TND3 TOP2 TRY2 TTD2 TWD2 TZS2 UAH2 " +
        "UGX0 USD2 USN2 UYI0 UYU2 UYW4 UZS2 VED2 VES2 VND0 VUV0 WST2 XAD2 XAF0 XCD2 XCG2 XOF0 XPF0 YER2 ZAR2 ZMW2 ZWG2 " +
        // Left the list between 2023 and 2026; billing history still holds them.
        "ANG2 BGN2 CUC2 HRK2 SLL2 ZWL2";

    private static readonly string[] Codes = [.. Table.Split(' ').Select(entry => entry[..3])];
    private static readonly byte[] Decimals = [.. Table.Split(' ').Select(entry => (byte)(entry[3] - '0'))];
    private static readonly FrozenDictionary<string, byte> Indices =
        Codes.Select((code, index) => (code, (byte)index)).ToFrozenDictionary(entry => entry.code, entry => entry.Item2, StringComparer.Ordinal);

    private readonly byte index;

    private Currency(byte index) => this.index = index;

    /// <summary>A number that the currency has as long as the process lasts.</summary>
    internal byte Number => index;

    /// <summary>The currency of a number.</summary>
    internal static Currency OfNumber(byte number) => new(number);

    /// <summary>No currency stated: <c>XXX</c> of ISO 4217, with two decimals.</summary>
    public static Currency None => default;

    /// <summary>The euro.</summary>
    public static Currency Eur { get; } = Of("EUR");

    /// <summary>The US dollar.</summary>
    public static Currency Usd { get; } = Of("USD");

    /// <summary>The pound sterling.</summary>
    public static Currency Gbp { get; } = Of("GBP");

    /// <summary>The Japanese yen, which has no minor unit.</summary>
    public static Currency Jpy { get; } = Of("JPY");

    /// <summary>The three letters of ISO 4217.</summary>
    public string Code => Codes[index];

    /// <summary>How many decimals an amount has: 2 for EUR, 0 for JPY, 3 for KWD.</summary>
    public int MinorUnits => Decimals[index];

    /// <summary>The currency of a code.</summary>
    /// <param name="code">Three capital letters of ISO 4217, such as <c>EUR</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is not an ISO 4217 code with minor units.</exception>
    public static Currency Of(string code) =>
        TryParse(code, out Currency currency)
            ? currency
            : throw new ArgumentException($"'{code}' is not a currency code; expected three capital letters of ISO 4217, such as EUR.", nameof(code));

    /// <summary>The currency of a code, if there is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency)
    {
        bool known = Indices.TryGetValue(code ?? "", out byte index);
        currency = new Currency(index);
        return known;
    }

    /// <summary>An amount of this currency, in major units.</summary>
    public Money Amount(decimal amount) => new(amount, this);

    /// <summary>An amount of this currency counted in its smallest unit: 4900 is 49.00 EUR, and 4900 JPY.</summary>
    public Money MinorAmount(long minorUnits) => new(minorUnits / PowerOfTen(MinorUnits), this);

    /// <inheritdoc/>
    public bool Equals(Currency other) => index == other.index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Currency other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => index;

    /// <summary>Whether two currencies are the same.</summary>
    public static bool operator ==(Currency left, Currency right) => left.Equals(right);

    /// <summary>Whether two currencies differ.</summary>
    public static bool operator !=(Currency left, Currency right) => !left.Equals(right);

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    private static decimal PowerOfTen(int exponent) => exponent switch
    {
        0 => 1m,
        2 => 100m,
        3 => 1_000m,
        _ => 10_000m,
    };

    /// <summary>Amounts in columns are whole millionths of the major unit, whatever the currency.</summary>
    internal long MillionthsPerMinorUnit => (long)(RecurringRevenue.MillionthsPerUnit / PowerOfTen(MinorUnits));

    /// <summary>The one currency of two parts, or nothing; a part that holds no amounts and states no currency goes with any.</summary>
    internal static Currency? Common(Currency one, bool oneIsEmpty, Currency other, bool otherIsEmpty) =>
        one == other || (otherIsEmpty && other == None) ? one
        : oneIsEmpty && one == None ? other
        : null;

    internal string Format(decimal amount, IFormatProvider provider) =>
        Math.Round(amount, MinorUnits, MidpointRounding.ToEven).ToString("F" + MinorUnits.ToString(CultureInfo.InvariantCulture), provider);
}
