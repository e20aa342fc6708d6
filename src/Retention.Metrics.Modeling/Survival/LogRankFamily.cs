namespace Retention.Metrics.Modeling.Survival;

/// <summary>The shapes of weight.</summary>
internal enum LogRankFamily
{
    LogRank,
    Gehan,
    TaroneWare,
    PetoPeto,
    PetoPetoModified,
    FlemingHarrington,
}
