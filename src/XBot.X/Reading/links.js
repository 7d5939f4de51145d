// The ids of all posts that the page links to, each once. Argument: the selector book as { name: selector }. Result: an array of strings.
(book) => {
  const ids = new Set();
  for (const link of document.querySelectorAll(book.statusLink)) {
    const id = /\/status(?:es)?\/(\d{1,19})(?:[/?#]|$)/.exec(link.getAttribute('href') ?? '')?.[1];
    if (id) ids.add(id);
  }
  return [...ids];
}
