// Waits for the composer that answers the target, and tells where its box is and what is in it.
async ({ targetId, inline, waitMs }) => {
  let last = 'no composer opened';
  const look = () => {
    if (kept.press?.missed) return { kind: 'missed', reason: 'the page moved under the press on the reply button' };
    const open = composer(targetId, inline);
    if (!open) return null;
    const other = open.shown.find(id => id !== targetId);
    if (other) return { kind: 'other', reason: `the composer answers ${other}` };
    const frame = open.box.closest('label') ?? open.box.closest(s.composerFrame) ?? open.box;
    const point = pointOn(open.box, frame.parentElement ?? frame);
    if (point.cover) { last = `the text box is covered by ${point.cover}`; return null; }
    kept.press?.release();
    kept.press = null;
    kept.box = open.box;
    return { kind: 'open', text: shownText(open.box), ...point };
  };
  const answer = await until(look, waitMs);
  if (answer) return answer;
  const strange = !composer(targetId, inline) && first(document, `:is(${s.dialog}) [contenteditable="true"]`);
  return strange ? { kind: 'strange', reason: 'a dialog holds a text box that the selector composerBox does not find' } : { kind: 'timeout', reason: last };
}
