using XBot.Core.Events;
using XBot.Core.Replies;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_draft_that_somebody_approved_already_is_postable_in_one_step()
    {
        var born = (await Store.Replies.AddAsync(Draft(1) with { ApprovedBy = "ann" }, Ct))!;
        Assert.Equal((ReplyState.Approved, "ann"), (born.State, born.ApprovedBy));
        Assert.Equal(born.Id, (await Store.Replies.ClaimAsync(Account, Lease("t1"), Noon, [], Ct))!.Id);
    }

    [Fact]
    public async Task Nobody_approves_a_text_that_they_did_not_see()
    {
        var seen = (await Store.Replies.AddAsync(Draft(1), Ct))!;
        Assert.True(await Store.Replies.TryApplyAsync(ReplyLife.Edit(seen, "Another text", "bob", Noon), Ct));
        Assert.False(await Store.Replies.TryApplyAsync(ReplyLife.Approve(seen, "ann", Noon), Ct));

        var now = (await Store.Replies.FindAsync(seen.Id, Ct))!;
        Assert.Equal((ReplyState.Drafted, "Another text"), (now.State, now.Text));
        Assert.True(await Store.Replies.TryApplyAsync(ReplyLife.Approve(now, "ann", Noon), Ct));
    }

    [Fact]
    public async Task An_edit_keeps_everything_else_and_names_its_writer()
    {
        var before = await ApprovedAsync(Store, 1);
        Assert.True(await Store.Replies.TryApplyAsync(ReplyLife.Edit(before, "Another text", "bob", Noon.AddMinutes(5)), Ct));
        Assert.Equal(
            before with { Text = "Another text", ApprovedBy = "bob", Note = "edited by bob", UpdatedAt = Noon.AddMinutes(5) },
            await Store.Replies.FindAsync(before.Id, Ct));
        var told = (await Store.Events.LatestAsync(EventTypes.ReplyEdited, Ct))!.Data;
        Assert.Equal(("bob", "Reply 1", "Another text"), ((string?)told["by"], (string?)told["before"], (string?)told["after"]));
    }

    [Fact]
    public async Task Of_edits_and_claims_at_once_the_text_that_goes_out_is_the_one_in_the_row()
    {
        await using var other = await OpenAgainAsync();
        for (var i = 1; i <= 20; i++)
        {
            var seen = await ApprovedAsync(Store, i);
            var edit = Task.Run(() => other.Replies.TryApplyAsync(ReplyLife.Edit(seen, $"Edited {i}", "bob", Noon.AddMinutes(2)), Ct), Ct);
            // A row that is just being edited is passed over: the next run takes it.
            Reply? claimed;
            do
                claimed = await Store.Replies.ClaimAsync(Account, Lease($"t{i}"), Noon.AddMinutes(2), [], Ct);
            while (claimed is null);
            Assert.Equal(await edit ? $"Edited {i}" : $"Reply {i}", claimed.Text);
            Assert.Equal(claimed.Text, (await Store.Replies.FindAsync(seen.Id, Ct))!.Text);
        }
    }
}
