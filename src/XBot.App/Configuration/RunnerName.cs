using System.Security.Cryptography;
using System.Text;

namespace XBot.App.Configuration;

/// <summary>This runner's name: the same after a restart, another one for another profile on the same machine.</summary>
internal static class RunnerName
{
    public static bool IsValid(string text) => text.Length is >= 1 and <= 64 && text.All(IsAllowed);

    public static string For(string machine, string profileDir)
    {
        var host = new string([.. machine.Split('.')[0].Where(IsAllowed).Take(48)]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(profileDir)))[..8];
        return $"{(host.Length == 0 ? "runner" : host)}-{hash}";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
