// Runs `leadfolio serve` on a portfolio of its own, and edits its files.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { initPortfolio, initSample } from './portfolio.mjs';
import { filesOf } from './site.mjs';

// A folder, and the ways in which editors write into it.
export class Folder {
  constructor(root) {
    this.root = root;
  }

  read = (file) => readFileSync(join(this.root, file), 'utf8');

  write(file, text) {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  // As careful editors save: another file, renamed over the old one.
  save(file, text) {
    this.write(`${file}.4913.new`, text);
    renameSync(join(this.root, `${file}.4913.new`), join(this.root, file));
  }

  edit(file, from, to) {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} does not hold "${from}"`);
    this.save(file, text.replace(from, to));
  }

  remove = (file) => rmSync(join(this.root, file), { recursive: true });
}

// The portfolio that `init` makes.
export class Portfolio extends Folder {
  constructor(binary, root) {
    super(root);
    this.binary = binary;
    initPortfolio(binary, root);
  }

  git(...args) {
    const who = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org'];
    return execFileSync('git', ['-C', this.root, ...who, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }
}

// The same as somebody's own, which may be published: without the marks of the sample, and with a word more in each text
// that would be word for word the sample's.
export function ownPortfolio({ binary, scratch }, kind = 'principal') {
  const root = join(scratch, 'portfolio');
  initSample(binary, root, kind);
  const portfolio = new Folder(root);
  const marks = [
    [/^sample: true\n/gm, ''],
    [/ ?\(fictional\)/g, ''],
    [/[a-z]+-[a-z]+\.example/g, 'portfolio.example'],
    [/\/example"/g, '/someone"'],
    [/Larkmere|Brackenfield|Northshire|Eastmere/g, '$&ton'],
  ];
  for (const file of filesOf(join(root, 'content')).filter((name) => /\.(md|yaml)$/.test(name))) {
    const own = marks.reduce((text, [mark, other]) => text.replace(mark, other), portfolio.read(`content/${file}`));
    portfolio.save(`content/${file}`, own);
  }
  const { stdout } = spawnSync(binary, ['check', '--root', root, '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const remains = JSON.parse(stdout).diagnostics.filter(({ rule }) => rule === 'POR-02');
  // From the end of a file to its start, so that places stay right.
  for (const { path, line, column } of remains.sort((a, b) => b.line - a.line || b.column - a.column)) {
    const lines = portfolio.read(path).split('\n');
    const place = [...lines[line - 1]].slice(0, column - 1).join('').length;
    const end = place + lines[line - 1].slice(place).search(/\s(?=\S)|$/);
    lines[line - 1] = `${lines[line - 1].slice(0, end)} own${lines[line - 1].slice(end)}`;
    portfolio.save(path, lines.join('\n'));
  }
  return { root, portfolio, settings: portfolio.read('content/portfolio.yaml') };
}

// A check that throws leaves its server running: none outlives the suite.
export const running = new Set();
process.on('exit', () => {
  for (const child of running) {
    try {
      child.kill('SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
});

// Starts a preview and waits until it says where it is.
export function preview(portfolio, ...args) {
  const child = spawn(portfolio.binary, ['serve', '--root', portfolio.root, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let log = '';
  const ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (text) => {
      log += text;
      const url = log.match(/http:\/\/127\.0\.0\.1:(\d+)\//);
      if (!url) return;
      const stop = (signal = 'SIGINT') => {
        child.kill(signal);
        return ended;
      };
      resolve({ url: url[0], port: Number(url[1]), stop, log: () => log });
    });
    ended.then(() => reject(new Error(`leadfolio serve ended\n${log}`)));
  });
}

const SCRIPT = /<script type="module" src="\/-leadfolio\/client\.js"[^>]*><\/script>\n/;

// Asks on a connection of its own: one that was kept open may have ended while this process waited for another.
export const once = (address, { headers, ...how } = {}) => fetch(address, { ...how, headers: { ...headers, connection: 'close' } });

// What a preview serves differently from a site that was built, less the script that it adds to pages.
export async function unlike(url, site) {
  const problems = [];
  const look = async (file) => {
    const address = file.replace(/(^|\/)index\.html$/, '$1').split('/').map(encodeURIComponent).join('/');
    const answer = await once(url + address);
    const served = Buffer.from(await answer.arrayBuffer());
    const bare = file.endsWith('.html') ? Buffer.from(served.toString('latin1').replace(SCRIPT, ''), 'latin1') : served;
    if (!bare.equals(Buffer.from(site.bytes(file)))) problems.push(`${url}${address} (${answer.status}) is not what is built`);
  };
  const files = [...site.files.keys()].filter((it) => !it.startsWith('.leadfolio'));
  for (let at = 0; at < files.length; at += 20) await Promise.all(files.slice(at, at + 20).map(look));
  return problems;
}

// Sends bytes as they are and gives back the whole answer; `undefined` when the server closes without one.
export function raw(port, text) {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('close', () => resolve(answer || undefined));
    socket.on('error', () => resolve(answer || undefined));
  });
}

// The status of an answer to a request of one line and these headers.
export async function status(port, target, headers = {}, method = 'GET') {
  const all = { Host: `127.0.0.1:${port}`, Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const answer = await raw(port, `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return { code: Number(answer?.match(/^HTTP\/1\.1 (\d+)/)?.[1]), answer: answer ?? '' };
}
