namespace Retention.Metrics.Rivals.Jobs;

/// <summary>The jobs. The README beside the project defines their answers column by column.</summary>
internal enum Job
{
    /// <summary>Movements, customers and rates of each month.</summary>
    J1,

    /// <summary>Cohorts of subscribers: customers and MRR by month since signup.</summary>
    J2,

    /// <summary>Order metrics of each month.</summary>
    J3,

    /// <summary>Recency, frequency and value of each customer.</summary>
    J4,
}

/// <summary>From what a job starts.</summary>
internal enum Mode
{
    /// <summary>From what a rival has loaded and arranged as suits it.</summary>
    Mem,

    /// <summary>From the log in time order with dense ids, in memory; databases start from their table.</summary>
    Log,

    /// <summary>From the file.</summary>
    Csv,
}

/// <content>What is known of each job.</content>
internal static class JobFacts
{
    public static bool ReadsOrders(this Job job) => job is Job.J3 or Job.J4;

    /// <summary>How many columns of the answer, the first ones, are integers and must be equal; the others are ratios.</summary>
    public static int IntegerColumns(this Job job) => job switch
    {
        Job.J1 => 13,
        Job.J2 => 5,
        Job.J3 => 6,
        _ => 9,
    };
}
