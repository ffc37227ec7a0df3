// What the preview shows over a page: what is wrong with it, and who it is shown for. Everything is set as text: nothing
// that an author or a file says is ever read as HTML.

export const host = document.createElement("leadfolio-preview");
export const shadowRoot = host.attachShadow({ mode: "open" });
document.documentElement.append(host);

const STYLES = `
  :host { all: initial; }
  * { box-sizing: border-box; }
  section, button.badge {
    position: fixed; z-index: 2147483647; font: 15px/1.5 system-ui, sans-serif; color: #f4f1ea; background: #24211d;
    border: 1px solid #57514a; border-radius: 10px; box-shadow: 0 6px 30px #0006;
  }
  section { inset: auto 12px 12px; margin: auto; max-width: 60rem; max-height: min(60vh, 40rem); overflow: auto; padding: 14px 18px; }
  section.error { border-top: 4px solid #ff8a75; }
  button.badge { right: 12px; bottom: 12px; padding: 6px 12px; cursor: pointer; }
  details.view {
    position: fixed; z-index: 2147483646; left: 12px; bottom: 12px; max-width: min(28rem, calc(100vw - 24px)); max-height: 50vh; overflow: auto;
    padding: 6px 12px; font: 13px/1.5 system-ui, sans-serif; color: #f4f1ea; background: #24211dee; border: 1px solid #57514a; border-radius: 10px;
  }
  summary { cursor: pointer; }
  details label { display: inline-block; margin: 8px 12px 0 0; }
  details ul { margin: 4px 0; padding-left: 18px; }
  details li { padding: 2px 0; border: 0; }
  select { font: inherit; }
  div.source { position: fixed; z-index: 2147483647; padding: 2px 8px; font: 12px/1.6 ui-monospace, monospace; color: #f4f1ea; background: #24211d; border-radius: 6px; }
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
  @media print { section, button.badge, details.view { display: none; } }
`;

// A style element would need leave of the site's content security policy.
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);
shadowRoot.adoptedStyleSheets = [sheet];

let state = null;
let refusal = null;
let closed = false;
let wantsWarnings = false;
let isConnected = true;
let isBuilding = false;
let buildTimer = null;

/** Most builds are over before anybody could see a sign of them. */
export function setBuilding(is) {
  clearTimeout(buildTimer);
  isBuilding = false;
  if (is) {
    buildTimer = setTimeout(() => {
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

/** Shows the state that the server sent. */
export function show(next) {
  const summary = ({ diagnostics, page }) => JSON.stringify([diagnostics, page]);
  if (!state || summary(next) !== summary(state)) closed = false;
  if (state && next.audience + next.drafts !== state.audience + state.drafts) refusal = null;
  state = next;
  if (!next.errors && !next.warnings) wantsWarnings = false;
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
  if (!state) return null;
  if (state.errors) {
    return `${countOf(state.errors, "problem", "problems")}. Showing the last working version.`;
  }
  if (state.page === "missing") return "This page no longer exists.";
  if (state.warnings && wantsWarnings) return countOf(state.warnings, "warning", "warnings");
  return null;
}

function draw() {
  const title = closed ? null : heading();
  const parts = [];
  if (state?.has_tools && isConnected) parts.push(viewPanel());
  if (title) parts.push(panel(title));
  else if (state && (state.warnings || state.errors)) parts.push(badge());
  shadowRoot.replaceChildren(...parts);
  mark();
}

function panel(title) {
  const box = element("section", null, state?.errors || !isConnected ? "error" : "warning");
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
  if (state?.page === "missing" && !state.errors) {
    const home = element("a");
    home.href = state.home;
    home.textContent = "Go to the home page";
    box.append(home);
  }
  if (refusal) box.append(element("pre", refusal));
  else if (isConnected && state) box.append(...problems());
  return box;
}

/** Errors, those of this page first; warnings apart from them. */
function problems() {
  if (!state.diagnostics.length && state.page !== "missing") return [element("p", "They are listed in the terminal where the preview was started.")];
  const of = (severity) => state.diagnostics.filter((it) => it.severity === severity);
  const warnings = of("warning");
  if (!state.errors) return grouped(warnings);
  const parts = grouped(of("error"));
  if (warnings.length) {
    const more = element("details");
    more.open = wantsWarnings;
    more.addEventListener("toggle", () => {
      wantsWarnings = more.open;
    });
    more.append(element("summary", countOf(state.warnings, "warning", "warnings")), ...grouped(warnings));
    parts.push(more);
  }
  return parts;
}

const countOf = (count, one, many) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

function grouped(diagnostics) {
  const [own, others] = [diagnostics.filter((it) => it.own), diagnostics.filter((it) => !it.own)];
  if (!own.length) return [list(others)];
  const parts = [element("h3", "On this page"), list(own)];
  if (others.length) parts.push(element("h3", "Elsewhere"), list(others));
  return parts;
}

function list(diagnostics) {
  const items = element("ol");
  for (const diagnostic of diagnostics) {
    const item = element("li", null, diagnostic.severity);
    item.append(element("p", `${diagnostic.message} (${diagnostic.rule})`, "message"));
    const position = diagnostic.line ? `${diagnostic.path}:${diagnostic.line}:${diagnostic.column}` : diagnostic.path;
    const where = element(diagnostic.open ? "a" : "p", position);
    if (diagnostic.open) where.href = diagnostic.open;
    item.append(where);
    if (diagnostic.excerpt) item.append(element("pre", diagnostic.excerpt));
    if (diagnostic.help) item.append(element("p", diagnostic.help, "help"));
    items.append(item);
  }
  return items;
}

// --- the view ---

const AUDIENCE_LABELS = { public: "Everyone", panel: "Panel", private: "Only you" };
let isViewOpen = false;
let reportAddress = "";

/** The address of the page that lists what a deploy would send. */
export function setReport(address) {
  reportAddress = address;
}

let choose = () => {};

/** Calls `work` with the audience, and whether drafts are shown, when the author chooses others. */
export function onChoice(work) {
  choose = work;
}

/** What the public does not see of this page, and a way to choose another view. */
function viewPanel() {
  const box = element("details", null, "view");
  box.open = isViewOpen;
  box.addEventListener("toggle", () => {
    isViewOpen = box.open;
  });
  const many = state.excluded.length;
  const hidden = many ? `, ${many} not public` : "";
  box.append(element("summary", `Preview as: ${AUDIENCE_LABELS[state.audience]}${state.drafts ? ", with drafts" : ""}${hidden}`));
  const label = element("label", "Preview as ");
  const choice = element("select");
  for (const [id, words] of Object.entries(AUDIENCE_LABELS)) {
    const option = element("option", words);
    option.value = id;
    option.selected = id === state.audience;
    choice.append(option);
  }
  label.append(choice);
  const drafts = element("label", " with drafts");
  const switched = element("input");
  switched.type = "checkbox";
  switched.checked = state.drafts;
  drafts.prepend(switched);
  const chosen = () => choose({ audience: choice.value, drafts: switched.checked });
  choice.addEventListener("change", chosen);
  switched.addEventListener("change", chosen);
  box.append(label, drafts);
  if (many) {
    const list = element("ul");
    for (const { what, reason } of state.excluded) list.append(element("li", `${what}: ${reason}`));
    box.append(element("p", "Not on the public site:"), list);
  }
  const report = element("a", "What leaves your computer");
  report.href = reportAddress;
  report.target = "_blank";
  const line = element("p");
  line.append(report);
  box.append(line);
  return box;
}

function badge() {
  const words = [];
  if (state.errors) words.push(countOf(state.errors, "problem", "problems"));
  if (state.warnings) words.push(countOf(state.warnings, "warning", "warnings"));
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
  const sign = !isConnected ? "… " : isBuilding ? "↻ " : state?.errors ? "✗ " : "";
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
