using XBot.App.Service;
using XBot.App.Service.Launchd;
using XBot.LaunchdModel;
using XBot.Testing;

namespace XBot.Tests.App.Service;

/// <summary>The LaunchAgent's file, read by others than its writer.</summary>
public sealed class PlistTests
{
    /// <summary>Every key there may be, with its type; keys of dictionaries after a dot.</summary>
    private static readonly Dictionary<string, Type> Whitelist = new(StringComparer.Ordinal)
    {
        ["Label"] = typeof(string),
        ["ProgramArguments"] = typeof(object[]),
        ["RunAtLoad"] = typeof(bool),
        ["KeepAlive.SuccessfulExit"] = typeof(bool),
        ["ThrottleInterval"] = typeof(int),
        ["ExitTimeOut"] = typeof(int),
        ["ProcessType"] = typeof(string),
        ["LimitLoadToSessionType"] = typeof(string),
        ["StandardOutPath"] = typeof(string),
        ["StandardErrorPath"] = typeof(string),
        ["Umask"] = typeof(int),
        ["EnvironmentVariables.*"] = typeof(string),
        ["SoftResourceLimits.NumberOfFiles"] = typeof(int),
    };

    public static TheoryData<string> Places => ["/opt/xbot", "/a b/c", "/R&D <x> \"q\" 'r'", "/grüße/日本/𝒳", "/]]>/&amp;", "/50% $HOME ${HOME} \\n", "/tab\tin it"];

    [Fact]
    public async Task It_is_the_golden_file_to_the_letter() => Assert.Equal(
        await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "XBot.Tests", "App", "Service", "golden.plist"), TestContext.Current.CancellationToken),
        LaunchAgentPlist.Write(Definition("/opt/xbot")));

    [Theory, MemberData(nameof(Places))]
    public void A_parser_of_XML_reads_back_what_was_meant(string place)
    {
        using var folder = new TempFolder();
        Read(Definition(place), folder, LaunchAgentPlist.Write(Definition(place)));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_parser_of_property_lists_reads_back_what_was_meant(string place)
    {
        using var folder = new TempFolder();
        var (source, binary, back) = (folder.File("source.plist"), folder.File("binary.plist"), folder.File("back.plist"));
        await File.WriteAllTextAsync(source, LaunchAgentPlist.Write(Definition(place)), TestContext.Current.CancellationToken);
        foreach (var (from, to, format) in ((string, string, string)[])[(source, binary, "bin"), (binary, back, "xml")])
        {
            var (code, said, error) = await OutsideTool.RunAsync("plistutil", "libplist-utils", ["-i", from, "-o", to, "-f", format]);
            Assert.True(code == 0 && error.Length == 0, said + error);
        }

        Read(Definition(place), folder, await File.ReadAllTextAsync(back, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Only_known_keys_with_their_types_are_in_it_and_the_guard_sees_others()
    {
        using var folder = new TempFolder();
        var text = LaunchAgentPlist.Write(Definition("/opt/xbot"));
        Assert.Empty(Strange(folder, text));
        Assert.Equal(Whitelist.Keys.Order(), Seen(folder, text).Keys.Order());
        Assert.Equal(["NetworkState"], Strange(folder, text.Replace("<key>RunAtLoad</key>", "<key>NetworkState</key>", StringComparison.Ordinal)));
        Assert.Equal(["Umask"], Strange(folder, text.Replace("<integer>63</integer>", "<string>077</string>", StringComparison.Ordinal)));
    }

    private static void Read(ServiceDefinition definition, TempFolder folder, string text)
    {
        Assert.StartsWith("<?xml", text, StringComparison.Ordinal);
        var path = folder.File("read.plist");
        File.WriteAllText(path, text);
        var read = ModelDefinition.Read(path);
        Assert.Equal(ServiceDefinition.Label, read.Label);
        Assert.Equal(definition.Arguments, read.Arguments);
        Assert.Equal(definition.Variables.ToDictionary(), read.Variables);
        Assert.Equal((definition.LogFile, definition.LogFile), (read.Out, read.Error));
        Assert.Equal((true, (bool?)false, 30, 45, 63, 8192, false), (read.RunAtLoad, read.SuccessfulExit, read.ThrottleInterval, read.ExitTimeOut, read.Umask, read.OpenFiles, read.AbandonProcessGroup));
    }

    private static IEnumerable<string> Strange(TempFolder folder, string text) =>
        Seen(folder, text).Where(key => Whitelist.GetValueOrDefault(key.Key) != key.Value).Select(key => key.Key);

    private static Dictionary<string, Type> Seen(TempFolder folder, string text)
    {
        var path = folder.File("seen.plist");
        File.WriteAllText(path, text);
        return ModelPlist.Read(path).SelectMany(pair => pair.Value is IReadOnlyDictionary<string, object> inner
            ? inner.Select(entry => (Key: $"{pair.Key}.{(pair.Key == "EnvironmentVariables" ? "*" : entry.Key)}", entry.Value)).DistinctBy(entry => entry.Key)
            : [(pair.Key, pair.Value)]).ToDictionary(entry => entry.Key, entry => entry.Value.GetType());
    }

    internal static ServiceDefinition Definition(string place) => new(
        place + "/xbot", place + "/profile/supervisor.log",
        [new("PATH", "/usr/bin:/bin"), new("HOME", "/home/of"), new("LANG", "C.UTF-8"), new("RUNNER_PROFILE_DIR", place + "/profile"), new("HARVEST_QUERIES", "one\ntwo \"three\" $4 5%")]);
}
