// How much of the page is shown, and where. Argument: none. Result: the shape of PageView, in CSS pixels.
() => {
  const page = document.scrollingElement ?? document.documentElement;
  return { width: innerWidth, height: innerHeight, top: Math.round(page.scrollTop), length: page.scrollHeight };
}
