// Hosts that run nowhere but at their owners, as far as a deploy asks them. They are written from the public documentation,
// not from the hosts themselves:
//   GitHub      https://docs.github.com/en/rest/git, /rest/pages, /rest/repos/contents
//   Netlify     https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/ (file digest method)
//   Cloudflare  https://developers.cloudflare.com/api/resources/pages/, and what `wrangler pages deploy` sends
//   Google      https://cloud.google.com/storage/docs/xml-api/overview (generations as preconditions)
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

// Answers by the first pattern that fits: `METHOD path`. What is asked is counted. Some answers are "I have no time".
async function double(routes, { token, busy = 0 }) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    try {
      for await (const part of request) parts.push(part);
    } catch {
      return; // A run was killed while it sent: nobody waits for an answer.
    }
    const body = Buffer.concat(parts);
    const url = new URL(request.url, 'http://double');
    const line = `${request.method} ${decodeURIComponent(url.pathname)}`;
    asked.push(line);
    const send = (status, value, headers = {}) => {
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value ?? null));
      response.writeHead(status, { 'content-length': bytes.length, ...headers });
      response.end(request.method === 'HEAD' ? undefined : bytes);
    };
    const route = routes.find(([pattern]) => pattern.test(line));
    if (!route) return send(404, { message: 'Not Found' });
    const [pattern, answer, open] = route;
    if (!open && request.headers.authorization !== `Bearer ${token}` && request.headers.authorization !== 'Bearer jwt') return send(401, { message: 'Bad credentials' });
    if (busy > 0 && asked.length % 7 === 0) {
      busy -= 1;
      return send(503, { message: 'no time' });
    }
    const json = () => JSON.parse(body.toString() || 'null');
    try {
      await answer({ match: line.match(pattern), url, body, json, send, headers: request.headers });
    } catch (error) {
      send(500, { message: String(error) });
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, asked, stop: () => server.close() };
}

const id = () => randomBytes(20).toString('hex');

export async function startGithub(token) {
  const blobs = new Map();
  const trees = new Map();
  const commits = new Map();
  const refs = new Map();
  let pages = null;
  const keep = (bytes) => {
    const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    blobs.set(sha, bytes);
    return sha;
  };
  const commit = (files, parents) => {
    const [tree, sha] = [id(), id()];
    trees.set(tree, files);
    commits.set(sha, { tree, parents });
    return sha;
  };
  const R = '/repos/me/site';
  const routes = [
    [new RegExp(`^GET ${R}$`), ({ send }) => send(200, { full_name: 'me/site' })],
    [new RegExp(`^GET ${R}/git/ref/heads/(.+)$`), ({ match, send }) =>
      refs.size === 0 ? send(409, { message: 'Git Repository is empty.' }) : refs.has(match[1]) ? send(200, { object: { sha: refs.get(match[1]) } }) : send(404, { message: 'Not Found' })],
    [new RegExp(`^GET ${R}/git/matching-refs/heads/$`), ({ send }) =>
      refs.size === 0 ? send(409, { message: 'Git Repository is empty.' }) : send(200, [...refs.keys()].map((name) => ({ ref: `refs/heads/${name}` })))],
    [new RegExp(`^PUT ${R}/contents/(.+)$`), ({ match, json, send }) => {
      refs.set('main', commit(new Map([[match[1], keep(Buffer.from(json().content, 'base64'))]]), []));
      send(201, {});
    }],
    [new RegExp(`^GET ${R}/git/commits/(.+)$`), ({ match, send }) => send(200, { message: commits.get(match[1]).message ?? 'Mine', tree: { sha: commits.get(match[1]).tree } })],
    [new RegExp(`^GET ${R}/git/trees/(.+)$`), ({ match, send }) =>
      send(200, { truncated: false, tree: [...trees.get(match[1])].map(([path, sha]) => ({ path, sha, type: 'blob', mode: '100644' })) })],
    [new RegExp(`^GET ${R}/git/blobs/(.+)$`), ({ match, send }) =>
      send(200, { encoding: 'base64', content: blobs.get(match[1]).toString('base64').replace(/.{60}/g, '$&\n') })],
    [new RegExp(`^POST ${R}/git/blobs$`), ({ json, send }) =>
      refs.size === 0 ? send(409, { message: 'Git Repository is empty.' }) : send(201, { sha: keep(Buffer.from(json().content, 'base64')) })],
    [new RegExp(`^POST ${R}/git/trees$`), ({ json, send }) => {
      const { base_tree: base, tree } = json();
      if (refs.size === 0) return send(409, { message: 'Git Repository is empty.' });
      const files = new Map(base ? trees.get(base) : []);
      for (const { path, sha, content } of tree) {
        if (sha === null) {
          if (!files.delete(path)) return send(422, { message: 'GitRPC::BadObjectState' });
        } else files.set(path, content === undefined ? sha : keep(Buffer.from(content)));
      }
      const sha = id();
      trees.set(sha, files);
      send(201, { sha });
    }],
    [new RegExp(`^POST ${R}/git/commits$`), ({ json, send }) => {
      const sha = id();
      commits.set(sha, json());
      send(201, { sha });
    }],
    [new RegExp(`^PATCH ${R}/git/refs/heads/(.+)$`), ({ match, json, send }) => {
      const { sha, force } = json();
      if (force || !commits.get(sha).parents.includes(refs.get(match[1]))) return send(422, { message: 'Update is not a fast forward' });
      refs.set(match[1], sha);
      send(200, {});
    }],
    [new RegExp(`^POST ${R}/git/refs$`), ({ json, send }) => {
      const name = json().ref.replace('refs/heads/', '');
      if (refs.has(name)) return send(422, { message: 'Reference already exists' });
      refs.set(name, json().sha);
      send(201, {});
    }],
    [new RegExp(`^GET ${R}/pages$`), ({ send }) => (pages ? send(200, pages) : send(404, { message: 'Not Found' }))],
    [new RegExp(`^POST ${R}/pages$`), ({ json, send }) => {
      pages = { html_url: 'https://me.example/site/', build_type: json().build_type, source: json().source };
      send(201, pages);
    }],
  ];
  const host = await double(routes, { token, busy: 3 });
  const contents = () => {
    const tip = refs.get('gh-pages');
    return new Map(tip ? [...trees.get(commits.get(tip).tree)].map(([path, sha]) => [path, blobs.get(sha)]) : []);
  };
  const add = (path, text) => {
    const tip = refs.get('gh-pages');
    const files = new Map(tip ? trees.get(commits.get(tip).tree) : []);
    refs.set('gh-pages', commit(files.set(path, keep(Buffer.from(text))), tip ? [tip] : []));
  };
  return { ...host, contents, add, history: () => commits.size };
}

export async function startNetlify(token) {
  const bytes = new Map();
  const deploys = new Map();
  let published = null;
  const sha1 = (it) => createHash('sha1').update(it).digest('hex');
  const S = '/api/v1/sites/(?:me\\.netlify\\.app|site-id)';
  const host = {};
  const files = () => (published ? deploys.get(published).files : {});
  const ready = (name) => {
    const deploy = deploys.get(name);
    deploy.required = deploy.required.filter((it) => !bytes.has(it));
    if (deploy.required.length === 0) published = name;
    return { id: name, state: deploy.required.length === 0 ? 'ready' : 'uploading', required: deploy.required };
  };
  const routes = [
    [new RegExp(`^GET ${S}$`), ({ send }) =>
      send(200, { id: 'site-id', ssl_url: 'https://me.example', published_deploy: published && { id: published, title: deploys.get(published).title, deploy_ssl_url: `${host.url}/seen/${published}` } })],
    [new RegExp(`^GET ${S}/files$`), ({ url, send }) => {
      const from = (Number(url.searchParams.get('page')) - 1) * 100;
      send(200, Object.entries(files()).slice(from, from + 100).map(([path, sha]) => ({ id: path, path, sha })));
    }],
    [new RegExp(`^POST ${S}/deploys$`), ({ json, url, send }) => {
      const name = id();
      deploys.set(name, { title: url.searchParams.get('title'), files: json().files, required: [...new Set(Object.values(json().files))] });
      send(200, ready(name));
    }],
    [/^PUT \/api\/v1\/deploys\/(\w+)\/files\/(.+)$/, ({ match, body, send }) => {
      if (deploys.get(match[1]).files[`/${match[2]}`] !== sha1(body)) return send(422, { message: 'another file was promised' });
      bytes.set(sha1(body), body);
      send(200, {});
    }],
    [/^GET \/api\/v1\/deploys\/(\w+)$/, ({ match, send }) => send(200, ready(match[1]))],
    [/^GET \/seen\/(\w+)\/(.+)$/, ({ match, send }) => send(200, bytes.get(deploys.get(match[1]).files[`/${match[2]}`])), true],
  ];
  Object.assign(host, await double(routes, { token, busy: 3 }));
  const add = (path, text) => {
    bytes.set(sha1(text), Buffer.from(text));
    const name = id();
    deploys.set(name, { files: { ...files(), [`/${path}`]: sha1(text) }, required: [] });
    published = name;
  };
  const contents = () => new Map(Object.entries(files()).map(([path, sha]) => [path.slice(1), bytes.get(sha)]));
  return Object.assign(host, { add, contents });
}

export async function startCloudflare(token) {
  const assets = new Map();
  const deployments = new Map();
  let shown = null;
  const host = {};
  const P = '/accounts/acct/pages/projects/me';
  const fine = (result) => ({ success: true, errors: [], messages: [], result });
  const routes = [
    [new RegExp(`^GET ${P}$`), ({ send }) => send(200, fine({ name: 'me', subdomain: 'me.example', canonical_deployment: shown && { id: shown, url: `${host.url}/seen/${shown}`, deployment_trigger: { metadata: { commit_message: deployments.get(shown).message } } } }))],
    [new RegExp(`^GET ${P}/upload-token$`), ({ send }) => send(200, fine({ jwt: 'jwt' }))],
    [/^POST \/pages\/assets\/check-missing$/, ({ json, send }) => send(200, fine(json().hashes.filter((it) => !assets.has(it))))],
    [/^POST \/pages\/assets\/upload$/, ({ json, send }) => {
      for (const { key, value, metadata } of json()) assets.set(key, { bytes: Buffer.from(value, 'base64'), type: metadata.contentType });
      send(200, fine(null));
    }],
    [/^POST \/pages\/assets\/upsert-hashes$/, ({ send }) => send(200, fine(null))],
    [new RegExp(`^POST ${P}/deployments$`), async ({ body, headers, send }) => {
      const form = await new Response(body, { headers: { 'content-type': headers['content-type'] } }).formData();
      const manifest = JSON.parse(form.get('manifest'));
      const missing = Object.values(manifest).filter((it) => !assets.has(it));
      if (missing.length > 0) return send(400, { success: false, errors: [{ code: 8000000, message: `missing ${missing[0]}` }] });
      shown = id();
      deployments.set(shown, { manifest, headers: form.get('_headers'), message: form.get('commit_message') });
      send(200, fine({ id: shown }));
    }],
    [/^GET \/seen\/(\w+)\/(.*)$/, ({ match, send }) => {
      const key = deployments.get(match[1]).manifest[`/${match[2].replace(/(^|\/)$/, '$1index.html')}`];
      return key ? send(200, assets.get(key).bytes) : send(404, Buffer.from('<!doctype html>nothing'));
    }, true],
  ];
  Object.assign(host, await double(routes, { token, busy: 3 }));
  const contents = () => {
    const { manifest = {}, headers } = deployments.get(shown) ?? {};
    const files = new Map(Object.entries(manifest).map(([path, key]) => [path.slice(1), assets.get(key).bytes]));
    return headers ? files.set('_headers', Buffer.from(headers)) : files;
  };
  // As somebody's own deployment, with the other files as they are.
  const edit = (path, text) => {
    const { manifest, headers } = deployments.get(shown);
    shown = id();
    assets.set(shown, { bytes: Buffer.from(text), type: 'text/html' });
    deployments.set(shown, { manifest: { ...manifest, [`/${path}`]: shown }, headers, message: 'Mine' });
  };
  return Object.assign(host, { contents, edit });
}

export async function startGoogle(token) {
  const objects = new Map();
  let generation = 0;
  const refuse = (send, status, code) => send(status, Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`));
  const routes = [
    [/^PUT \/site\/(.+)$/, ({ match, body, headers, send }) => {
      const wanted = headers['x-goog-if-generation-match'];
      const there = objects.get(match[1])?.generation ?? 0;
      if (wanted !== undefined && Number(wanted) !== there) return refuse(send, 412, 'PreconditionFailed');
      generation += 1;
      objects.set(match[1], { bytes: body, generation, type: headers['content-type'], cache: headers['cache-control'] });
      send(200, Buffer.alloc(0), { etag: `"${generation}"`, 'x-goog-generation': generation });
    }],
    [/^GET \/site\/?$/, ({ url, send }) => {
      const prefix = url.searchParams.get('prefix') ?? '';
      const found = [...objects].filter(([name]) => name.startsWith(prefix));
      const lines = found.map(([Key, { bytes, generation }]) => `<Contents><Key>${Key}</Key><Size>${bytes.length}</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"${generation}"</ETag></Contents>`);
      send(200, Buffer.from(`<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated>${lines.join('')}</ListBucketResult>`));
    }],
    [/^(?:GET|HEAD) \/site\/(.+)$/, ({ match, send }) => {
      const found = objects.get(match[1]);
      if (!found) return refuse(send, 404, 'NoSuchKey');
      send(200, found.bytes, { etag: `"${found.generation}"`, 'x-goog-generation': found.generation, 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT', 'content-type': found.type });
    }],
    [/^DELETE \/site\/(.+)$/, ({ match, send }) => (objects.delete(match[1]) ? send(204, Buffer.alloc(0)) : refuse(send, 404, 'NoSuchKey'))],
    [/^\w+ \/(?!site)/, ({ send }) => refuse(send, 404, 'NoSuchBucket')],
  ];
  // The keys of Google are signed by its own service, which nothing here stands for: everybody is let in.
  const host = await double(routes.map((it) => [...it, true]), { token });
  const add = (path, text) => objects.set(`web/${path}`, { bytes: Buffer.from(text), generation: (generation += 1), type: 'text/plain' });
  const contents = () => new Map([...objects].map(([name, it]) => [name.replace(/^web\//, ''), it.bytes]));
  return { ...host, add, contents };
}
