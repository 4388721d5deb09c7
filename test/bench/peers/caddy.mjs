import { join } from 'node:path';

export const caddy = {
  name: 'caddy',
  program: 'caddy',
  version: ['version'],
  template: 'Caddyfile',
  command: ({ configuration }) => [
    'caddy', 'run', '--config', configuration, '--adapter', 'caddyfile',
  ],
  environment: ({ folder }) => ({
    GOMAXPROCS: '1',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
  }),
};
