// With and without `aio threads`, which hands sendfile() to a pool of threads so that a slow disk
// stops only those who wait for it.

const command = ({ configuration, folder }) => [
  'nginx', '-p', folder, '-c', configuration, '-e', 'stderr',
];

const variant = (name, aio) => ({
  name,
  program: 'nginx',
  version: ['-v'],
  template: 'nginx.conf',
  command,
  values: () => ({ aio }),
});

export const nginx = variant('nginx', 'off');
export const nginxAio = variant('nginx-aio', 'threads');
