using XBot.Chrome;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;

namespace XBot.Tests.Chrome;

public sealed class AdoptionPolicyTests
{
    private const string Profile = "/home/a/.runner-profile/chrome";
    private static readonly ChromeOptions Options = new() { ProfileDir = "/home/a/.runner-profile", Headless = true, LoopbackOnly = true };
    private static readonly ExpectedChrome Expected = new(
        "/usr/bin/chromium", Profile, 9222, 1000, ChromeArguments.Switches(Options, Profile, linux: true, root: false));

    private static readonly ProcessFacts Ours = new(42, "boot:7", null, 1000, "chromium", "/usr/bin/chromium", [.. Expected.Switches, "about:blank"]);

    [Fact]
    public void Nothing_in_the_way_is_a_start() => Assert.IsType<AdoptionDecision.Start>(Decide(null));

    [Fact]
    public void The_one_that_we_would_start_is_adopted() => Assert.Equal(new AdoptionDecision.Adopt(Ours), Decide(Ours));

    [Fact]
    public void Flags_that_a_launch_script_adds_do_not_matter() =>
        Assert.IsType<AdoptionDecision.Adopt>(Decide(Ours with { Arguments = ["--enable-gpu-rasterization", .. Ours.Arguments] }));

    [Theory]
    [InlineData("--headless=new")]
    [InlineData("--remote-debugging-port=9222")]
    [InlineData("--disable-quic")]
    public void One_on_our_profile_without_a_switch_of_ours_is_ended(string missing)
    {
        var end = Assert.IsType<AdoptionDecision.End>(Decide(Ours with { Arguments = [.. Ours.Arguments.Where(argument => argument != missing)] }));
        Assert.Contains(missing, end.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--remote-allow-origins=*")]
    [InlineData("--host-resolver-rules=MAP * 10.0.0.1")]
    [InlineData("--headless")]
    public void One_on_our_profile_with_a_switch_that_we_did_not_ask_for_is_ended(string unasked) =>
        Assert.IsType<AdoptionDecision.End>(Decide(Ours with { Arguments = [unasked, .. Ours.Arguments] }));

    [Fact]
    public void Another_program_on_our_profile_is_ended() =>
        Assert.IsType<AdoptionDecision.End>(Decide(Ours with { Binary = "/opt/google/chrome/chrome" }));

    [Fact]
    public void What_a_script_became_is_known_by_our_notes_of_that_very_process()
    {
        var became = Ours with { Binary = "/usr/lib/chromium/chromium" };
        var record = new ChromeRecord(42, "boot:7", null, 9222, "/usr/bin/chromium", became.Binary, [], null, null, []);

        Assert.IsType<AdoptionDecision.Adopt>(Decide(became, record));
        Assert.IsType<AdoptionDecision.End>(Decide(became, record with { StartMark = "boot:8" }));
        Assert.IsType<AdoptionDecision.End>(Decide(became, record with { Pid = 43 }));
        Assert.IsType<AdoptionDecision.End>(Decide(became, record with { Executable = "/usr/bin/other" }));
    }

    [Theory]
    [InlineData("/home/a/.runner-profile/chrome2")]
    [InlineData("/home/a/.runner-profile")]
    public void Another_profile_on_our_port_is_refused_by_name_and_pid(string profile)
    {
        var refuse = Assert.IsType<AdoptionDecision.Refuse>(Decide(Ours with { Arguments = ["--user-data-dir=" + profile, "--remote-debugging-port=9222"] }));
        Assert.Contains("chromium (pid 42)", refuse.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_user_on_our_port_is_refused()
    {
        Assert.IsType<AdoptionDecision.Refuse>(Decide(Ours with { UserId = 1001 }));
        Assert.IsType<AdoptionDecision.Refuse>(AdoptionPolicy.Decide(new ChromeSighting(new PortHolder(null), null, null, null), Expected));
    }

    [Fact]
    public void A_child_of_a_Chrome_is_never_taken_for_it() =>
        Assert.IsType<AdoptionDecision.Refuse>(Decide(Ours with { Arguments = ["--type=renderer", .. Ours.Arguments] }));

    [Fact]
    public void One_on_our_profile_that_is_silent_is_ended()
    {
        Assert.Equal(new AdoptionDecision.End(Ours, "its port is silent"), AdoptionPolicy.Decide(new ChromeSighting(null, Ours, null, null), Expected));
        Assert.IsType<AdoptionDecision.Start>(AdoptionPolicy.Decide(new ChromeSighting(null, Ours with { UserId = 1001 }, null, null), Expected));
    }

    [Fact]
    public void A_foreign_port_is_refused_before_anything_is_ended() =>
        Assert.IsType<AdoptionDecision.Refuse>(AdoptionPolicy.Decide(new ChromeSighting(new PortHolder(Ours with { Arguments = [] }), Ours, null, null), Expected));

    [Fact]
    public void A_lock_of_another_machine_is_refused_by_its_name() =>
        Assert.Contains("my-mac-7", Assert.IsType<AdoptionDecision.Refuse>(AdoptionPolicy.Decide(new ChromeSighting(null, null, "my-mac-7", null), Expected)).Message, StringComparison.Ordinal);

    private static AdoptionDecision Decide(ProcessFacts? onPort, ChromeRecord? record = null) =>
        AdoptionPolicy.Decide(new ChromeSighting(onPort is null ? null : new PortHolder(onPort), null, null, record), Expected);
}
