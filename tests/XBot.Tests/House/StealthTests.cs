namespace XBot.Tests.House;

public sealed class StealthTests
{
    [Fact]
    public void The_tree_has_nothing_stealthy() =>
        Assert.Empty(SourceTree.Files()
            .Where(file => Stealth.IsCode(file.Path) && !file.Path.StartsWith("tests/XBot.Tests/House/Stealth", StringComparison.Ordinal))
            .SelectMany(file => Stealth.Find(file.Path, file.Text)));

    [Theory]
    [InlineData("Object.defineProperty(navigator, 'webdriver', { get: () => undefined })")]
    [InlineData("delete navigator['webdriver']")]
    [InlineData("\"--disable-blink-features=AutomationControlled\"")]
    [InlineData("excludeSwitches: ['enable-automation']")]
    [InlineData("Page.addScriptToEvaluateOnNewDocument")]
    [InlineData("await context.addInitScript(patch)")]
    [InlineData("args.Add(\"--user-agent=Mozilla/5.0\")")]
    [InlineData("Emulation.setUserAgentOverride")]
    [InlineData("Emulation.setTimezoneOverride")]
    [InlineData("const fingerprint = makeFingerprint()")]
    [InlineData("require('puppeteer-extra')")]
    [InlineData("--proxy-server=http://10.0.0.1")]
    [InlineData("rotateProxy()")]
    [InlineData("proxyPool.next()")]
    [InlineData("await SolveCaptchaAsync(page)")]
    [InlineData("var typingDelay = random.Next(50, 150);")]
    [InlineData("// human-like pauses")]
    [InlineData("MouseCurve.Bezier(from, to)")]
    public void Each_sign_of_stealth_is_seen(string planted) =>
        Assert.NotEmpty(Stealth.Find("planted.cs", "first line\n" + planted + "\nlast line"));

    [Fact]
    public void No_sign_is_without_a_planted_case()
    {
        var seen = typeof(StealthTests).GetMethod(nameof(Each_sign_of_stealth_is_seen))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Cast<InlineDataAttribute>()
            .SelectMany(data => Stealth.Signs.Where(sign => sign.Pattern.IsMatch((string)data.Data[0]!)))
            .Select(sign => sign.Name);
        Assert.Equal(Stealth.Signs.Select(sign => sign.Name).Order(), seen.Distinct().Order());
    }

    [Theory]
    [InlineData("// waits between rounds, to spare the site")]
    [InlineData("Input.insertText")]
    [InlineData("the page asks for a captcha: a person is asked")]
    public void Ordinary_code_is_left_alone(string text) => Assert.Empty(Stealth.Find("ordinary.cs", text));
}
