using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Data;

/// <summary>Customers who order at a pace and up to a size of their own, until they stay away.</summary>
internal static class OrderFile
{
    public static void Write(string path, int rows, Dice dice)
    {
        int[] customers = new int[rows], seconds = new int[rows], amounts = new int[rows];
        int end = MonthStarts.Seconds[^1];
        for (int row = 0, customer = 1; row < rows; customer++)
        {
            double gap = Months.SecondsPerDay * (12 + (200 * dice.Share() * dice.Share())), leaves = 0.04 + (0.5 * dice.Share() * dice.Share()), basket = 1500 + (9000 * dice.Share() * dice.Share());
            for (long second = dice.Between(MonthStarts.Seconds[0], end); second < end && row < rows;)
            {
                customers[row] = customer;
                seconds[row] = (int)second;
                amounts[row++] = 99 + (int)(basket * -Math.Log(1 - (dice.Share() * 0.9999)));
                if (dice.Share() < leaves)
                {
                    break;
                }

                // Some order again on the same day.
                second += dice.Share() < 0.08 ? dice.Between(60, 20_000) : 1 + (long)(gap * -Math.Log(1 - dice.Share()));
            }
        }

        TimeOrderedFile.Write(path, "customer_id,ts,amount", seconds, (row, i) =>
        {
            row.Number(customers[i]);
            row.Comma();
            row.Time(seconds[i]);
            row.Comma();
            row.Number(amounts[i]);
        });
    }
}
