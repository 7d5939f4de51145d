using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using XBot.Testing;

namespace XBot.Tests.House;

public sealed class RoomTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src");

    public static TheoryData<string> Projects => [.. Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path))];

    [Fact]
    public void Every_project_is_a_room_of_the_table() =>
        Assert.Equal(Rooms.Allowed.Keys.Order(), Projects.Select(row => row.Data).Order());

    [Theory, MemberData(nameof(Projects))]
    public void Project_files_keep_the_direction(string room) =>
        Assert.Empty(Rooms.Forbidden(room, ProjectReferences(File.ReadAllText(Path.Combine(Source, room, room + ".csproj")))));

    [Theory, MemberData(nameof(Projects))]
    public void Compiled_assemblies_keep_the_direction(string room) =>
        Assert.Empty(Rooms.Forbidden(room, AssemblyReferences(Assembly(room))));

    [Fact]
    public void The_guard_of_project_files_sees_a_forbidden_reference() =>
        Assert.Equal(
            ["XBot.Core leans on XBot.Chrome"],
            Rooms.Forbidden("XBot.Core", ProjectReferences("""<Project><ItemGroup><ProjectReference Include="..\XBot.Chrome\XBot.Chrome.csproj" /></ItemGroup></Project>""")));

    [Fact]
    public void The_guard_of_assemblies_sees_a_forbidden_reference() =>
        Assert.Contains("XBot.Core leans on XBot.Sandbox", Rooms.Forbidden("XBot.Core", AssemblyReferences(Assembly("XBot.App"))));

    [Fact]
    public void The_centre_does_no_input_or_output()
    {
        // The browser, the disk's databases and the net belong to the leaves.
        string[] heavy = ["Microsoft.Data", "Npgsql", "System.Net", "Microsoft.AspNetCore", "Spectre", "System.CommandLine", "System.Diagnostics.Process"];
        Assert.DoesNotContain(AssemblyReferences(Assembly("XBot.Core")), name => heavy.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
        Assert.Contains(AssemblyReferences(Assembly("XBot.App")), name => heavy.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
    }

    private static string Assembly(string room) => Path.Combine(AppContext.BaseDirectory, (room == "XBot.App" ? "xbot" : room) + ".dll");

    private static IEnumerable<string> ProjectReferences(string project) =>
        XDocument.Parse(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static string[] AssemblyReferences(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
