namespace Retention.Metrics.Ids;

/// <summary>The texts of ids by their numbers.</summary>
internal sealed class IdTexts(PackedIds ids, IdBytes longOnes)
{
    public string this[int number] => ids[number].TextIn(longOnes);
}
