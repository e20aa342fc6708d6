namespace Retention.Metrics.Tests.Vocabulary;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void AnId_IsATextThatIsNotBlank(string? text)
    {
        Assert.ThrowsAny<ArgumentException>(() => new CustomerId(text!));
        Assert.ThrowsAny<ArgumentException>(() => new SubscriptionId(text!));
        Assert.ThrowsAny<ArgumentException>(() => new OrderId(text!));
    }

    [Fact]
    public void Ids_AreComparedOrdinally_WhateverTheCulture()
    {
        Assert.NotEqual(new CustomerId("I"), new CustomerId("i"));
        Assert.Equal(["I", "i", "ı"], new CustomerId[] { "ı", "i", "I" }.Order().Select(id => id.Value));
        Assert.Equal(["I", "i", "ı"], new SubscriptionId[] { "ı", "i", "I" }.Order().Select(id => id.Value));
        Assert.Equal(["I", "i", "ı"], new OrderId[] { "ı", "i", "I" }.Order().Select(id => id.Value));
    }

    [Fact]
    public void Default_IsEmpty()
    {
        Assert.Equal(("", "", ""), (default(CustomerId).Value, default(SubscriptionId).ToString(), default(OrderId).ToString()));
        Assert.Equal("ada", new CustomerId("ada").ToString());
    }
}
