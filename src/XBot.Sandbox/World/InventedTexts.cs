namespace XBot.Sandbox.World;

/// <summary>Texts of the invented posts: a topic's frame with a detail put in, so that no two are the same.</summary>
internal static class InventedTexts
{
    private static readonly (string Lang, string Frame)[] Frames =
    [
        ("en", "Rewrote our {0} this morning. Half the code, and the tests finally read like sentences."),
        ("en", "What do you do when {0} breaks on a Friday afternoon? Asking for the whole team 😅"),
        ("en", "Small joy of the day: {0}, a window seat and nobody in a hurry. ☕"),
        ("en", "Three weeks with {0}. It is slower than I hoped, calmer than I feared, and I would do it again."),
        ("en", "Unpopular opinion: {0} deserves more love than the new shiny thing."),
        ("en", "Can someone recommend a good book about {0}? Beginner level, pictures welcome."),
        ("en", "Today I learned that {0} was simpler fifty years ago.\n\nSometimes the old manual wins."),
        ("en", "We measured {0} twice and got two answers. So we measured it a third time. 📏"),
        ("en", "Notes from today's walk: cold hands, clear head, and a new idea for {0}."),
        ("en", "If you maintain {0}: thank you. Really. 💚"),
        ("de", "Heute {0} repariert. Hat nur drei Anläufe gebraucht 🔧"),
        ("de", "Kennt jemand eine gute Anleitung für {0}? Gern auch auf Papier."),
        ("es", "Por fin entendí {0}. Tardé dos cafés y una siesta ☀️"),
        ("fr", "Ce soir : {0}, une tisane et rien d'autre."),
        ("pt", "Alguém mais apaixonado por {0}? Conte a sua história 🙂"),
        ("ja", "今日は{0}について考えた。静かな一日。"),
        ("it", "Domanda seria: {0} con o senza musica?"),
        ("tr", "Bugün {0} üzerine çalıştım, sonuç fena değil 🌱"),
        ("en", "The hard part of {0} is not the start, it is the second week."),
        ("en", "A neighbour explained {0} to me with two spoons and a napkin. Best lecture this year. 🥄🥄"),
    ];

    private static readonly string[] Details =
    [
        "the build pipeline", "sourdough", "the old bicycle", "queue theory", "garden tomatoes", "map projections", "the database backup",
        "night trains", "hand-drawn charts", "the compost heap", "error messages", "choir practice", "a wool jumper", "the tide tables",
        "incident reviews", "film cameras", "radio repair", "regression tests", "the community kitchen", "pocket notebooks", "winter swimming",
        "type systems", "bird counting", "slow mornings", "the library card", "window frames", "chess endings", "tea", "printers", "on-call handovers",
    ];

    private const string Long =
        "A longer note on how we run {0}, because several of you asked. We begin with the smallest thing that can fail and make it fail on purpose, " +
        "in daylight, with everybody watching. Then we write down what we saw, not what we expected. Only after that do we change anything, and we change " +
        "one thing. The list of what we did not change is longer than the list of what we did, and it is the more useful one. 🧭\n\nThe second part is patience: " +
        "a week without touching it, a look at the figures every morning, and a short talk about what surprised us.";

    /// <summary>A text of the usual length with its language; different for each <paramref name="index"/> below 600.</summary>
    public static (string Lang, string Text) Short(int index, int shift)
    {
        var frame = Frames[index % Frames.Length];
        return (frame.Lang, Fill(frame.Frame, Details[(index / Frames.Length * 7 + index + shift) % Details.Length]));
    }

    /// <summary>A text that X shows cut off, with a Show more.</summary>
    public static string LongNote(int index) => Fill(Long, Details[index % Details.Length]);

    private static string Fill(string frame, string detail) => frame.Replace("{0}", detail, StringComparison.Ordinal);
}
