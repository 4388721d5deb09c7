import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { eventually } from '../support/eventually.mjs';
import { temporaryFolder } from '../support/folder.mjs';
import { Ranged } from '../support/ranged.mjs';
import { Proxy } from './proxy.mjs';

// HAProxy says by the PROXY protocol who its client is, in both versions, over TCP and a Unix socket. It has been
// told so itself, by the client: so the addresses can be any.

const folder = temporaryFolder();
const socket = join(folder.path, '.socket');
const clients = [
  { family: 'TCP4', address: '203.0.113.7', port: 4321, peer: '203.0.113.7:4321' },
  { family: 'TCP6', address: '2001:db8::7', port: 65535, peer: '[2001:db8::7]:65535' },
];

let server;
before(async () => {
  folder.write('a.txt', 'a');
  server = await Ranged.start([
    '--root', folder.path, '--listen', 'proxy:127.0.0.1:0', '--listen', `proxy:unix:${socket}`, '--log-level', 'debug',
  ], { addresses: 2 });
});
after(async () => {
  await server?.stop();
  folder.remove();
});

for (const [version, word] of [[1, 'send-proxy'], [2, 'send-proxy-v2']]) {
  for (const way of ['TCP', 'Unix']) {
    describe(`version ${version}, over a socket of ${way}`, () => {
      let proxy, heard;
      before(async () => {
        heard = server.lines.length;
        const address = way === 'TCP' ? `127.0.0.1:${server.port}` : `unix@${socket}`;
        proxy = await Proxy.start('haproxy-proxy-protocol', null, [
          ['127.0.0.1:8081 send-proxy-v2 check', `${address} ${word} check inter 50ms`],
        ]);
      });
      after(() => proxy?.stop());

      for (const client of clients) {
        test(`the access log names a client of ${client.family}`, async () => {
          const target = `/a.txt?${word},${way},${client.family}`;
          const { status, body } = await proxy.ask(target, {}, false, client);
          assert.deepEqual([status, body.toString()], [200, 'a']);
          const { peer } = await eventually('the record', () => server.records.find(({ path }) => path === target));
          assert.equal(peer, client.peer);
        });
      }

      test('the checks of HAProxy are connections like any, and nothing to warn of', async () => {
        const said = () => server.lines.slice(heard);
        await eventually('a check', () => said().some((line) => / closed: peer-/.test(line)));
        assert.deepEqual(said().filter((line) => line.startsWith('ranged: warning')), []);
      });
    });
  }
}
