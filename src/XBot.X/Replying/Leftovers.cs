namespace XBot.X.Replying;

/// <summary>Closes what is open over the page (a modal, its "discard?" sheet) with real clicks.</summary>
internal sealed class Leftovers(ReplyPage page)
{
    /// <summary>A modal and the sheet over it need two; more than that is a page that does not do what is asked.</summary>
    private const int MostPresses = 4;

    /// <returns>Whether nothing is open and no text is left in a composer.</returns>
    public async Task<bool> CloseAsync(CancellationToken ct)
    {
        for (var pressed = 0; pressed <= MostPresses; pressed++)
        {
            var next = await page.CallAsync(page.Scripts.Leftovers, null, ct);
            if (next.Kind != "press") return next.Kind == "none";
            await page.Chrome.ClickAsync(next.X, next.Y, ct);
        }

        return false;
    }
}
