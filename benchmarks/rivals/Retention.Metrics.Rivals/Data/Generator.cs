using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Data;

/// <summary>Writes the files of a data set: the same bytes for the same size, in time order, with ids that know nothing of time.</summary>
internal static class Generator
{
    public static void Write(DataSet data)
    {
        Directory.CreateDirectory(data.Folder);
        var dice = new Dice();
        SubscriptionFile.Write(data.Subscriptions, data.Rows, dice);
        OrderFile.Write(data.Orders, data.Rows, dice);
    }
}
