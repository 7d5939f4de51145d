using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace XBot.App.CommandLine;

/// <summary><c>xbot --version</c>: this program's version, also when another one runs it in-process.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        parseResult.InvocationConfiguration.Output.WriteLine("xbot " + version?.Split('+')[0]);
        return ExitCodes.Done;
    }
}
