// The event stream that the tabs of a browser share: passes on to each what the server says. Its name is the token.

const ports = new Set();
let stream = null;
/** The last number, for a tab that comes later. */
let number = null;

function open() {
  const say = (message) => ports.forEach((port) => port.postMessage(message));
  stream = new EventSource(`/-leadfolio/events?token=${self.name}`);
  stream.onmessage = ({ data }) => {
    number = { kind: "number", data: Number(data) };
    say(number);
  };
  stream.addEventListener("building", ({ data }) => say({ kind: "building", data: data === "true" }));
  stream.onerror = () => {
    const isRefused = stream.readyState === EventSource.CLOSED;
    if (isRefused) close();
    say({ kind: isRefused ? "refused" : "lost" });
  };
}

function close() {
  stream.close();
  stream = null;
  number = null;
}

self.onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data === "close") ports.delete(port);
    if (stream && (ports.size === 0 || data === "reconnect")) close();
    if (!stream && ports.size > 0) open();
  };
  if (!stream) open();
  else if (number) port.postMessage(number);
};
