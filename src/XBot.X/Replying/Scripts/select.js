// Selects what is in the box, so that a real key press deletes it.
() => {
  kept.box.focus();
  getSelection().selectAllChildren(kept.box);
  return { kind: 'open' };
}
