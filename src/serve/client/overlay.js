// What the preview shows over a page: what is wrong with it, and who it is shown for. Everything is set as text: nothing
// that an author or a file says is ever read as HTML.

export const host = document.createElement("leadfolio-preview");
export const shade = host.attachShadow({ mode: "open" });
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
  h3 { font-size: 15px; margin: 14px 0 0; }
  section > details { margin-top: 14px; }
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

// A style element would need leave of the site's content security policy.
const sheet = new CSSStyleSheet();
sheet.replaceSync(LOOK);
shade.adoptedStyleSheets = [sheet];

let told = null;
let refusal = null;
let closed = false;
let wantsWarnings = false;
let isConnected = true;
let isBuilding = false;
let soon = null;

/** Most builds are over before anybody could see a sign of them. */
export function busyWith(is) {
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

export function connected(is) {
  if (is === isConnected) return;
  isConnected = is;
  draw();
}

export function show(state) {
  const news = JSON.stringify([state.faults, state.page]);
  if (!told || news !== JSON.stringify([told.faults, told.page])) closed = false;
  if (told && state.audience + state.drafts !== told.audience + told.drafts) refusal = null;
  told = state;
  if (!state.errors && !state.warnings) wantsWarnings = false;
  draw();
}

/** Says why the server did not do what the author chose. */
export function refuse(reason) {
  refusal = reason;
  closed = false;
  draw();
}

export function element(name, text, className) {
  const made = document.createElement(name);
  if (text != null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function heading() {
  if (!isConnected) return "The preview has stopped. Start it again and this page comes back.";
  if (refusal) return "The preview can't be shown this way.";
  if (!told) return null;
  if (told.errors) {
    return `${countOf(told.errors, "problem", "problems")}. Showing the last working version.`;
  }
  if (told.page === "missing") return "This page no longer exists.";
  if (told.warnings && wantsWarnings) return countOf(told.warnings, "warning", "warnings");
  return null;
}

function draw() {
  const title = closed ? null : heading();
  const parts = [];
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
    refusal = null;
    draw();
  });
  top.append(element("h2", title), close);
  box.append(top);
  if (told?.page === "missing" && !told.errors) {
    const home = element("a");
    home.href = told.home;
    home.textContent = "Go to the home page";
    box.append(home);
  }
  if (refusal) box.append(element("pre", refusal));
  else if (isConnected && told) box.append(...problems());
  return box;
}

/** Errors, those of this page first; warnings apart from them. Other devices and visitors of a proxy get none. */
function problems() {
  if (!told.faults.length && told.page !== "missing") return [element("p", "They are listed in the terminal where the preview was started.")];
  const of = (severity) => told.faults.filter((it) => it.severity === severity);
  const warnings = of("warning");
  if (!told.errors) return grouped(warnings);
  const parts = grouped(of("error"));
  if (warnings.length) {
    const more = element("details");
    more.open = wantsWarnings;
    more.addEventListener("toggle", () => {
      wantsWarnings = more.open;
    });
    more.append(element("summary", countOf(told.warnings, "warning", "warnings")), ...grouped(warnings));
    parts.push(more);
  }
  return parts;
}

const countOf = (count, one, many) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

function grouped(faults) {
  const [own, others] = [faults.filter((it) => it.own), faults.filter((it) => !it.own)];
  if (!own.length) return [list(others)];
  const parts = [element("h3", "On this page"), list(own)];
  if (others.length) parts.push(element("h3", "Elsewhere"), list(others));
  return parts;
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
let choose = () => {};

/** Calls `work` with the audience, and whether drafts are shown, when the author chooses others. */
export function onChoice(work) {
  choose = work;
}

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
  const chosen = () => choose({ audience: choice.value, drafts: switched.checked });
  choice.addEventListener("change", chosen);
  switched.addEventListener("change", chosen);
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
  if (told.errors) words.push(countOf(told.errors, "problem", "problems"));
  if (told.warnings) words.push(countOf(told.warnings, "warning", "warnings"));
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
