using NodaTime;

namespace Retention.Metrics.Tests.Histories;

internal sealed partial record ReferenceHistoryCheck
{
    /// <summary>Of facts that share an id: which one holds, which only repeat it, and which contradict each other.</summary>
    private static class LatestRecorded
    {
        /// <summary>Splits facts with ids into those that hold and those that conflict; the rest repeat or were superseded.</summary>
        public static (List<TFact> Holding, List<TFact[]> Conflicts, int Repeated, int Superseded) Resolve<TFact>(
            IEnumerable<TFact> facts, Func<TFact, string?> idOf, Func<TFact, Instant?> recordedAt, Func<TFact, TFact> withoutRecorded)
            where TFact : class
        {
            var holding = new List<TFact>();
            var conflicts = new List<TFact[]>();
            int repeated = 0, superseded = 0;
            var versions = new Dictionary<string, List<TFact>>(StringComparer.Ordinal);
            foreach (TFact fact in facts)
            {
                if (idOf(fact) is not { } id)
                {
                    holding.Add(fact);
                }
                else if (versions.TryGetValue(id, out List<TFact>? same))
                {
                    same.Add(fact);
                }
                else
                {
                    versions.Add(id, [fact]);
                }
            }

            foreach (List<TFact> same in versions.Values)
            {
                if (same.Count == 1)
                {
                    holding.Add(same[0]);
                    continue;
                }

                TFact latest = same[0];
                foreach (TFact other in same)
                {
                    latest = Nullable.Compare(recordedAt(other), recordedAt(latest)) > 0 ? other : latest;
                }

                TFact content = withoutRecorded(latest);
                TFact[] contrary = [.. same.Where(fact => !withoutRecorded(fact).Equals(content) && !(recordedAt(fact) < recordedAt(latest)))];
                if (contrary.Length > 0)
                {
                    conflicts.Add([.. same]);
                    continue;
                }

                holding.Add(latest);
                int alike = same.Count(fact => withoutRecorded(fact).Equals(content)) - 1;
                repeated += alike;
                superseded += same.Count - 1 - alike;
            }

            return (holding, conflicts, repeated, superseded);
        }
    }
}
