using System.Text.Json.Nodes;
using XBot.Core.Secrets;

namespace XBot.Tests.CoreRules;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("Cookie: auth_token=0a1b2c3d4e5f; ct0=99887766aa; twid=u%3D1234", "Cookie: auth_token=[secret]; ct0=[secret]; twid=u%3D1234")]
    [InlineData("""{"name":"auth_token","auth_token":"0a1b2c3d4e5f"}""", """{"name":"auth_token","auth_token":"[secret]"}""")]
    [InlineData("Authorization: Bearer AAAAAAAAAAAAAAAAAAAAANRILgAAAAAA%3D", "Authorization: Bearer [secret]")]
    [InlineData("postgres://xbot:p4ssw0rd@db.example:5432/xbot is away", "postgres://xbot:[secret]@db.example:5432/xbot is away")]
    [InlineData("Host=db;Username=xbot;Password=p4ssw0rd;Timeout=3", "Host=db;Username=xbot;Password=[secret];Timeout=3")]
    [InlineData("401 for key sk-abcdefghijklmnop1234", "401 for key [secret]")]
    [InlineData("cycle 12: OK, 1 confirmed, at http://127.0.0.1:8080/home", "cycle 12: OK, 1 confirmed, at http://127.0.0.1:8080/home")]
    [InlineData("the password is wrong; token of the lease 77", "the password is wrong; token of the lease 77")]
    public void What_looks_like_a_secret_is_taken_out_and_nothing_else(string text, string masked)
    {
        Assert.Equal(masked, SecretMask.Shapes.Apply(text));
        Assert.Equal(masked, SecretMask.Shapes.Apply(masked));
    }

    [Fact]
    public void A_known_value_is_found_in_any_form()
    {
        var mask = new SecretMask("my%20long%20key", null, "abc");
        Assert.Equal("got [secret] and [secret], abc stays", mask.Apply("got my long key and my%20long%20key, abc stays"));
    }

    [Fact]
    public void Events_are_masked_in_every_depth_and_stay_what_they_are()
    {
        var data = new JsonObject
        {
            ["reason"] = "the answer held \"auth_token\": \"0a1b2c3d\"",
            ["ct0"] = "99887766",
            ["count"] = 3,
            ["nothing"] = null,
            ["details"] = new JsonObject { ["urls"] = new JsonArray("https://me:hunter2@host/path", 7, true) },
        };
        var before = data.ToJsonString();

        Assert.Equal(
            """{"reason":"the answer held \u0022auth_token\u0022: \u0022[secret]\u0022","ct0":"[secret]","count":3,"nothing":null,"details":{"urls":["https://me:[secret]@host/path",7,true]}}""",
            SecretMask.Shapes.Apply(data).ToJsonString());
        Assert.Equal(before, data.ToJsonString());
    }
}
