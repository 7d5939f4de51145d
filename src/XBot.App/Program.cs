using System.Runtime.InteropServices;
using XBot.App.CommandLine;

namespace XBot.App;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new StopSignal();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stop.Interrupt));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop.Terminate));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, stop.Terminate));
        return await XbotProgram.RunAsync(args, ProcessHost.Create(stop));

        // The first signal asks; a second one finds the system's own handling, which ends the process at once.
        void Stop(PosixSignalContext context, Action ask)
        {
            context.Cancel = !stop.Token.IsCancellationRequested;
            ask();
        }
    }
}
