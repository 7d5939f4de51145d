using XBot.Chrome.Processes;

namespace XBot.Tests.Faults;

/// <summary>The processes below one Chrome: their pids are taken from there and from nowhere else.</summary>
internal static class ChromeTree
{
    /// <param name="type">As Chrome names its children: renderer, gpu-process.</param>
    public static IReadOnlyList<ProcessFacts> ChildrenOf(int chrome, string type) =>
        [.. ProcessProbe.Current.FindFamily(chrome).Where(child => IsOfType(child.Pid, type))];

    // A child that was forked by Chrome's zygote rewrites its title: what were arguments is one string with spaces.
    private static bool IsOfType(int pid, string type)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split(' ', '\0').Contains($"--type={type}");
        }
        catch (IOException)
        {
            return false; // It has just ended.
        }
    }
}
