import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { within } from '../support/ranged.mjs';

const requests = 1000;
const atOnce = 8;

/// A request on a connection of its own, sent after `delay` ms; whatever came of it.
async function request(port, delay) {
  const client = connect(port, '127.0.0.1');
  let answer = '';
  client.on('data', (octets) => (answer += octets));
  client.on('error', (error) => (answer += ` ${error.code}`));
  const closed = once(client, 'close');
  if (delay > 0) await once(client, 'connect').then(() => pause(delay), () => {});
  client.end('GET /a.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  await within(20_000, 'the answer', closed);
  return answer;
}

/// Asks for /a.txt, which is "a", all the time while `act` does something, and at least a thousand
/// times; what came where the answer should have been.
export async function lostDuring(port, act) {
  const lost = [];
  let sent = 0;
  let acting = true;
  const clients = Array.from({ length: atOnce }, async () => {
    while (sent < requests || acting) {
      const answer = await request(port, sent++ % 5);
      if (!/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\na$/.test(answer)) lost.push(answer);
      await pause(2);
    }
  });
  await act();
  acting = false;
  await Promise.all(clients);
  return lost;
}
