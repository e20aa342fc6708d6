namespace Retention.Metrics.Signals;

/// <summary>Which activities a signal reads. A type argument, so that the test is compiled into the loop over the rows.</summary>
internal interface IKindFilter
{
    bool Keeps(int row);
}

/// <summary>Activities of every kind.</summary>
internal readonly struct EveryKind : IKindFilter
{
    public bool Keeps(int row) => true;
}

/// <summary>Activities of one of at most 256 kinds.</summary>
internal readonly struct KindInByte(byte[] kinds, byte own) : IKindFilter
{
    public bool Keeps(int row) => kinds[row] == own;
}

/// <summary>Activities of one of many kinds.</summary>
internal readonly struct KindInNumber(KindColumn kinds, int own) : IKindFilter
{
    public bool Keeps(int row) => kinds[row] == own;
}
