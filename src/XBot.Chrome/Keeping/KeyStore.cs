using System.Text;

namespace XBot.Chrome.Keeping;

/// <summary>
/// Where the key of a profile's cookies is. On Linux always in Chrome itself (--password-store=basic); on a Mac in the keychain, under the name of
/// the brand, so that another brand on the same profile would lose every cookie. Noted at the first start, in <c>key-store</c>, and never changed.
/// </summary>
internal static class KeyStore
{
    /// <exception cref="ChromeUnavailableException">The profile's cookies belong to another key.</exception>
    public static void Prove(ChromeFolder folder, string executable) => Prove(folder, Of(executable, OperatingSystem.IsMacOS()), executable);

    internal static void Prove(ChromeFolder folder, KeyStoreName name, string executable)
    {
        folder.Make();
        // An empty one is what a power cut left of the first note.
        var noted = File.Exists(folder.KeyStoreFile) ? File.ReadAllText(folder.KeyStoreFile).Trim('\0', ' ', '\n', '\r', '\t') : "";
        if (noted.Length == 0)
        {
            OwnerOnly.Replace(folder.KeyStoreFile, Encoding.UTF8.GetBytes(name.Text));
            return;
        }

        if (noted != name.Text)
        {
            throw new ChromeUnavailableException(
                $"the cookies of the profile {folder.UserData} can be read with the key \"{noted}\" only, and {executable} would use \"{name.Text}\": set RUNNER_CHROME_PATH to the browser used before, or RUNNER_PROFILE_DIR to another folder");
        }
    }

    /// <param name="executable">On a Mac inside its bundle: <c>/Applications/Google Chrome.app/Contents/MacOS/Google Chrome</c>.</param>
    internal static KeyStoreName Of(string executable, bool mac) => new(mac ? $"keychain: {Path.GetFileName(executable)}" : "basic");
}

/// <param name="Text"><c>basic</c>, or <c>keychain: Google Chrome</c>.</param>
internal readonly record struct KeyStoreName(string Text);
