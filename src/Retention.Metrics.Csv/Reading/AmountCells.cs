using System.Diagnostics.CodeAnalysis;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The amounts in the cells of a file, in its way to write them and in the units in which it counts them.</summary>
internal sealed class AmountCells(CsvImportOptions options)
{
    private readonly NumberFormat numbers = new(options);

    /// <summary>Reads an amount as most files write it, in millionths, and with how many decimals it is written.</summary>
    /// <returns>False where <see cref="TryRead"/> has to read or to refuse it.</returns>
    public bool TryReadPlain(ReadOnlySpan<byte> text, Currency currency, out long millionths, out int decimals)
    {
        (millionths, decimals) = (0, 0);
        return numbers.ReadsPlain && !options.LacksUnitsOf(currency) && PlainAmount.TryRead(text, options.MinorDecimalsOf(currency), out millionths, out decimals);
    }

    /// <summary>Reads an amount.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, Currency currency, out Money amount, [NotNullWhen(false)] out string? problem)
    {
        amount = default;
        if (!numbers.IsPlain)
        {
            if (!numbers.TryRewrite(text, currency, out byte[] plain, out problem))
            {
                return false;
            }

            text = plain;
        }

        if (!AmountFormat.TryRead(text, options.MinorDecimalsOf(currency), currency, out amount, out problem))
        {
            return false;
        }

        problem = options.LacksUnitsOf(currency) ? "an amount in minor units needs a currency, and the row has none: state it (Currency, --currency)" : null;
        return problem is null;
    }

    /// <summary>Reads the sum of the amounts in a cell that may have several.</summary>
    public bool TryReadSum(CellPart part, ReadOnlySpan<byte> text, Currency currency, out Money sum, [NotNullWhen(false)] out string? problem)
    {
        (sum, problem) = (currency.Amount(0), null);
        ReadOnlySpan<byte> value = part.Of(text, out ReadOnlySpan<byte> rest);
        if (value.IsEmpty)
        {
            problem = "it has no amount where one is expected";
            return false;
        }

        for (; !value.IsEmpty; value = part.Of(rest, out rest))
        {
            if (!TryRead(value, currency, out Money one, out problem))
            {
                return false;
            }

            sum += one;
        }

        return true;
    }
}
