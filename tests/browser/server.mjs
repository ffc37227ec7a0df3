// A static web server on loopback that behaves like a plain host: index.html for a folder, a redirect to the
// final slash, 404.html for what is unknown. Files are read on each request, so it may start before the site is built.
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

// Serves the folder `dir` under the path `base`, on a free port.
// `headers` are sent with every file.
export async function serve(dir, base = '/', headers = {}) {
  const root = resolve(dir);

  async function answer(url) {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    if (!path.startsWith(base)) return { status: 404, body: `nothing here: the site lies under ${base}` };
    let file = join(root, path.slice(base.length));
    if (file !== root && !file.startsWith(root + sep)) return { status: 403, body: 'outside the site' };
    const found = await stat(file).catch(() => null);
    if (found?.isDirectory()) {
      if (!path.endsWith('/')) return { status: 301, location: `${encodeURI(path)}/` };
      file = join(file, 'index.html');
    }
    for (const [status, name] of [[200, file], [404, join(root, '404.html')]]) {
      const body = await readFile(name).catch(() => null);
      if (body) return { status, body, type: TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream' };
    }
    return { status: 404, body: 'not found' };
  }

  const server = createServer(async (request, response) => {
    const { status, body, type = 'text/plain', location } = await answer(request.url).catch((error) => ({
      status: 400,
      body: String(error),
    }));
    response.writeHead(status, location ? { location } : { 'content-type': type, 'x-content-type-options': 'nosniff', ...headers });
    response.end(body);
  });
  await new Promise((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: origin + base,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

// A port that nobody listens on, for a program that wants to be told one.
export function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
