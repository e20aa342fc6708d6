using System.Globalization;

namespace Retention.Metrics.Modeling;

/// <summary>How long one customer was watched, in whole units of tenure, and whether the customer left at the end.</summary>
/// <remarks>
/// <para>The customer is at risk in <c>(Entry, Exit]</c>; with <c>Entry = 0</c> the customer was seen from the first
/// payment on and is at risk at tenure 0 as well. A spell that ends without churn is <em>censored</em>: the customer
/// was still there when watching stopped. Churn at a tenure comes before censoring at the same tenure.</para>
/// <para><b>Unit:</b> whole days of tenure unless the caller counts in another unit; all spells of one table share it.</para>
/// <para><c>default</c> is a customer censored at tenure 0, which carries no information.</para>
/// </remarks>
/// <example><code>
/// Spell.ChurnedAt(45); // (0, 45]
/// Spell.OpenAt(161); // (0, 161+]: still there
/// Spell.OpenAt(400, entry: 365); // (365, 400+]: first seen a year after the first payment
/// </code></example>
public readonly record struct Spell
{
    private Spell(int entry, int exit, bool churned)
    {
        if (SpellFinding.KindOf(entry, exit) is { } kind)
        {
            throw new ArgumentOutOfRangeException(
                kind == SpellFindingKind.NegativeExit ? nameof(exit) : nameof(entry),
                kind == SpellFindingKind.NegativeExit ? exit : entry,
                SpellFinding.Describe(kind, entry, exit));
        }

        Entry = entry;
        Exit = exit;
        Churned = churned;
    }

    /// <summary>The tenure at which watching began; 0 for a customer seen from the first payment on.</summary>
    public int Entry { get; }

    /// <summary>The tenure at which the customer churned or was last seen.</summary>
    public int Exit { get; }

    /// <summary>Whether the customer churned at <see cref="Exit"/>; otherwise the spell is censored there.</summary>
    public bool Churned { get; }

    /// <summary>A spell that ended in churn.</summary>
    /// <param name="exit">The tenure at churn, 0 or more.</param>
    /// <param name="entry">The tenure at which watching began: 0, or at least 0 and below <paramref name="exit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tenure is negative, or the customer was never at risk.</exception>
    /// <returns>The spell.</returns>
    public static Spell ChurnedAt(int exit, int entry = 0) => new(entry, exit, churned: true);

    /// <summary>A spell still open when watching stopped.</summary>
    /// <param name="exit">The tenure when the customer was last seen, 0 or more.</param>
    /// <param name="entry">The tenure at which watching began: 0, or at least 0 and below <paramref name="exit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tenure is negative, or the customer was never at risk.</exception>
    /// <returns>The spell.</returns>
    public static Spell OpenAt(int exit, int entry = 0) => new(entry, exit, churned: false);

    /// <summary>Writes the spell as <c>(entry, exit]</c>, with a plus sign when it is censored.</summary>
    /// <returns>For example <c>(0, 45]</c> or <c>(365, 400+]</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"({Entry}, {Exit}{(Churned ? "" : "+")}]");
}
