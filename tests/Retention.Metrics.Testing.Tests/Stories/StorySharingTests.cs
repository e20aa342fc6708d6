using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing.Tests.Stories;

/// <summary>Every step makes another portfolio: a beginning can be shared by any number of endings.</summary>
public sealed class StorySharingTests
{
    private static readonly Func<Portfolio, Portfolio>[] Steps =
    [
        story => story.Starts(2026, 1, 5, monthly: 49),
        story => story.UpgradesTo(99).On(2026, 2, 5),
        story => story.Pauses(2026, 3, 5),
        story => story.Resumes(2026, 4, 5),
        story => story.Cancels(2026, 5, 5),
        story => story.And("bo"),
        story => story.And("ada"),
        story => story.WithSubscription("storage"),
        story => story.Has("country", "DE"),
        story => story.Orders(2026, 1, 7, 40).Refunded(10),
        story => story.WithId("fact"),
        story => story.RecordedOn(2026, 7, 1),
        story => story.Corrects("fact", 2026, 8, 1, told => told.Orders(2026, 1, 7, 35)),
    ];

    [Fact]
    public void TwoEndings_ShareABeginning_AndKnowNothingOfEachOther()
    {
        Portfolio beginning = Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49);
        Portfolio leaves = beginning.Cancels(2026, 3, 5), grows = beginning.UpgradesTo(99).On(2026, 3, 5).Has("plan", "team").Orders(2026, 3, 6, 5);

        Assert.Equal((1, 0, 0), (beginning.History.Count, beginning.OrderHistory.Count, beginning.Customers[0].Attributes.Count));
        Assert.Equal([0m, 99m, 49m], new[] { leaves, grows, beginning }.Select(told => StoryStepTests.Mrr(told, 4, 1)));
    }

    /// <summary>Whatever is told after it, and even if it is told before that fails, a portfolio stays what it was.</summary>
    [Fact]
    public void NoStep_ChangesAPortfolioThatItIsToldOf() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), choices =>
        {
            Portfolio told = Portfolio.With("ada");
            var before = new List<(Portfolio Portfolio, string Content)>();
            foreach (byte choice in choices)
            {
                before.Add((told, Content(told)));
                try
                {
                    told = Steps[choice % Steps.Length](told);
                }
                catch (ImpossibleStoryException)
                {
                    // The story goes on without it.
                }
            }

            Assert.All(before, one => Assert.Equal(one.Content, Content(one.Portfolio)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(200)).WithQuietOnSuccess(true));

    /// <summary>What a step lets through, the history takes as a whole.</summary>
    [Fact]
    public void EveryStoryThatCanBeTold_IsASoundHistory() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), choices =>
        {
            Portfolio told = choices.Aggregate(Portfolio.With("ada"), (story, choice) =>
            {
                try
                {
                    return Steps[choice % Steps.Length](story);
                }
                catch (ImpossibleStoryException)
                {
                    return story;
                }
            });

            Assert.Empty(SubscriptionHistory.Check(told.Events).Findings);
            Assert.Equal(told.History, SubscriptionHistory.Create(told.Events));
            Assert.Equal(told.OrderHistory.Count, told.OrderTimeline(MetricPolicy.Default).OrderCount);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(200)).WithQuietOnSuccess(true));

    private static string Content(Portfolio told) => string.Join(
        '\n',
        told.Customers.Select(customer => $"{customer} {string.Join(',', customer.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal))}")
            .Concat(told.Events.Select(one => one.ToString()))
            .Concat(told.OrderHistory.Select(one => one.ToString()))
            .Append(told.ToString()));
}
