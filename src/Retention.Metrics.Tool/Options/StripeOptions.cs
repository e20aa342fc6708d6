using System.CommandLine;
using Retention.Metrics.Stripe;

namespace Retention.Metrics.Tool.Options;

/// <summary>The options of Stripe's objects and events, where they leave a choice.</summary>
internal sealed class StripeOptions
{
    private readonly Option<string> testMode = OneOf<StripeTestMode>("--test-mode", "What becomes of Stripe's objects of test mode.");
    private readonly Option<string> collectionPause = OneOf<StripeCollectionPause>("--collection-pause", "What pause_collection of Stripe's subscriptions means: the revenue goes on, or they are paused as the policy has it.");

    public IEnumerable<Option> All => [testMode, collectionPause];

    public StripeImportOptions Read(ParseResult asked) => new()
    {
        TestMode = EnumWord.Find<StripeTestMode>(asked.GetValue(testMode)!)!.Value,
        CollectionPause = EnumWord.Find<StripeCollectionPause>(asked.GetValue(collectionPause)!)!.Value,
    };

    private static Option<string> OneOf<TChoice>(string name, string description)
        where TChoice : struct, Enum
    {
        string[] valid = [.. Enum.GetValues<TChoice>().Select(EnumWord.Of)];
        return ParsedOption.OneOf(name, description, valid, valid[0]);
    }
}
