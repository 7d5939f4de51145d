using System.Text.RegularExpressions;
using System.Xml.Linq;
using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.Testing;

namespace XBot.Tests.House;

/// <summary>What must be there, and what must not.</summary>
public sealed partial class TreeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("docs/ADAPTIVE_GROWTH_CONTROLLER.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/events.md")]
    public void The_documents_exist(string path) => Assert.NotEqual(0, new FileInfo(InRoot(path)).Length);

    [Theory]
    [InlineData("xbot")]
    [InlineData("test")]
    [InlineData(".ci/run")]
    [InlineData("scripts/mac/install-launchagent.sh")]
    [InlineData("scripts/mac/uninstall-launchagent.sh")]
    public void The_scripts_can_be_started(string path)
    {
        Assert.StartsWith("#!/usr/bin/env bash\n", File.ReadAllText(InRoot(path)), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(InRoot(path)).HasFlag(UnixFileMode.UserExecute), path);
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Assert.All(
            Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Where(path => !path.Contains("/artifacts/", StringComparison.Ordinal)),
            path => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "packages.lock.json")), path));

    [Fact]
    public void Banned_symbols_are_an_error_in_every_room()
    {
        var props = XDocument.Load(InRoot("src/Directory.Build.props"));
        Assert.Contains(props.Descendants("AdditionalFiles"), file => file.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        Assert.Contains(props.Descendants("PackageReference"), package => package.Attribute("Include")!.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Equal("true", XDocument.Load(InRoot("Directory.Build.props")).Descendants("TreatWarningsAsErrors").Single().Value);
        var banned = File.ReadAllText(InRoot("src/BannedSymbols.txt"));
        Assert.All(["DateTime.UtcNow", "Random.Shared", "Thread.Sleep", "Process.Kill(System.Boolean)"], symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_silences_the_banned_symbols() =>
        Assert.Empty(SourceTree.Files().Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Text.Contains("RS" + "0030", StringComparison.Ordinal)).Select(file => file.Path));

    [Fact]
    public void No_file_names_a_package_registry_or_somebodys_folder()
    {
        Assert.Empty(SourceTree.Files().Where(file => Private().IsMatch(file.Text) && !file.Path.EndsWith("TreeTests.cs", StringComparison.Ordinal)).Select(file => $"{file.Path}: {Private().Match(file.Text).Value}"));
        Assert.Matches(Private(), "restored from " + "https://registry." + "npmjs.org/x");
        Assert.Matches(Private(), "cd /Users/" + "somebody/code");
    }

    [Fact]
    public void The_README_has_todays_settings_table()
    {
        var readme = File.ReadAllText(InRoot("README.md"));
        Assert.True(
            readme.Contains($"<!-- settings -->\n{SettingCatalogue.Markdown()}<!-- /settings -->", StringComparison.Ordinal),
            "README.md's settings table differs from the catalogue; it should be:\n" + SettingCatalogue.Markdown());
    }

    [Fact]
    public void The_README_maps_every_name_of_the_seed()
    {
        var readme = File.ReadAllText(InRoot("README.md"));
        Assert.All(SeedNames.All.Keys, name => Assert.Contains(name, readme, StringComparison.Ordinal));
        Assert.All(["0", "1", "2", "3", "4", "5", "6", "7", "130"], code => Assert.Contains($"| {code} |", readme, StringComparison.Ordinal));
    }

    private static string InRoot(string path) => Path.Combine(Repository.Root, path);

    [GeneratedRegex(@"registry\.\w+\.\w+|api\.nuget\.org|pypi\.org|proxy\.golang\.org|/Users/\w+/|/home/\w+/(?!\.)", RegexOptions.IgnoreCase)]
    private static partial Regex Private();
}
