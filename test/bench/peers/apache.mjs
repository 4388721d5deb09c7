
export const apache = {
  name: 'apache',
  program: 'apache2',
  version: ['-v'],
  template: 'apache.conf',
  command: ({ configuration }) => ['apache2', '-DFOREGROUND', '-f', configuration],
  values: () => ({
    // Started by root, it becomes somebody else.
    user: process.getuid() === 0 ? 'User www-data\nGroup www-data' : '',
  }),
};
