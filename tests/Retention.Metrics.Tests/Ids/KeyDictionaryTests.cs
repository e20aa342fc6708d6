using Retention.Metrics.Ids;

namespace Retention.Metrics.Tests.Ids;

public sealed class KeyDictionaryTests
{
    private const int Keys = 200_000;

    [Fact]
    public async Task AKeyThatIsFound_WhileAnotherThreadAddsKeys_HasItsNumber()
    {
        SubscriptionId[] keys = [.. Enumerable.Range(0, Keys).Select(number => new SubscriptionId($"s{number}"))];
        ulong[] hashes = Array.ConvertAll(keys, KeyHash<SubscriptionId>.Of);
        var dictionary = new KeyDictionary<SubscriptionId>();
        int added = 0;
        Task adding = Task.Run(() =>
        {
            for (int number = 0; number < Keys; number++)
            {
                Assert.Equal(number, dictionary.Of(keys[number], hashes[number]));
                Volatile.Write(ref added, number + 1);
            }
        }, TestContext.Current.CancellationToken);
        var random = new Random(3);
        while (!adding.IsCompleted)
        {
            int known = Volatile.Read(ref added), number = random.Next(Keys);
            int seen = dictionary.Find(keys[number], hashes[number]);
            Assert.True(seen == number || (seen < 0 && number >= known), $"{number} of {known}: {seen}");
            if (dictionary.TryGet(dictionary.LikelyNumber(hashes[number]), out SubscriptionId likely))
            {
                Assert.NotEqual(default, likely);
            }
        }

        await adding;
        Assert.All(Enumerable.Range(0, Keys), number => Assert.Equal(number, dictionary.Find(keys[number], hashes[number])));
        Assert.Equal(-1, dictionary.Find(new SubscriptionId("none"), KeyHash<SubscriptionId>.Of(new SubscriptionId("none"))));
    }
}
