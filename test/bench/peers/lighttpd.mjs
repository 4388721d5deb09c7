export const lighttpd = {
  name: 'lighttpd',
  program: 'lighttpd',
  version: ['-v'],
  template: 'lighttpd.conf',
  command: ({ configuration }) => ['lighttpd', '-D', '-f', configuration],
};
