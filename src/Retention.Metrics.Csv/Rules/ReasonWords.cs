using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Rules;

/// <summary>The kinds of the reasons that a file has beside those of the library.</summary>
internal sealed class ReasonWords
{
    private static readonly ChurnReason[] Common = [ChurnReason.Voluntary, ChurnReason.Involuntary, ChurnReason.Unknown];

    private readonly Dictionary<string, ChurnKind> kinds;

    public ReasonWords(IReadOnlyDictionary<string, ChurnKind> own) =>
        kinds = own.DistinctBy(entry => ColumnNames.Key(entry.Key), StringComparer.Ordinal).ToDictionary(entry => ColumnNames.Key(entry.Key), entry => entry.Value, StringComparer.Ordinal);

    /// <summary>Refuses reasons that mean nothing, or two things.</summary>
    /// <exception cref="ArgumentException">A reason is blank or one of the library's, a kind is not that of an end, or one reason has two kinds.</exception>
    public static void Check(IReadOnlyDictionary<string, ChurnKind> own)
    {
        foreach ((string code, ChurnKind kind) in own)
        {
            if (ColumnNames.Key(code).Length == 0 || Array.Exists(Common, known => string.Equals(known.Code, code, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ArgumentException($"The reason '{code}' is blank or has its kind already; expected a reason of your own.", nameof(own));
            }

            if (kind is not (ChurnKind.Unknown or ChurnKind.Voluntary or ChurnKind.Involuntary))
            {
                throw new ArgumentException($"The reason '{code}' has the kind {kind}; valid values: Unknown, Voluntary, Involuntary.", nameof(own));
            }
        }

        if (own.GroupBy(entry => ColumnNames.Key(entry.Key), StringComparer.Ordinal).FirstOrDefault(same => same.DistinctBy(entry => entry.Value).Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"The reason '{twice.First().Key}' has several kinds, {string.Join(" and ", twice.Select(entry => entry.Value).Distinct())}; expected one. Case, spaces, '_' and '-' do not matter.", nameof(own));
        }
    }

    /// <summary>The reason of a code as a file has it; the library's are read in any case.</summary>
    public ChurnReason Of(string code)
    {
        int word = Array.FindIndex(Common, known => string.Equals(known.Code, code, StringComparison.OrdinalIgnoreCase));
        return word >= 0 ? Common[word] : ChurnReason.Of(code, kinds.GetValueOrDefault(ColumnNames.Key(code)));
    }
}
