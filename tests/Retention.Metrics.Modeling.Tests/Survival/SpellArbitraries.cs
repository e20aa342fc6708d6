using FsCheck.Fluent;
using FsCheck;

namespace Retention.Metrics.Modeling.Tests.Survival;

/// <summary>Customers with short tenures, so that ties, gaps and empty risk sets are common.</summary>
internal static class SpellArbitraries
{
    public static Config Settings { get; } = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    public static Arbitrary<Spell[]> Spells { get; } = Lists(OneSpell(lateEntry: true));

    public static Arbitrary<Spell[]> SpellsWithoutLateEntry { get; } = Lists(OneSpell(lateEntry: false));

    public static Arbitrary<Spell[]> ChurnedSpells { get; } =
        Lists(OneSpell(lateEntry: false).Select(spell => Spell.ChurnedAt(spell.Exit)));

    public static Spell Scale(this Spell spell, int factor) => spell.Churned
        ? Spell.ChurnedAt(spell.Exit * factor, spell.Entry * factor)
        : Spell.OpenAt(spell.Exit * factor, spell.Entry * factor);

    private static Gen<Spell> OneSpell(bool lateEntry) =>
        from entry in lateEntry
            ? Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 12)))
            : Gen.Constant(0)
        from length in Gen.Choose(entry == 0 ? 0 : 1, 15)
        from churned in Gen.Elements(true, true, false)
        select churned ? Spell.ChurnedAt(entry + length, entry) : Spell.OpenAt(entry + length, entry);

    private static Arbitrary<Spell[]> Lists(Gen<Spell> spell) => Arb.From(
        spell.ListOf().Select(list => list.ToArray()),
        spells => spells.Select((_, gone) => spells.Where((_, i) => i != gone).ToArray()));
}
