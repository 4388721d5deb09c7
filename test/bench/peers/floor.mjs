import { programs } from '../support/programs.mjs';

/// No server, but what none can beat: see floor.cpp.
export const floor = {
  name: 'floor',
  program: programs.floor,
  servesFiles: false,
  command: ({ port }) => [programs.floor, `${port}`],
};
