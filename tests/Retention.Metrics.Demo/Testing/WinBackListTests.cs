#region story-test
using Retention.Metrics;
using Retention.Metrics.Testing;
using Xunit;
#endregion

namespace DocumentedCode.Testing;

#region story-test
public sealed class WinBackListTests
{
    // A beginning that the tests share. Every step makes another portfolio, so none of them can spoil it.
    private static readonly Portfolio Gone = Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49).Cancels(2026, 2, 10);

    [Fact]
    public void WhoComesBack_IsOnTheList()
    {
        Portfolio told = Gone.Starts(2026, 4, 10, monthly: 25);

        Assert.Equal(["ada pays 25.00 EUR again"], WinBackList.Of(told.History, told.Month(2026, 4)));
    }

    [Fact]
    public void WhoComesForTheFirstTime_IsNot()
    {
        Portfolio told = Gone.And("bo").Starts(2026, 4, 10, monthly: 25);

        Assert.Empty(WinBackList.Of(told.History, told.Month(2026, 4)));
    }

    [Fact]
    public void WhoKeptAnotherSubscription_IsNot()
    {
        Portfolio told = Gone
            .WithSubscription("storage").Starts(2026, 1, 7, monthly: 10)
            .WithSubscription("ada").Starts(2026, 4, 10, monthly: 25);

        Assert.Empty(WinBackList.Of(told.History, told.Month(2026, 4)));
    }
}
#endregion
