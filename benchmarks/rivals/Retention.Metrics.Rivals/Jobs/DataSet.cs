using System.Globalization;

namespace Retention.Metrics.Rivals.Jobs;

/// <summary>A folder with a file of subscription events and a file of orders, each of so many rows.</summary>
internal sealed record DataSet
{
    public DataSet(string folder, string size)
    {
        Folder = folder;
        Size = size;
        int unit = size.EndsWith('m') ? 1_000_000 : size.EndsWith('k') ? 1_000 : 0;
        Rows = unit > 0 && int.TryParse(size.AsSpan(0, size.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 100
            ? count * unit
            : throw new ArgumentException($"'{size}' is no size; a size is 1k to 100k or 1m to 100m.", nameof(size));
    }

    public string Folder { get; }

    public string Size { get; }

    public int Rows { get; }

    public string Subscriptions => Path.Combine(Folder, $"subs_{Size}.csv");

    public string Orders => Path.Combine(Folder, $"orders_{Size}.csv");

    public string FileOf(Job job) => job.ReadsOrders() ? Orders : Subscriptions;
}
