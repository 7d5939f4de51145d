export const MAX = 280;
const LINK = 23;

const light = (c) => c <= 4351 || (c >= 8192 && c <= 8205) || (c >= 8208 && c <= 8223) || (c >= 8242 && c <= 8247);

// X's count: most letters 1, CJK and emoji 2, any link 23.
export function weightOf(text) {
  let weight = 0;
  const plain = text.replace(/https?:\/\/\S+/gi, () => { weight += LINK; return ''; });
  for (const character of plain) weight += light(character.codePointAt(0)) ? 1 : 2;
  return weight;
}
