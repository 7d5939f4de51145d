// What the guard did with the click.
() => {
  const g = kept.guard;
  if (!g) return { kind: 'none' };
  if (g.landed) return { kind: 'landed' };
  if (g.late) return { kind: 'late', reason: 'the click came after the permit had run out and was swallowed' };
  if (g.missed) return { kind: 'missed', reason: 'the button moved away under the click, which was swallowed' };
  return { kind: 'none' };
}
