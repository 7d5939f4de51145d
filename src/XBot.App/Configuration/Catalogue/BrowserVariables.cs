using static XBot.App.Configuration.NumberText;

namespace XBot.App.Configuration.Catalogue;

internal static class BrowserVariables
{
    public static readonly IReadOnlyList<Setting> All =
    [
        new("CDP_PORT", "9222", "a whole number from 1 to 65535", "the port our Chrome answers on, at 127.0.0.1 only")
        {
            Parse = (value, settings) => Whole(value.Text, 1, 65535) is { } port ? settings with { CdpPort = port } : null,
            Show = settings => Show(settings.CdpPort),
        },
        new("RUNNER_PROFILE_DIR", "./.runner-profile", "a folder, or a place where one can be made; relative to the file that sets it, or to the working directory when the environment does", "Chrome's profile, the store, logs, artifacts, STOP; made 0700")
        {
            IsPath = true,
            Parse = (value, settings) => PathText.Folder(value) is { } folder ? settings with { ProfileDir = folder } : null,
            Show = settings => settings.ProfileDir,
        },
        new("RUNNER_BROWSER", "cdp", "cdp, the only value", "how the browser is driven")
        {
            Parse = (value, settings) => value.Text == "cdp" ? settings : null,
            Show = _ => "cdp",
        },
        new("RUNNER_HEADLESS", "false where there is a display, else true", "true or false", "whether Chrome shows a window")
        {
            Parse = (value, settings) => Switch.Parse(value.Text) is { } headless ? settings with { Headless = headless } : null,
            Show = settings => Switch.Show(settings.Headless),
        },
        new("RUNNER_CHROME_PATH", "found by itself", "an executable file", "the Chrome or Chromium to use")
        {
            IsPath = true,
            Parse = (value, settings) => PathText.Executable(value) is { } path ? settings with { ChromePath = path } : null,
            Show = settings => settings.ChromePath ?? "",
        },
        new("SELECTORS_FILE", "none", "a file that exists", "corrections to the names of X's page elements")
        {
            IsPath = true,
            Parse = (value, settings) => PathText.ExistingFile(value) is { } path ? settings with { SelectorsFile = path } : null,
            Show = settings => settings.SelectorsFile ?? "",
        },
    ];
}
