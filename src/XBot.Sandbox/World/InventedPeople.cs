namespace XBot.Sandbox.World;

/// <summary>The sandbox's own people. None of them exists; their ids are small and fixed so that tests can name them.</summary>
internal static class InventedPeople
{
    /// <summary>The account that visitors are signed in as; its numeric id never changes (cookie twid).</summary>
    public static readonly Person Demo = new("9000000000000000001", "demo", "Demo Account", "The sandbox's own visitor. Nothing here leaves this machine.");

    /// <summary>Who a session becomes under the fault other-account.</summary>
    public static readonly Person Stranger = new("9000000000000000002", "somebody_else", "Somebody Else", "Not the account you are looking for.");

    private static readonly (string Handle, string Name)[] Names =
    [
        ("harbour_tess", "Tess Harbour 🌊"), ("kiln_and_clay", "Kiln & Clay"), ("noor_writes", "Noor"), ("quietcompiler", "quiet compiler"),
        ("MilaRunsSlow", "Mila runs slow 🏃‍♀️"), ("otto_lab", "Otto's Lab"), ("petra_maps", "Petra · maps"), ("sourdough_sol", "Sol 🍞"),
        ("tiny_orchard", "Tiny Orchard"), ("YukiBuilds", "ゆき"), ("hannes_rad", "Hannes Radweg"), ("lucie_vt", "Lucie"),
        ("graph_ada", "Ada (graphs)"), ("river_notes", "River Notes"), ("tomasz_dev", "Tomasz"), ("salt_pepper_io", "salt+pepper"),
        ("nightbus9", "Night Bus 9"), ("ines_cocina", "Inés en la cocina"), ("wool_theory", "Wool Theory 🧶"), ("pablo_hz", "Pablo Hz"),
        ("birds_of_b", "Birds of B."), ("zeynep_sees", "Zeynep"), ("cold_brew_cat", "Cold Brew Cat 🐈"), ("matteo_cal", "Matteo"),
        ("slowweb", "The Slow Web"), ("anouk_atelier", "Anouk"), ("rustybike", "Rusty Bike"), ("minh_night", "Minh"),
        ("ledger_lena", "Lena 📒"), ("oak_and_ink", "Oak & Ink"), ("farid_photo", "Farid 📷"), ("ellie_ops", "Ellie (on call)"),
        ("plain_sql", "plain SQL"), ("joao_mar", "João"), ("hilltop_radio", "Hilltop Radio"), ("greta_glas", "Greta Glas"),
        ("sam_sleeps", "Sam sleeps now"), ("kaffee_karl", "Karl ☕"), ("mapleboard", "Maple Board"), ("lin_paper", "林纸"),
    ];

    public static IReadOnlyList<Person> All { get; } =
        [.. Names.Select((n, i) => new Person((9_000_000_000_000_000_100 + i).ToString(System.Globalization.CultureInfo.InvariantCulture), n.Handle, n.Name, $"{n.Name} writes here. Invented for the sandbox."))];
}
