import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as requestClear } from 'node:http';
import { request as requestSecured } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';

import { eventually } from '../support/eventually.mjs';
import { temporaryFolder } from '../support/folder.mjs';
import { environment, within } from '../support/ranged.mjs';

// Proxies with the configuration files of docs/scaling/. They listen on a Unix socket in a folder of their
// own, in place of the port in the file: so no port can be taken.

const nginx = {
  listen: (socket) => [['listen 80;', `listen unix:${socket};`]],
  wrap: (text, folder) => `
    daemon off; pid ${folder}/pid; error_log stderr; ${process.getuid() === 0 ? 'user root;' : ''}
    events {}
    http {
      access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/temp;
      fastcgi_temp_path ${folder}/1; uwsgi_temp_path ${folder}/2; scgi_temp_path ${folder}/3;
      ${text}
    }`,
  command: (file, folder) => ['nginx', '-p', folder, '-c', file],
};
const cached = (folder) => [['/var/cache/nginx/ranged', `${folder}/cache`]];
const certified = (folder) => [['/etc/ssl/media', `${folder}/media`]];
const haproxy = {
  listen: (socket) => [['bind :80', `bind unix@${socket}`]],
  command: (file) => ['haproxy', '-db', '-q', '-f', file],
};

const varnish = {
  listen: () => [],
  command: (file, folder, socket) => [
    'varnishd', '-F', '-j', 'none', '-n', join(folder, 'varnish'), '-a', socket, '-f', file, '-s', 'malloc,256m',
  ],
};

/// Each in front of one ranged.
export const kinds = {
  'nginx': { ...nginx, file: 'nginx.conf' },
  'nginx-tls': {
    ...nginx, file: 'nginx-tls.conf', secured: true, edit: certified,
    listen: (socket) => [['listen 443 ssl;', `listen unix:${socket} ssl;`]],
  },
  'nginx-cache': { ...nginx, file: 'nginx-cache.conf', edit: cached },
  'nginx-slice-1m': { ...nginx, file: 'nginx-slice.conf', edit: cached },
  'nginx-slice-8m': {
    ...nginx, file: 'nginx-slice.conf', edit: (folder) => [...cached(folder), ['slice 1m;', 'slice 8m;']],
  },
  'varnish': { ...varnish, file: 'varnish.vcl', upstream: (port) => [['"8080"', `"${port}"`]] },
  'haproxy': { ...haproxy, file: 'haproxy.cfg' },
  'haproxy-tls': {
    ...haproxy, file: 'haproxy-tls.cfg', secured: true, edit: certified,
    listen: (socket) => [['bind :443 ssl', `bind unix@${socket} ssl`]],
  },
  'haproxy-cache': {
    ...haproxy, file: 'haproxy-cache.cfg', edit: () => [['max-object-size 1000000', 'max-object-size 20000000']],
  },
  'caddy': {
    file: 'Caddyfile', secured: true,
    listen: (socket) => [['\ttls internal', `\ttls internal\n\tbind unix/${socket}`]],
    wrap: (text) => `{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n${text}`,
    command: (file) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
  },
};

/// In front of several, or of each other: where these are is among the edits.
const others = {
  'haproxy-cluster': { ...haproxy, file: 'haproxy-cluster.cfg', upstream: () => [] },
  'varnish-cluster': { ...varnish, file: 'varnish-cluster.vcl', upstream: () => [] },
  'haproxy-proxy-protocol': {
    ...haproxy, file: 'haproxy-proxy-protocol.cfg', upstream: () => [], introduced: true,
    listen: (socket) => [['bind :80', `bind unix@${socket} accept-proxy`]],
  },
};

/// What `client` says first of a proxy who is told by the PROXY protocol who that is: as another proxy in
/// front of it would.
function introduce(socketPath, { family = 'TCP4', address = '192.0.2.1', port = 50000 } = {}) {
  const socket = connect(socketPath);
  socket.write(`PROXY ${family} ${address} ${address} ${port} 80\r\n`);
  return socket;
}

function certify(folder) {
  const [key, certificate] = [join(folder, 'media.key'), join(folder, 'media.crt')];
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-subj', '/CN=media.example', '-keyout', key, '-out', certificate,
  ], { stdio: 'ignore' });
  writeFileSync(join(folder, 'media.pem'), readFileSync(certificate) + readFileSync(key));
}

export class Proxy {
  /// Starts a proxy of a kind in front of the ranged at `port`, with further edits of its file, and resolves
  /// when it answers.
  static async start(kind, port, edits = []) {
    const what = kinds[kind] ?? others[kind];
    const self = new Proxy();
    self.folder = temporaryFolder();
    const { path } = self.folder;
    chmodSync(path, 0o755);
    self.socket = join(path, 'socket');
    self.secured = what.secured;
    self.introduced = what.introduced;
    if (what.edit === certified) certify(path);
    if (what.edit === cached || what.file.includes('slice')) mkdirSync(join(path, 'cache'));

    let text = readFileSync(new URL(`../../../docs/scaling/${what.file}`, import.meta.url), 'utf8');
    const addresses = what.upstream?.(port) ?? [['127.0.0.1:8080', `127.0.0.1:${port}`]];
    for (const [from, to] of [...what.listen(self.socket), ...addresses, ...what.edit?.(path) ?? [], ...edits]) {
      assert.ok(text.includes(from), `${what.file} does not say ${from}`);
      text = text.replaceAll(from, to);
    }
    const file = join(path, what.file);
    writeFileSync(file, what.wrap?.(text, path) ?? text);

    const [program, ...args] = what.command(file, path, self.socket);
    self.child = spawn(program, args,
      { env: environment({ HOME: path, XDG_DATA_HOME: path, XDG_CONFIG_HOME: path }), stdio: ['ignore', 'pipe', 'pipe'] });
    self.said = '';
    for (const stream of [self.child.stdout, self.child.stderr]) stream.on('data', (octets) => { self.said += octets; });
    self.exited = once(self.child, 'close');
    await eventually(`${kind} answers`, async () => {
      assert.equal(self.child.exitCode, null, `${kind} has ended: ${self.said}`);
      return self.ask('/').then(() => true, () => false);
    });
    return self;
  }

  /// Its answer to a GET; `cut` if it broke off.
  async ask(path, headers = {}, agent = false, client = undefined) {
    const options = { socketPath: this.socket, path, agent, headers: { Host: 'media.example', ...headers } };
    if (this.introduced) {
      Object.assign(options, { agent: undefined, createConnection: () => introduce(this.socket, client) });
    }
    const request = this.secured
      ? requestSecured({ ...options, servername: 'media.example', rejectUnauthorized: false })
      : requestClear(options);
    const answer = async () => {
      const [response] = await once(request.end(), 'response');
      const pieces = [];
      let cut = false;
      try {
        for await (const octets of response) pieces.push(octets);
      } catch {
        cut = true;
      }
      return { status: response.statusCode, fields: response.headers, body: Buffer.concat(pieces), cut };
    };
    return within(20_000, `${path} through the proxy`, answer());
  }

  async stop() {
    if (this.child.exitCode === null) this.child.kill('SIGTERM');
    await within(20_000, 'the end of the proxy', this.exited).finally(() => this.child.kill('SIGKILL'));
    this.folder.remove();
  }
}
