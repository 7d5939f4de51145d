namespace XBot.Testing.Pages;

/// <summary>Whole pages of the app's structure.</summary>
public static class PageMaker
{
    public const string Navigation = """
        <header role="banner"><nav><a href="/home" role="link" data-testid="AppTabBar_Home_Link">Home</a><a href="/demo" role="link" data-testid="AppTabBar_Profile_Link">Profile</a></nav>
        <button data-testid="SideNav_AccountSwitcher_Button" aria-label="Account menu"><div data-testid="UserAvatar-Container-demo"></div><span>Demo</span><span>@demo</span></button></header>
        """;

    public static string App(string column, string navigation = Navigation, string layers = "", string language = "en", string direction = "ltr") => $"""
        <!DOCTYPE html><html dir="{direction}" lang="{language}"><head><meta charset="utf-8"><title>X</title></head><body>
        <div id="react-root"><div id="layers">{layers}</div>{navigation}
        <main role="main"><div data-testid="primaryColumn"><section role="region">{column}</section></div></main></div></body></html>
        """;
}
