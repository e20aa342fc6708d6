namespace Retention.Metrics.Rivals.Jobs;

/// <summary>What a rival is asked to do.</summary>
internal sealed record Assignment(DataSet Data, Job Job, Mode Mode, int Threads)
{
    public string File => Data.FileOf(Job);

    public override string ToString() => FormattableString.Invariant($"{Data.Size} {Job} {Name(Mode)}, {Threads} thread{(Threads == 1 ? "" : "s")}");

    public static string Name(Mode mode) => mode switch
    {
        Mode.Mem => "mem",
        Mode.Log => "log",
        _ => "csv",
    };
}
