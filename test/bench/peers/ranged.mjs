import { programs } from '../support/programs.mjs';

// The cache holds the film that the scenarios ask for, as the page cache does for the others.

export const ranged = {
  name: 'ranged',
  program: programs.ranged,
  version: ['--version'],
  command: ({ content, port }) => [
    programs.ranged, '--root', content, '--listen', `127.0.0.1:${port}`, '--access-log', 'off',
    '--cache-size', '256MiB', '--max-requests', '0',
    '--idle-timeout', '1h', '--send-timeout', '1h', '--drain-timeout', '1s',
  ],
};
