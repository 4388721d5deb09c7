import { userInfo } from 'node:os';

export const h2o = {
  name: 'h2o',
  program: 'h2o',
  version: ['--version'],
  template: 'h2o.conf',
  command: ({ configuration }) => ['h2o', '--mode', 'worker', '--conf', configuration],
  values: () => ({ user: userInfo().username }),
};
