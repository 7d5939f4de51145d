export const MAX = 280;
const LINK = 23;

const light = (c) => c <= 4351 || (c >= 8192 && c <= 8205) || (c >= 8208 && c <= 8223) || (c >= 8242 && c <= 8247);

const signs = new Intl.Segmenter();
const emoji = (c) => (c >= 0x1f000 && c <= 0x1faff) || c === 0xfe0f;

// X's count: most letters 1, CJK and emoji 2, however many signs one is made of, any link with its scheme 23.
export function weightOf(text) {
  let weight = 0;
  const plain = text.replace(/https?:\/\/\S+/gi, () => { weight += LINK; return ''; });
  for (const { segment } of signs.segment(plain)) {
    const codes = [...segment].map((character) => character.codePointAt(0));
    weight += codes.some(emoji) ? 2 : codes.reduce((sum, code) => sum + (light(code) ? 1 : 2), 0);
  }
  return weight;
}
