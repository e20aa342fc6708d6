namespace Retention.Metrics.Ids;

/// <summary>The texts of ids by their numbers: 24 bytes an id, and the bytes of the long ones.</summary>
internal sealed class IdTexts(PackedId[] ids, IdBytes longOnes)
{
    public string this[int number] => ids[number].TextIn(longOnes);
}
