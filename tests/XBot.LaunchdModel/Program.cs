using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace XBot.LaunchdModel;

/// <summary>The model's launchctl: hands its command line to the model of launchd that a test runs, and says what that answers.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var socket, .. var words])
        {
            Console.Error.WriteLine("this is a model of launchctl for tests: SOCKET WORDS…");
            return 64;
        }

        using var line = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        line.Connect(new UnixDomainSocketEndPoint(socket));
        using var stream = new NetworkStream(line);
        stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(words) + "\n"));
        using var reader = new StreamReader(stream);
        var answer = JsonSerializer.Deserialize<ModelAnswer>(reader.ReadLine()!)!;
        Console.Out.Write(answer.Out);
        Console.Error.Write(answer.Error);
        return answer.Code;
    }
}

/// <summary>What a launchctl prints and ends with.</summary>
public sealed record ModelAnswer(int Code, string Out = "", string Error = "");
