using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Data;

/// <summary>Customers with one to four subscriptions that start, change, are cancelled and come back over four years.</summary>
internal static class SubscriptionFile
{
    private static readonly string[] Types = ["start", "upgrade", "downgrade", "cancel", "reactivate"];
    private static readonly int[] Prices = [900, 1900, 2900, 4900, 9900, 19900, 49900];

    private enum Kind : byte
    {
        Start,
        Upgrade,
        Downgrade,
        Cancel,
        Reactivate,
    }

    public static void Write(string path, int rows, Dice dice)
    {
        var log = new List<Event>(rows);
        var own = new List<Event>();
        for (int customer = 1, subscription = 0; log.Count < rows; customer++)
        {
            own.Clear();
            int subscriptions = dice.Share() < 0.9 ? 1 : dice.Between(2, 5), first = dice.Between(0, Months.Count);
            for (int i = 0; i < subscriptions; i++)
            {
                subscription++;
                Follow(own, customer, subscription, i == 0 ? first : dice.Between(first, Months.Count), dice);
            }

            own.Sort();
            log.AddRange(own.Take(rows - log.Count));
        }

        TimeOrderedFile.Write(path, "customer_id,subscription_id,event_type,ts,mrr", [.. log.Select(one => one.Second)], (row, i) =>
        {
            row.Number(log[i].Customer);
            row.Comma();
            row.Number(log[i].Subscription);
            row.Comma();
            row.Text(Types[(int)log[i].Kind]);
            row.Comma();
            row.Time(log[i].Second);
            row.Comma();
            row.Number(log[i].Mrr);
        });
    }

    private static void Follow(List<Event> events, int customer, int subscription, int start, Dice dice)
    {
        int mrr = Prices[dice.Between(0, Prices.Length)] * (dice.Share() < 0.3 ? dice.Between(2, 12) : 1), before = 0;
        bool active = false;
        for (int month = start; month < Months.Count; month++)
        {
            int end = MonthStarts.Seconds[month + 1], second = dice.Between(MonthStarts.Seconds[month], end);
            if (month == start)
            {
                Add(Kind.Start, mrr);
                active = true;
                if (dice.Share() > 0.02)
                {
                    continue;
                }

                second = dice.Between(second, end) + 1;
            }

            // Rarely several changes in one month.
            for (; second < end; second = dice.Between(second, end) + 1)
            {
                double chance = dice.Share();
                if (active)
                {
                    double churn = month - start < 4 ? 0.05 : 0.027;
                    if (chance < churn || (month == start && chance < 0.5))
                    {
                        (before, active) = (mrr, false);
                        Add(Kind.Cancel, 0);
                    }
                    else if (chance < churn + 0.035)
                    {
                        mrr += Math.Max(100, mrr * dice.Between(5, 60) / 100);
                        Add(Kind.Upgrade, mrr);
                    }
                    else if (chance < churn + 0.048 && mrr > 400)
                    {
                        mrr -= mrr * dice.Between(5, 50) / 100;
                        Add(Kind.Downgrade, mrr);
                    }
                }
                else if (chance < 0.04)
                {
                    mrr = (before * dice.Between(70, 121) / 100) + 1;
                    active = true;
                    Add(Kind.Reactivate, mrr);
                }

                if (dice.Share() > 0.03)
                {
                    break;
                }
            }

            void Add(Kind kind, int after) => events.Add(new Event(second, subscription, kind, after, customer));
        }
    }

    private readonly record struct Event(int Second, int Subscription, Kind Kind, int Mrr, int Customer) : IComparable<Event>
    {
        public int CompareTo(Event other) => (Second, Subscription, (byte)Kind, Mrr).CompareTo((other.Second, other.Subscription, (byte)other.Kind, other.Mrr));
    }
}
