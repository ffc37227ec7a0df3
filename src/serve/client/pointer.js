// Where the words of a page come from: the line of the author's file, for the block that is pointed at with Alt held down.
import { element, host, shadowRoot } from "./overlay.js";

const OWN = "/-leadfolio/";

const pointer = element("div", null, "source");
let pointed = null;
let asked = 0;

/** The block that the author points at: the smallest that holds words of its own. */
function blockAt(target) {
  if (!(target instanceof Element) || target === host) return null;
  const block = target.closest("p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, pre, blockquote, figcaption, a, summary");
  return block?.textContent.trim() ? block : null;
}

async function findSource(token, block) {
  const text = block.textContent.trim().replace(/\s+/g, " ").slice(0, 300);
  const answer = await fetch(`${OWN}source?${new URLSearchParams({ token, page: location.pathname, text })}`);
  return answer.ok ? answer.json() : null;
}

function unpoint() {
  if (!pointed) return;
  pointed.style.removeProperty("outline");
  if (!pointed.getAttribute("style")) pointed.removeAttribute("style");
  pointed = null;
  pointer.remove();
}

/** Shows where words come from, and opens the file on a click. */
export function followPointer(token) {
  addEventListener("mousemove", async (event) => {
    const block = event.altKey ? blockAt(event.target) : null;
    if (block === pointed) return;
    unpoint();
    if (!block) return;
    pointed = block;
    block.style.setProperty("outline", "2px solid #4a90e2");
    asked += 1;
    const mine = asked;
    const found = await findSource(token, block);
    if (mine !== asked || pointed !== block || !found) return;
    pointer.textContent = found.source;
    const { left, top } = block.getBoundingClientRect();
    pointer.style.left = `${Math.max(0, left)}px`;
    pointer.style.top = `${Math.max(0, top - 28)}px`;
    shadowRoot.append(pointer);
  });
  addEventListener("keyup", (event) => {
    if (event.key === "Alt") unpoint();
  });
  addEventListener(
    "click",
    async (event) => {
      const block = event.altKey ? blockAt(event.target) : null;
      if (!block) return;
      event.preventDefault();
      event.stopPropagation();
      const found = await findSource(token, block);
      unpoint();
      if (found?.open) location.href = found.open;
    },
    true,
  );
}
