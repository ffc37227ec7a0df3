// Brings a new version of a page into the page that is open.
import { Idiomorph } from "./idiomorph.js";

const KEPT = "leadfolio-preview-open";

/** The number of the site's version in which a file changed, by its path. */
const versions = new Map();

/** Types of scripts that browsers run (HTML Standard, section 4.12.1); `check/content_policy.rs` has the same list. */
const SCRIPT_TYPES = [
  "",
  "application/ecmascript",
  "application/javascript",
  "application/x-ecmascript",
  "application/x-javascript",
  "importmap",
  "module",
  "text/ecmascript",
  "text/javascript",
  "text/x-ecmascript",
  "text/x-javascript",
];

/** Programs of the page; other scripts hold data, which no browser runs, or are of the preview or of a browser's extension. */
const ownScripts = (page) =>
  [...page.scripts].filter(
    ({ type, src }) =>
      SCRIPT_TYPES.includes(type.trim().toLowerCase()) && !/^[a-z-]+-extension:|\/-leadfolio\//.test(src),
  );

/**
 * Whether a page has scripts of its own. A browser runs a script once, and nobody but the script knows what it has made
 * of the page: such a page is reloaded, so that its scripts run on the page that they were written for.
 */
export const hasScripts = (page) => ownScripts(page).length > 0;

/** Reloads the page. The browser keeps what was typed and how far the page was scrolled, but not what was opened. */
export function reloadPage() {
  const open = [...document.querySelectorAll("details[open]")].map(nameOf);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ page: location.pathname, open }));
  } catch {
    // A browser that blocks the data of sites keeps nothing; the page is reloaded all the same.
  }
  location.reload();
}

const nameOf = (details) => details.querySelector("summary")?.textContent ?? "";

/** Opens what was open before the page was reloaded. */
export function restoreOpenDetails() {
  const { page, open } = takeKept();
  if (page !== location.pathname) return;
  for (const details of document.querySelectorAll("details")) details.open ||= open.includes(nameOf(details));
}

function takeKept() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    sessionStorage.removeItem(KEPT);
    return kept;
  } catch {
    return {};
  }
}

export async function morph(page) {
  setVersions(page);
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

// --- files ---

const FILES = "img[src], source[src], video[src], video[poster], audio[src], track[src], embed[src], iframe[src], object[data]";

/** Shows the new version of files that changed. Returns whether the page must be reloaded for one of them. */
export function refreshFiles(changed, number) {
  if (!changed.length) return false;
  for (const path of changed) versions.set(path, number);
  setVersions(document);
  return changed.some(isLoadedByCode);
}

/** A file keeps its address when it changes, so that a browser shows the old one: it is asked for by another address. */
function setVersions(page) {
  for (const element of page.querySelectorAll(FILES)) {
    for (const name of ["src", "poster", "data"]) {
      const path = ownPath(element.getAttribute(name));
      const address = `${path}?preview=${versions.get(path)}`;
      if (versions.has(path) && element.getAttribute(name) !== address) element.setAttribute(name, address);
    }
  }
}

/** The path of an address on this site; `null` for others. */
function ownPath(address) {
  if (address === null || !URL.canParse(address, location.href)) return null;
  const { origin, pathname } = new URL(address, location.href);
  return origin === location.origin ? pathname : null;
}

const ELEMENTS = ["img", "image", "source", "video", "audio", "track", "embed", "iframe", "object"];

/** Whether a script or a style sheet of this page loaded a file, or it is a script: no element can be given a new address. */
const isLoadedByCode = (path) => scriptPaths().includes(path) || pathsLoadedBy((kind) => !ELEMENTS.includes(kind)).includes(path);

/**
 * Whether a script of this page has asked for more of the site, such as the index for a search: that may be another in each
 * version of the site, also where the page is the same.
 */
export function hasFetchedMore() {
  const paths = pathsLoadedBy((kind) => !ELEMENTS.includes(kind) && !["link", "css"].includes(kind));
  const known = scriptPaths();
  return hasScripts(document) && paths.some((path) => !path.startsWith("/-leadfolio/") && !known.includes(path));
}

const scriptPaths = () => ownScripts(document).map((it) => ownPath(it.getAttribute("src")));

/** Paths on this site that were loaded, by who loaded them: an element, `css`, `script`, `fetch` and others. */
const pathsLoadedBy = (isWanted) =>
  performance
    .getEntriesByType("resource")
    .filter(({ initiatorType }) => isWanted(initiatorType))
    .map(({ name }) => ownPath(name))
    .filter((path) => path !== null);
