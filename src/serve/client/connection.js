// Hears from the server of every new version of the site.
//
// An event stream keeps a connection, and browsers allow few to a host: all tabs of a browser share the stream of a worker.
// A browser without such workers has a stream in each tab that somebody looks at.

const OWN = "/-leadfolio/";

/**
 * Calls `receive` with `{ kind, data }`, the kind being `number`, `building`, `lost` or `refused`, as long as the page is visible.
 * The result connects again.
 */
export function connect(token, receive) {
  let current = null;
  const open = () => {
    if (!current && !document.hidden) current = openWorker(token, receive, () => (current = openStream(token, receive)));
  };
  const close = () => {
    current?.close();
    current = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pageshow", open);
  addEventListener("pagehide", close);
  open();
  return () => {
    if (current?.reconnect) current.reconnect();
    else {
      close();
      open();
    }
  };
}

function openWorker(token, receive, otherwise) {
  const worker = startWorker(token);
  if (!worker) return openStream(token, receive);
  worker.onerror = otherwise;
  worker.port.onmessage = ({ data }) => receive(data);
  return {
    reconnect: () => worker.port.postMessage("reconnect"),
    close() {
      worker.onerror = null;
      worker.port.onmessage = null;
      worker.port.postMessage("close");
      worker.port.close();
    },
  };
}

/** `null` if the browser has no shared workers, or blocks them together with the data of sites. */
function startWorker(token) {
  try {
    // A server that was restarted has another token, and so gets another worker.
    return new SharedWorker(`${OWN}worker.js`, { name: token });
  } catch {
    return null;
  }
}

function openStream(token, receive) {
  const stream = new EventSource(`${OWN}events?token=${token}`);
  stream.onmessage = ({ data }) => receive({ kind: "number", data: Number(data) });
  stream.addEventListener("building", ({ data }) => receive({ kind: "building", data: data === "true" }));
  stream.onerror = () => receive({ kind: stream.readyState === EventSource.CLOSED ? "refused" : "lost" });
  return stream;
}
