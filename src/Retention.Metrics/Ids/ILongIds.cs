namespace Retention.Metrics.Ids;

/// <summary>What tells ids apart that are too long to be packed, and hears of each id that is new.</summary>
internal interface ILongIds
{
    /// <summary>Asks the memory for what a long id is compared with soon.</summary>
    /// <param name="own">The id that has a number.</param>
    /// <param name="number">Its number.</param>
    void Prefetch(in PackedId own, int number);

    /// <summary>Whether two long ids are the same.</summary>
    /// <param name="own">One that has a number.</param>
    /// <param name="number">Its number.</param>
    /// <param name="id">One that is looked up.</param>
    /// <param name="index">Its index in the batch.</param>
    bool AreSame(in PackedId own, int number, in PackedId id, int index);

    /// <summary>Takes an id that gets the next number, of whatever length.</summary>
    /// <returns>The id as it is kept.</returns>
    PackedId Take(in PackedId id, int index);
}
