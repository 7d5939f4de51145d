using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using XBot.Testing;
using XBot.Tests.Crashes.Desk;
using XBot.X.Browsers;
using XBot.X.Selectors;

namespace XBot.Tests.Soak;

/// <summary>The bare client beside the daemon: a Chrome of its own on the same site, the daemon's own scripts, the daemon's pace.</summary>
internal sealed class BareReader : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ChromeFixture _chrome;
    private readonly HostProcess _client;

    private BareReader(TempFolder folder, ChromeFixture chrome, HostProcess client) => (_folder, _chrome, _client) = (folder, chrome, client);

    public int Pid => _client.Pid;

    public int Rounds => _client.HasExited ? throw new InvalidOperationException(_client.Said) : _client.Said.Count(c => c == '\n');

    /// <param name="program">Null: as the tests were built.</param>
    /// <param name="variables">The runtime's; none: as it runs any program.</param>
    public static async Task<BareReader> StartAsync(string? program, Uri site, double pause, int rounds, IReadOnlyList<(string, string)> variables, CancellationToken ct)
    {
        var folder = new TempFolder();
        var chrome = await ChromeFixture.StartAsync(ct: ct);
        await chrome.Page.NavigateAsync(new Uri(site, "/home"), TimeSpan.FromSeconds(60), ct);
        using var http = new HttpClient();
        var targets = await http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{chrome.Options.Port}/json/list"), ct);
        var page = targets.EnumerateArray().First(target => target.GetProperty("type").GetString() == "page" && target.GetProperty("url").GetString()!.StartsWith(site.AbsoluteUri, StringComparison.Ordinal));
        var files = new List<string>();
        foreach (var script in (string[])["Sessions/marks.js", "Reading/view.js", "Reading/posts.js"])
        {
            var file = folder.File($"{files.Count}.js");
            await File.WriteAllTextAsync(file, $"({PageScript.Load(script)})({SelectorBook.Default.Argument.GetRawText()})", ct);
            files.Add(file);
        }

        string[] arguments = [page.GetProperty("webSocketDebuggerUrl").GetString()!, pause.ToString(CultureInfo.InvariantCulture), rounds.ToString(CultureInfo.InvariantCulture), .. files];
        return new BareReader(folder, chrome, program is null ? HostProcess.Start("XBot.BareClient", "XBot.BareClient", arguments, variables) : HostProcess.StartAt(program, arguments, variables));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _chrome.DisposeAsync();
        _folder.Dispose();
    }
}
