using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using XBot.Sandbox;

namespace XBot.Tests.Sandbox;

/// <summary>The sandbox as tools see it: sessions, GraphQL, faults, ledger.</summary>
public sealed class SandboxHttpTests : IAsyncLifetime
{
    private SandboxServer _sandbox = null!;
    private HttpClient _http = null!;
    private CookieContainer _cookies = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, Ct);
        _cookies = new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = _sandbox.Url };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_write_without_csrf_is_refused()
    {
        await _http.GetAsync("home", Ct);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send("hello", csrf: false)).StatusCode);
        Assert.Empty(_sandbox.Ledger);
    }

    [Fact]
    public async Task A_duplicate_is_refused_with_187()
    {
        await _http.GetAsync("home", Ct);
        await Send("hello");
        Assert.Equal(187, await Code(await Send("hello")));
        Assert.Single(_sandbox.Ledger);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_post_in_the_ledger()
    {
        await _http.GetAsync("home", Ct);
        _sandbox.Arm("answer-lost");
        await Assert.ThrowsAsync<HttpRequestException>(() => Send("hello"));
        Assert.Single(_sandbox.Ledger);
    }

    [Fact]
    public async Task Logout_lasts_for_its_documents_and_recovers_by_itself()
    {
        await _http.GetAsync("home", Ct);
        _sandbox.Arm("logout");
        Assert.Contains("\"user\":null", await _http.GetStringAsync("home", Ct), StringComparison.Ordinal);
        Assert.Contains("\"handle\":\"demo\"", await _http.GetStringAsync("home", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_account_changes_the_identity_and_gives_it_back()
    {
        _sandbox.Arm("other-account");
        Assert.Contains("somebody_else", await _http.GetStringAsync("home", Ct), StringComparison.Ordinal);
        Assert.Equal("u%3D9000000000000000002", Cookie("twid"));
        await _http.GetAsync("home", Ct);
        Assert.Equal("u%3D9000000000000000001", Cookie("twid"));
    }

    [Fact]
    public async Task Blank_shell_and_http_500_strike_once()
    {
        _sandbox.Arm("http-500");
        Assert.Equal(HttpStatusCode.InternalServerError, (await _http.GetAsync("home", Ct)).StatusCode);
        _sandbox.Arm("blank-shell");
        Assert.DoesNotContain("sandbox-boot", await _http.GetStringAsync("home", Ct), StringComparison.Ordinal);
        Assert.Contains("sandbox-boot", await _http.GetStringAsync("home", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_fault_is_a_bad_request_and_reset_clears_everything()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsJsonAsync("__sandbox/faults", new { name = "nonsense" }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsJsonAsync("__sandbox/faults", new { name = "slow", times = 0 }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.PostAsJsonAsync("__sandbox/faults", new { name = "hang", times = 1000 }, Ct)).StatusCode);
        await _http.PostAsync("__sandbox/reset", null, Ct);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync("home", Ct)).StatusCode);
        Assert.Equal("[]", await _http.GetStringAsync("__sandbox/ledger", Ct));
    }

    private string Cookie(string name) => _cookies.GetCookies(_sandbox.Url)[name]!.Value;

    private async Task<HttpResponseMessage> Send(string text, bool csrf = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "i/api/graphql/hash/CreateTweet") { Content = JsonContent.Create(new { variables = new { tweet_text = text } }) };
        if (csrf) request.Headers.Add("x-csrf-token", Cookie("ct0"));
        return await _http.SendAsync(request, Ct);
    }

    private static async Task<int?> Code(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>(Ct))?["errors"]?[0]?["code"]?.GetValue<int>();
}
