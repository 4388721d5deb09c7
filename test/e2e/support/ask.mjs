import { once } from 'node:events';
import { request } from 'node:http';

import { within } from './ranged.mjs';

/// The answer to a GET over a port or a Unix socket: its status, fields and octets. On a connection
/// of its own, which is closed when this is done.
export async function ask(where, path, headers = {}) {
  const target =
    typeof where === 'string' ? { socketPath: where } : { host: '127.0.0.1', port: where };
  const asked = request({ ...target, path, headers, agent: false }).end();
  const answer = async () => {
    const [response] = await once(asked, 'response');
    const closed = once(response.socket, 'close');
    const pieces = [];
    for await (const octets of response) pieces.push(octets);
    await closed;
    return { status: response.statusCode, fields: response.headers, body: Buffer.concat(pieces) };
  };
  return within(10_000, 'the answer', answer());
}
