// Waits until the box shows the draft and the button is enabled; otherwise tells what it shows.
async ({ targetId, inline, text, waitMs }) => {
  let state = { kind: 'closed', reason: 'the composer closed' };
  const look = () => {
    const open = composer(targetId, inline);
    const shown = open ? shownText(open.box) : '';
    state = !open ? { kind: 'closed', reason: 'the composer closed' }
      : shown !== text ? { kind: 'differs', reason: 'the box shows another text than the draft', text: shown }
      : !open.submit || !enabled(open.submit) ? { kind: 'disabled', reason: 'the button stays disabled' }
      : { kind: 'ready' };
    if (state.kind === 'ready') kept.scope = open.scope;
    return state.kind === 'ready' ? state : null;
  };
  return await until(look, waitMs) ?? state;
}
