using XBot.X.Sessions;

namespace XBot.Tests.X.Sessions;

public sealed class AccountCookieTests
{
    [Theory]
    [InlineData("u=123", "123")]
    [InlineData("u%3D123", "123")]
    [InlineData("\"u=123\"", "123")]
    [InlineData("%22u%3D1234567890123456789%22", "1234567890123456789")]
    [InlineData("u=0123", null)]
    [InlineData("u=12a", null)]
    [InlineData("u=", null)]
    [InlineData("123", null)]
    [InlineData("u=1;u=2", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_account_is_read_in_every_spelling_and_from_nothing_else(string? value, string? expected) =>
        Assert.Equal(expected, AccountCookie.AccountIdOf(value));
}
