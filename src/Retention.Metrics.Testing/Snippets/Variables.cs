namespace Retention.Metrics.Testing.Snippets;

/// <summary>Names of variables that subscriptions get in code: their ids where those can be names, else numbers.</summary>
internal sealed class Variables
{
    // Keywords of the language and the variables that snippets declare themselves.
    private static readonly HashSet<string> Taken = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach goto if " +
         "implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static " +
         "string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while " +
         "and async await by dynamic equals field from get global group init into join let nameof nint not notnull nuint on or orderby partial record remove required scoped select set unmanaged value var when where with yield " +
         "history orders periods policy scenario timeline book events levels facts instant").Split(' '),
        StringComparer.Ordinal);

    private readonly Dictionary<Subscription, string> names = [];

    public Variables(IEnumerable<SubscriptionEvent> events)
    {
        foreach (Subscription subscription in events.Select(one => new Subscription(one.Subscription, one.Customer)).Distinct())
        {
            string id = subscription.Id.Value;
            names.Add(subscription, IsName(id) && !names.ContainsValue(id) ? id : Numbered(names.Count + 1));
        }
    }

    public string this[SubscriptionEvent one] => names[new Subscription(one.Subscription, one.Customer)];

    /// <summary>A declaration for each subscription.</summary>
    public IEnumerable<string> Declarations => names.Select(one =>
        string.Equals(one.Key.Id.Value, one.Key.Customer.Value, StringComparison.Ordinal)
            ? $"var {one.Value} = Subscription.Of({Literal.Of(one.Key.Id.Value)});"
            : $"var {one.Value} = new Subscription({Literal.Of(one.Key.Id.Value)}, {Literal.Of(one.Key.Customer.Value)});");

    private static bool IsName(string id) => char.IsAsciiLetterLower(id[0]) && id.All(char.IsAsciiLetterOrDigit) && !Taken.Contains(id);

    private string Numbered(int number)
    {
        while (names.ContainsValue(FormattableString.Invariant($"subscription{number}")))
        {
            number++;
        }

        return FormattableString.Invariant($"subscription{number}");
    }
}
