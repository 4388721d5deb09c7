import { setTimeout as pause } from 'node:timers/promises';

import { atMost } from '../report/targets.mjs';
import { client, holding } from '../support/load.mjs';
import { memory, wakeUps } from '../support/process_tree.mjs';
import { film, smallFile } from './files.mjs';

// What a connection costs that does nothing: memory, and whether the server can sleep.

const peers = ['ranged', 'nginx', 'lighttpd'];

const perConnection = (before, after, connections) => ({
  resident: (after.resident - before.resident) / connections,
  proportional: (after.proportional - before.proportional) / connections,
});

const measures = [
  { name: 'resident', title: 'KiB of resident memory each' },
  { name: 'proportional', title: 'KiB of proportional memory each' },
];

export const stalled = {
  name: 'stalled',
  title: '5,000 connections that ask for a part and never read it',
  peers,
  measures,
  targets: [atMost(4.5, 'resident')],
  file: film,
  measure: ({ file, context, started }) => started({}, async (server) => {
    const connections = context.count(5000, 200);
    // The part they will ask for is in memory before, and so is what serving needs once.
    await client('parts', server, file, { connections: 20, each: 5, at: 0, seconds: 10 });
    const before = memory(server.pid);
    return holding('stalled', server, file, { connections, at: 0 }, async () => {
      await server.quiet();
      return perConnection(before, memory(server.pid), connections);
    });
  }),
};

export const idle = {
  name: 'idle',
  title: '5,000 persistent connections that are idle',
  peers,
  measures: [...measures, { name: 'wakeUps', title: 'wake-ups a second' }],
  targets: [atMost(2, 'resident'), atMost(0, 'wakeUps')],
  file: smallFile,
  measure: ({ file, context, started }) => started({}, async (server) => {
    const connections = context.count(5000, 200);
    await client('small', server, file, { connections: 20, each: 5, seconds: 10 });
    const before = memory(server.pid);
    return holding('idle', server, file, { connections }, async () => {
      await server.quiet();
      const cost = perConnection(before, memory(server.pid), connections);
      const watched = context.seconds(5);
      const woken = wakeUps(server.pid);
      await pause(watched * 1000);
      return { ...cost, wakeUps: (wakeUps(server.pid) - woken) / watched };
    });
  }),
};
