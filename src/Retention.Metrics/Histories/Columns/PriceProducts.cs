namespace Retention.Metrics.Histories.Columns;

/// <summary>Products by name, numbered from 1, and the product of each price.</summary>
internal sealed class PriceProducts
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    // Up to the last price that has one.
    private int[] ofPrices = [];

    /// <summary>The products in the order of their numbers.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The number of the product of a price; 0 where it is not known.</summary>
    public int Of(int price) => (uint)price < (uint)ofPrices.Length ? ofPrices[price] : 0;

    /// <summary>The number of a product, which is added where it is new.</summary>
    public int NumberOf(string product)
    {
        if (!numbers.TryGetValue(product, out int number))
        {
            names.Add(product);
            numbers.Add(product, number = names.Count);
        }

        return number;
    }

    /// <summary>Sets the product of a price.</summary>
    public void Set(int price, int product)
    {
        if (price >= ofPrices.Length)
        {
            Array.Resize(ref ofPrices, Math.Max(4, price * 2));
        }

        ofPrices[price] = product;
    }
}
