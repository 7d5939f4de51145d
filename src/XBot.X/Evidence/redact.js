// The page's HTML without what must not be kept: scripts, tokens, e-mail addresses, what was typed into fields.
// Argument: { limit }, the most characters to return. Result: the HTML as a string.
({ limit }) => {
  const copy = document.documentElement.cloneNode(true);
  for (const gone of copy.querySelectorAll('script, noscript, template, iframe, object, embed, meta[http-equiv], meta[name*="csrf" i], meta[name*="token" i], link[rel~="preload"], link[rel~="modulepreload"]')) gone.remove();
  const PRIVATE = /nonce|integrity|csrf|token|auth|password|session/i;
  const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
  // Anything this long without a space or a separator is a key, not a word: 32 hex digits, or 40 of base64.
  const SECRET = /\b(?:[0-9a-f]{32,}|[A-Za-z0-9_-]{40,}={0,2})\b/gi;
  const QUERY = /([?&](?:[^=&#]*(?:token|auth|session|code|key|csrf)[^=&#]*)=)[^&#"]*/gi;
  const clean = (text) => text.replace(EMAIL, '[email]').replace(QUERY, '$1[secret]').replace(SECRET, '[secret]');
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    if (/^(input|textarea|option)$/.test(element.localName)) {
      element.removeAttribute('value');
      if (element.localName === 'textarea') element.textContent = '';
    }
    for (const attribute of [...element.attributes]) {
      const { name, value } = attribute;
      if (name === 'data-testid' || name === 'class') continue;
      if (/^on/i.test(name) || PRIVATE.test(name)) element.removeAttribute(name);
      else if (value.startsWith('data:') && value.length > 200) element.setAttribute(name, 'data:,');
      else if (value.length >= 5) {
        const cleaned = clean(value);
        if (cleaned !== value) element.setAttribute(name, cleaned);
      }
    }
  }
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  const comments = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 8) comments.push(node);
    else if (node.parentElement?.localName !== 'style') {
      const cleaned = clean(node.data);
      if (cleaned !== node.data) node.data = cleaned;
    }
  }
  for (const comment of comments) comment.remove();
  const html = '<!DOCTYPE html>\n' + copy.outerHTML;
  return html.length > limit ? html.slice(0, limit) + '\n<!-- cut -->' : html;
}
