// Real servers that a site is put to, on loopback: S3 (moto), Azure Blob Storage (Azurite), OpenSSH for SFTP and rsync, and
// an SFTP server that takes a password (AsyncSSH).
import { execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once, running } from './preview.mjs';
import { freePort } from './server.mjs';

const inTarget = (path) => fileURLToPath(new URL(`../../target/${path}`, import.meta.url));
const MOTO = process.env.MOTO || inTarget('moto/bin/moto_server');
const PYTHON_SFTP = inTarget('asyncssh/bin/python');
const AZURITE = fileURLToPath(new URL('node_modules/azurite/dist/src/blob/main.js', import.meta.url));

// Starts a program and waits until its port answers.
async function start(name, port, command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  running.add(child);
  let words = '';
  child.stderr.on('data', (it) => (words += it));
  const failed = new Promise((_, no) => {
    child.once('error', (error) => no(new Error(`${name} did not start: ${error.message}\ntests/run installs it`)));
    child.once('exit', (status) => no(new Error(`${name} ended with ${status}: ${words}`)));
  });
  failed.catch(() => running.delete(child));
  const answers = () =>
    new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true));
      socket.once('error', () => done(false));
      socket.once('connect', () => socket.end());
    });
  const waits = async () => {
    while (!(await answers())) await new Promise((next) => setTimeout(next, 100));
  };
  await Promise.race([waits(), failed]);
  return () => child.kill();
}

export async function startMoto() {
  const port = await freePort();
  const stop = await start('moto', port, MOTO, ['-H', '127.0.0.1', '-p', String(port)]);
  const url = `http://127.0.0.1:${port}`;
  const key = { authorization: 'AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x' };
  const ask = (path, method = 'GET', body) => once(`${url}/site${path}`, { method, headers: key, body });
  await ask('', 'PUT');
  const contents = async () => {
    const keys = [...(await (await ask('?list-type=2&max-keys=1000')).text()).matchAll(/<Key>web\/([^<]+)<\/Key>/g)].map((it) => it[1]);
    const files = new Map();
    for (const name of keys) files.set(name, Buffer.from(await (await ask(`/web/${name}`)).arrayBuffer()));
    return files;
  };
  return { url, ask, contents, add: (path, text) => ask(`/web/${path}`, 'PUT', text), stop };
}

// The account that Azurite's documentation names, with its published key.
const ACCOUNT = 'devstoreaccount1';
export const AZURITE_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export async function startAzurite(folder) {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  const args = [AZURITE, '--blobHost', '127.0.0.1', '--blobPort', String(port), '--location', folder, '--silent', '--skipApiVersionCheck', '--disableTelemetry'];
  const stop = await start('Azurite', port, process.execPath, args);
  const url = `http://127.0.0.1:${port}/${ACCOUNT}`;
  // A request, signed with the key of the account ("Authorize with Shared Key").
  const ask = async (path, method = 'GET', body, query = {}) => {
    const length = body === undefined ? '' : String(Buffer.byteLength(body));
    const own = { 'x-ms-date': new Date().toUTCString(), 'x-ms-version': '2021-08-06' };
    if (body !== undefined) own['x-ms-blob-type'] = 'BlockBlob';
    const type = body === undefined ? '' : 'text/plain';
    const names = Object.keys(own).sort();
    const resource = [`/${ACCOUNT}/${ACCOUNT}${path}`, ...Object.keys(query).sort().map((it) => `${it}:${query[it]}`)].join('\n');
    const words = [method, '', '', length === '0' ? '' : length, '', type, '', '', '', '', '', '', ...names.map((it) => `${it}:${own[it]}`), resource].join('\n');
    const sign = createHmac('sha256', Buffer.from(AZURITE_KEY, 'base64')).update(words, 'utf8').digest('base64');
    const headers = { ...own, authorization: `SharedKey ${ACCOUNT}:${sign}` };
    if (type) headers['content-type'] = type;
    return once(`${url}${path}?${new URLSearchParams(query)}`, { method, headers, body });
  };
  const made = await ask('/site', 'PUT', undefined, { restype: 'container' });
  if (!made.ok) throw new Error(`Azurite makes no container: ${await made.text()}`);
  const contents = async () => {
    const listed = await (await ask('/site', 'GET', undefined, { restype: 'container', comp: 'list' })).text();
    const files = new Map();
    for (const [, name] of listed.matchAll(/<Name>web\/([^<]+)<\/Name>/g)) {
      files.set(name, Buffer.from(await (await ask(`/site/web/${name}`)).arrayBuffer()));
    }
    return files;
  };
  return { url, account: ACCOUNT, ask, contents, add: (path, text) => ask(`/site/web/${path}`, 'PUT', text), stop };
}

// OpenSSH's server, for the user who runs this, with a key; and a folder that stands for a home, with what `ssh` needs.
// `sftp` is 'on', 'off', or 'noisy' where a shell greets everybody before SFTP begins.
export async function startSshd(folder, sftp = 'on') {
  const port = await freePort();
  const home = join(folder, 'home');
  const own = join(home, '.ssh');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const key = (file) => execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  key(join(folder, 'host'));
  key(join(own, 'id_ed25519'));
  key(join(folder, 'other'));
  writeFileSync(join(folder, 'allowed'), readFileSync(join(own, 'id_ed25519.pub')), { mode: 0o600 });
  const server = ['/usr/lib/openssh/sftp-server', '/usr/libexec/openssh/sftp-server', '/usr/libexec/sftp-server'].find((it) => existsSync(it));
  const noisy = join(folder, 'noisy');
  writeFileSync(noisy, `#!/bin/sh\necho Welcome to the school\nexec ${server ?? '/bin/cat'}\n`, { mode: 0o755 });
  const subsystem = { on: `Subsystem sftp ${server ?? 'internal-sftp'}\n`, off: '', noisy: `Subsystem sftp ${noisy}\n` }[sftp];
  writeFileSync(
    join(folder, 'sshd_config'),
    `Port ${port}\nListenAddress 127.0.0.1\nHostKey ${folder}/host\nAuthorizedKeysFile ${folder}/allowed\nPidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\nMaxStartups 100\n${subsystem}`,
  );
  const stop = await start('sshd', port, '/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'sshd_config')]);
  const known = (file) => {
    const [kind, text] = readFileSync(file, 'utf8').split(' ');
    return `[127.0.0.1]:${port} ${kind} ${text}\n`;
  };
  const trust = (what) => writeFileSync(join(own, 'known_hosts'), what === 'nobody' ? '' : known(join(folder, what === 'other' ? 'other.pub' : 'host.pub')));
  trust('host');
  // The program `ssh` looks into the home folder of the user, whatever the environment says.
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F none -o UserKnownHostsFile="${own}/known_hosts" -o GlobalKnownHostsFile=none -o IdentitiesOnly=yes -i "\${LEADFOLIO_TEST_KEY:-${own}/id_ed25519}" "$@"\n`);
  chmodSync(join(bin, 'ssh'), 0o755);
  const env = { ...process.env, HOME: home, PATH: `${bin}:${process.env.PATH}` };
  delete env.SSH_AUTH_SOCK;
  return { port, user: userInfo().username, home, env, trust, otherKey: join(folder, 'other'), stop };
}

// An SFTP server that takes a password, and shows its key to the home folder.
export async function startPasswordSftp(folder, home, user, password) {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  const program = `
import asyncio, asyncssh, sys
class Server(asyncssh.SSHServer):
    def begin_auth(self, user): return True
    def password_auth_supported(self): return True
    def validate_password(self, user, password): return (user, password) == ("${user}", sys.argv[2])
async def main():
    key = asyncssh.generate_private_key("ssh-ed25519")
    open(sys.argv[3], "a").write("[127.0.0.1]:${port} " + key.export_public_key().decode())
    await asyncssh.create_server(Server, "127.0.0.1", ${port}, server_host_keys=[key], sftp_factory=lambda it: asyncssh.SFTPServer(it, chroot=sys.argv[1]))
    await asyncio.Event().wait()
asyncio.run(main())
`;
  const stop = await start('AsyncSSH', port, PYTHON_SFTP, ['-c', program, folder, password, join(home, '.ssh/known_hosts')]);
  return { port, stop };
}
