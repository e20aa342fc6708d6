using Retention.Metrics.Stripe;
using Retention.Metrics.Tool.Input;

namespace Retention.Metrics.Tool.Options;

/// <summary>What <c>--segment product:plan</c> asks for: figures by the product of the price in force, which is in a column of the file.</summary>
internal static class ProductOption
{
    /// <summary>What is before the column.</summary>
    public const string Prefix = "product:";

    private const string Ours = "product", OfSample = "plan";

    /// <summary>The column that names the product; <see langword="null"/> where customers are split by attributes, or not at all.</summary>
    /// <exception cref="UsageException">The product is combined with something else, or the column has no name.</exception>
    public static string? ColumnOf(IReadOnlyList<string> segment)
    {
        if (!segment.Any(IsProduct))
        {
            return null;
        }

        string column = segment[0][Math.Min(Prefix.Length, segment[0].Length)..].Trim();
        return segment.Count == 1 && column.Length > 0
            ? column
            : throw new UsageException($"--segment {string.Join(',', segment)} is not valid; a product is a level of prices, not of customers: expected {Prefix} and one column, such as {Prefix}plan, and nothing beside it.");
    }

    /// <summary>The settings with which the column is read as the product of prices.</summary>
    /// <exception cref="UsageException">The file cannot have such a column.</exception>
    public static Settings Over(Settings settings, IReadOnlyList<string> segment)
    {
        if (ColumnOf(segment) is not { } column)
        {
            return settings;
        }

        if (settings.Subscriptions is not { } file)
        {
            return settings.Orders is not null ? throw new UsageException($"--segment {Prefix}{column} needs a file of subscriptions: orders have no price in force.")
                : column == OfSample ? settings
                : throw new UsageException($"--segment {Prefix}{column} is not valid for the built-in sample: its prices have a {OfSample}; expected {Prefix}{OfSample}.");
        }

        if (StripeFile.Is(file))
        {
            return settings with
            {
                Stripe = settings.Stripe with
                {
                    ProductOfPrices = column switch
                    {
                        "product" => StripeProduct.Product,
                        "price" or "plan" => StripeProduct.Price,
                        _ => throw new UsageException($"--segment {Prefix}{column} is not valid for Stripe's objects; expected {Prefix}product, or {Prefix}price."),
                    },
                },
            };
        }

        return settings.Import.Columns.TryGetValue(Ours, out string? mapped) && mapped != column
            ? throw new UsageException($"--segment {Prefix}{column} and --map {Ours}={mapped} name two columns; expected one of them.")
            : settings with { Import = settings.Import with { Columns = new Dictionary<string, string>(settings.Import.Columns, StringComparer.Ordinal) { [Ours] = column } } };
    }

    private static bool IsProduct(string attribute) => attribute.StartsWith(Prefix, StringComparison.Ordinal);
}
