// The preview's part in a page: hears of changes, brings them in, and says what is wrong.
import { connect } from "./connection.js";
import { connected, onChoice, refuse, setBuilding, setReport, show } from "./overlay.js";
import { hasFetchedMore, hasScripts, reloadPage, morph, restoreOpenDetails, refreshFiles } from "./page.js";
import { followPointer } from "./pointer.js";

const OWN = "/-leadfolio/";
const { token, number, hash: firstHash } = document.querySelector(`script[src="${OWN}client.js"]`).dataset;
let seen = Number(number);
let hash = firstHash;

// --- what the server says ---

function receive({ kind, data }) {
  connected(kind === "number" || kind === "building");
  if (kind === "number" && data !== seen) renew();
  if (kind === "building") setBuilding(data);
  if (kind === "refused") setTimeout(retryConnection, 1000);
}

const GONE = 410;

/** A server that was restarted does not know this page; one that is gone may come back. */
async function retryConnection() {
  const status = await ask().then(({ status }) => status, () => null);
  if (status === null || status >= 500) setTimeout(retryConnection, 1000);
  else if (status === GONE) reloadPage();
  else if (status < 400) reconnect();
}

let pendingUpdate = null;
let again = false;

/** Brings the page up to date; changes that come meanwhile are brought in after it. */
function renew() {
  again = true;
  pendingUpdate ??= (async () => {
    while (again) {
      again = false;
      try {
        const answer = await ask();
        if (answer.ok) await applyState(await answer.json());
      } catch (error) {
        console.warn("leadfolio preview:", error);
      }
    }
    pendingUpdate = null;
  })();
}

const FORBIDDEN = 403;

async function ask() {
  const question = new URLSearchParams({ token, page: location.pathname, since: seen, hash });
  const answer = await fetch(`${OWN}state?${question}`, { cache: "no-store" });
  if (answer.status === FORBIDDEN) {
    connected(true);
    refuse(await answer.text());
  }
  return answer;
}

async function applyState(state) {
  if (state.moved) {
    location.replace(state.moved + location.search + location.hash);
    return;
  }
  const isNew = state.number !== seen;
  if (refreshFiles(state.changed, state.number) || (isNew && hasFetchedMore())) {
    reloadPage();
    return;
  }
  if (state.html !== null) {
    const page = new DOMParser().parseFromString(state.html, "text/html");
    if (hasScripts(document) || hasScripts(page)) {
      reloadPage();
      return;
    }
    await morph(page);
    hash = state.hash;
  }
  seen = state.number;
  show(state);
}

const reconnect = connect(token, receive);

onChoice(async (view) => {
  const answer = await fetch(`${OWN}view?${new URLSearchParams({ token, ...view })}`, { method: "POST" });
  if (!answer.ok) {
    refuse(await answer.text());
    return;
  }
  const current = await ask();
  // What is forbidden was shown already.
  if (!current.ok) return;
  const state = await current.json();
  if (state.audience === view.audience && state.drafts === view.drafts) {
    reconnect();
    renew();
  } else {
    refuse("Your browser did not keep the choice. Allow cookies for this address, and choose again.");
  }
});
renew();
followPointer(token);
setReport(`${OWN}leaving?${new URLSearchParams({ token })}`);
restoreOpenDetails();
