// The preview's part in a page: hears of changes, brings them in without a reload, and says what is wrong.
// Everything that it shows is set as text: nothing that an author or a file says is ever read as HTML.
import { Idiomorph } from "./idiomorph.js";

const OWN = "/-leadfolio/";
const script = document.querySelector(`script[src="${OWN}client.js"]`);
const { token } = script.dataset;
let seen = Number(script.dataset.number);
let hash = script.dataset.hash;

// --- what is heard ---

let stream = null;
let busy = null;
let again = false;

function listen() {
  if (stream || document.hidden) return;
  stream = new EventSource(`${OWN}events?token=${token}`);
  stream.onmessage = ({ data }) => {
    connected(true);
    if (Number(data) !== seen) renew();
  };
  stream.addEventListener("busy", ({ data }) => busyWith(data === "true"));
  stream.onerror = () => {
    connected(false);
    // A server that was started anew does not know this page; one that is gone may come back.
    if (stream && stream.readyState === EventSource.CLOSED) {
      stream = null;
      setTimeout(comeBack, 1000);
    }
  };
}

async function comeBack() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (answer.status < 500) location.reload();
    else setTimeout(comeBack, 1000);
  } catch {
    setTimeout(comeBack, 1000);
  }
}

// Browsers allow few connections to a host: a tab that nobody looks at gives its own back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    stream?.close();
    stream = null;
  } else {
    listen();
  }
});
addEventListener("pageshow", listen);
addEventListener("pagehide", () => {
  stream?.close();
  stream = null;
});

/** Brings the page up to date; changes that come meanwhile are brought in after it. */
function renew() {
  again = true;
  busy ??= (async () => {
    while (again) {
      again = false;
      try {
        await bringIn(await ask());
      } catch (error) {
        console.warn("leadfolio preview:", error);
      }
    }
    busy = null;
  })();
}

async function ask() {
  const question = new URLSearchParams({ token, page: location.pathname, since: seen });
  const answer = await fetch(`${OWN}state?${question}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`no state: ${answer.status}`);
  return answer.json();
}

async function bringIn(state) {
  if (state.moved) {
    location.replace(state.moved + location.hash);
    return;
  }
  if (state.page === "found" && state.hash !== hash) {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    if (answer.ok) {
      await morph(new DOMParser().parseFromString(await answer.text(), "text/html"));
      hash = state.hash;
    }
  }
  refreshFiles(state.changed, state.number);
  seen = state.number;
  show(state);
}

// --- what is brought in ---

async function morph(page) {
  await morphStyles(page);
  morphHead(page);
  sameAttributes(document.documentElement, page.documentElement);
  sameAttributes(document.body, page.body);
  Idiomorph.morph(document.body, page.body.innerHTML, {
    morphStyle: "innerHTML",
    ignoreActiveValue: true,
    callbacks: {
      // What a reader has opened stays open.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details"),
    },
  });
}

/** New style sheets come before old ones go, so that the page is never without. */
async function morphStyles(page) {
  const sheets = (of) => [...of.querySelectorAll('link[rel="stylesheet"]')];
  const names = (of) => sheets(of).map((it) => it.getAttribute("href"));
  const [old, wanted] = [sheets(document), names(page)];
  const known = names(document);
  const fresh = sheets(page).filter((it) => !known.includes(it.getAttribute("href")));
  const loaded = fresh.map((it) => {
    const sheet = document.importNode(it);
    return new Promise((done) => {
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", done);
      (old.at(-1) ?? document.head.lastElementChild).after(sheet);
    });
  });
  await Promise.all(loaded);
  old.filter((it) => !wanted.includes(it.getAttribute("href"))).forEach((it) => it.remove());
}

function morphHead(page) {
  const others = (of) => [...of.head.children].filter((it) => it.rel !== "stylesheet" && !it.dataset.preview);
  const [old, fresh] = [others(document), others(page)];
  const kept = new Set();
  for (const element of fresh) {
    const same = old.find((it) => !kept.has(it) && it.isEqualNode(element));
    if (same) kept.add(same);
    else kept.add(document.head.appendChild(document.importNode(element, true)));
  }
  old.filter((it) => !kept.has(it)).forEach((it) => it.remove());
}

function sameAttributes(element, wanted) {
  for (const { name } of [...element.attributes]) {
    if (!wanted.hasAttribute(name)) element.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

/** A picture keeps its address when its file changes, so it is asked for by another. */
function refreshFiles(changed, number) {
  if (!changed.length) return;
  for (const element of document.querySelectorAll("img[src], source[src], video[src], audio[src], track[src]")) {
    const address = new URL(element.getAttribute("src"), location.href);
    if (address.origin === location.origin && changed.includes(address.pathname)) {
      element.setAttribute("src", `${address.pathname}?preview=${number}`);
    }
  }
}

// --- what is shown over the page ---

const host = document.createElement("leadfolio-preview");
const shade = host.attachShadow({ mode: "open" });
document.documentElement.append(host);

const LOOK = `
  :host { all: initial; }
  * { box-sizing: border-box; }
  section, button.badge {
    position: fixed; z-index: 2147483647; font: 15px/1.5 system-ui, sans-serif; color: #f4f1ea; background: #24211d;
    border: 1px solid #57514a; border-radius: 10px; box-shadow: 0 6px 30px #0006;
  }
  section { inset: auto 12px 12px; margin: auto; max-width: 60rem; max-height: min(60vh, 40rem); overflow: auto; padding: 14px 18px; }
  section.error { border-top: 4px solid #ff8a75; }
  button.badge { right: 12px; bottom: 12px; padding: 6px 12px; cursor: pointer; }
  details.eyes {
    position: fixed; z-index: 2147483646; left: 12px; bottom: 12px; max-width: min(28rem, calc(100vw - 24px)); max-height: 50vh; overflow: auto;
    padding: 6px 12px; font: 13px/1.5 system-ui, sans-serif; color: #f4f1ea; background: #24211dee; border: 1px solid #57514a; border-radius: 10px;
  }
  summary { cursor: pointer; }
  details label { display: inline-block; margin: 8px 12px 0 0; }
  details ul { margin: 4px 0; padding-left: 18px; }
  details li { padding: 2px 0; border: 0; }
  select { font: inherit; }
  div.origin { position: fixed; z-index: 2147483647; padding: 2px 8px; font: 12px/1.6 ui-monospace, monospace; color: #f4f1ea; background: #24211d; border-radius: 6px; }
  header { display: flex; gap: 12px; align-items: baseline; justify-content: space-between; }
  h2 { font-size: 17px; margin: 0; }
  ol { margin: 10px 0 0; padding: 0; list-style: none; }
  li { padding: 10px 0; border-top: 1px solid #413c36; }
  p { margin: 0; }
  .error p.message { color: #ffb4a5; }
  .warning p.message { color: #ffd98a; }
  a { color: #a9cdfb; }
  pre { margin: 6px 0; padding: 6px 10px; overflow-x: auto; background: #15130f; border-radius: 6px; font: 13px/1.5 ui-monospace, monospace; }
  .help { color: #cfe8cf; }
  header button { font: inherit; color: inherit; background: none; border: 1px solid #57514a; border-radius: 6px; padding: 2px 10px; cursor: pointer; }
  button:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid #a9cdfb; outline-offset: 2px; }
  @media print { section, button.badge, details.eyes { display: none; } }
`;

let told = null;
let closed = false;
let wantsWarnings = false;
let isConnected = true;
let isBuilding = false;
let soon = null;

/** Most builds are over before anybody could see a sign of them. */
function busyWith(is) {
  clearTimeout(soon);
  isBuilding = false;
  if (is) {
    soon = setTimeout(() => {
      isBuilding = true;
      mark();
    }, 150);
  } else {
    mark();
  }
}

function connected(is) {
  if (is === isConnected) return;
  isConnected = is;
  draw();
}

function show(state) {
  const news = JSON.stringify([state.faults, state.page]);
  if (!told || news !== JSON.stringify([told.faults, told.page])) closed = false;
  told = state;
  if (!state.errors && !state.warnings) wantsWarnings = false;
  draw();
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text != null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function heading() {
  if (!isConnected) return "The preview has stopped. Start it again and this page comes back.";
  if (!told) return null;
  if (told.errors) {
    const many = told.errors === 1 ? "1 problem" : `${told.errors} problems`;
    return `${many}. Showing the last working version.`;
  }
  if (told.page === "missing") return "This page no longer exists.";
  if (told.warnings && wantsWarnings) return told.warnings === 1 ? "1 warning" : `${told.warnings} warnings`;
  return null;
}

function draw() {
  const style = element("style", LOOK);
  const title = closed ? null : heading();
  const parts = [style];
  if (told && isConnected) parts.push(looks());
  if (title) parts.push(panel(title));
  else if (told && (told.warnings || told.errors)) parts.push(badge());
  shade.replaceChildren(...parts);
  mark();
}

function panel(title) {
  const box = element("section", null, told?.errors || !isConnected ? "error" : "warning");
  box.setAttribute("role", "status");
  const top = element("header");
  const close = element("button", "Close");
  close.addEventListener("click", () => {
    closed = true;
    wantsWarnings = false;
    draw();
  });
  top.append(element("h2", title), close);
  box.append(top);
  if (told?.page === "missing" && !told.errors) {
    const home = element("a");
    home.href = new URL(document.querySelector("a[href]")?.href ?? "/", location.href).href;
    home.textContent = "Go to the home page";
    box.append(home);
  }
  if (isConnected && told) box.append(list(told.errors ? told.faults : told.faults.filter((it) => it.severity !== "info")));
  return box;
}

function list(faults) {
  const items = element("ol");
  for (const fault of faults) {
    const item = element("li", null, fault.severity);
    item.append(element("p", `${fault.message} (${fault.rule})`, "message"));
    const place = fault.line ? `${fault.path}:${fault.line}:${fault.column}` : fault.path;
    const where = element(fault.open ? "a" : "p", place);
    if (fault.open) where.href = fault.open;
    item.append(where);
    if (fault.excerpt) item.append(element("pre", fault.excerpt));
    if (fault.help) item.append(element("p", fault.help, "help"));
    items.append(item);
  }
  return items;
}

// --- whose eyes ---

const EYES = { public: "Everyone", panel: "Panel", private: "Only you" };
let eyesOpen = false;

/** What the public does not see of this page, and a way to look with other eyes. */
function looks() {
  const box = element("details", null, "eyes");
  box.open = eyesOpen;
  box.addEventListener("toggle", () => {
    eyesOpen = box.open;
  });
  const many = told.left_out.length;
  const hidden = many ? `, ${many} not public` : "";
  box.append(element("summary", `Preview as: ${EYES[told.audience]}${told.drafts ? ", with drafts" : ""}${hidden}`));
  const label = element("label", "Preview as ");
  const choice = element("select");
  for (const [id, words] of Object.entries(EYES)) {
    const option = element("option", words);
    option.value = id;
    option.selected = id === told.audience;
    choice.append(option);
  }
  label.append(choice);
  const drafts = element("label", " with drafts");
  const switched = element("input");
  switched.type = "checkbox";
  switched.checked = told.drafts;
  drafts.prepend(switched);
  const choose = () => {
    const wish = new URLSearchParams({ token, audience: choice.value, drafts: switched.checked });
    fetch(`${OWN}look?${wish}`, { method: "POST" });
  };
  choice.addEventListener("change", choose);
  switched.addEventListener("change", choose);
  box.append(label, drafts);
  if (many) {
    const list = element("ul");
    for (const { what, reason } of told.left_out) list.append(element("li", `${what}: ${reason}`));
    box.append(element("p", "Not on the public site:"), list);
  }
  return box;
}

function badge() {
  const words = [];
  if (told.errors) words.push(told.errors === 1 ? "1 problem" : `${told.errors} problems`);
  if (told.warnings) words.push(told.warnings === 1 ? "1 warning" : `${told.warnings} warnings`);
  const button = element("button", words.join(", "), "badge");
  button.addEventListener("click", () => {
    closed = false;
    wantsWarnings = true;
    draw();
  });
  return button;
}

/** The tab tells what the page does when it is behind the editor. */
function mark() {
  const sign = !isConnected ? "… " : isBuilding ? "↻ " : told?.errors ? "✗ " : "";
  const title = document.title.replace(/^[✗…↻] /u, "");
  if (document.title !== sign + title) document.title = sign + title;
  document.head.querySelector("link[data-preview]")?.remove();
  if (!sign) return;
  const icon = element("link");
  const colour = !isConnected ? "999" : isBuilding ? "e90" : "d33";
  icon.rel = "icon";
  icon.dataset.preview = "";
  icon.href = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Ccircle cx='4' cy='4' r='3' fill='%23${colour}'/%3E%3C/svg%3E`;
  document.head.append(icon);
}

// --- where words come from ---

const pointer = element("div", null, "origin");
let pointed = null;
let asked = 0;

/** The block that the author points at: the smallest that holds words of its own. */
function blockAt(target) {
  if (!(target instanceof Element) || target === host) return null;
  const block = target.closest("p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, pre, blockquote, figcaption, a, summary");
  return block?.textContent.trim() ? block : null;
}

async function originOf(block) {
  const words = block.textContent.trim().replace(/\s+/g, " ").slice(0, 300);
  const answer = await fetch(`${OWN}origin?${new URLSearchParams({ token, page: location.pathname, words })}`);
  return answer.ok ? answer.json() : null;
}

function unpoint() {
  if (!pointed) return;
  pointed.style.removeProperty("outline");
  if (!pointed.getAttribute("style")) pointed.removeAttribute("style");
  pointed = null;
  pointer.remove();
}

addEventListener("mousemove", async (event) => {
  const block = event.altKey ? blockAt(event.target) : null;
  if (block === pointed) return;
  unpoint();
  if (!block) return;
  pointed = block;
  block.style.setProperty("outline", "2px solid #4a90e2");
  asked += 1;
  const mine = asked;
  const origin = await originOf(block);
  if (mine !== asked || pointed !== block || !origin) return;
  pointer.textContent = origin.place;
  const { left, top } = block.getBoundingClientRect();
  pointer.style.left = `${Math.max(0, left)}px`;
  pointer.style.top = `${Math.max(0, top - 28)}px`;
  shade.append(pointer);
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
    const origin = await originOf(block);
    unpoint();
    if (origin?.open) location.href = origin.open;
  },
  true,
);

listen();
renew();
