import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { ask } from '../support/ask.mjs';
import { requireModule } from '../support/browsers.mjs';
import { temporaryFolder } from '../support/folder.mjs';
import { Ranged } from '../support/ranged.mjs';

// docs/scaling/kubernetes.yaml keeps to the schemas of Kubernetes, without a field that they do not have, and
// the program takes its flags and answers its probes. It is where the package has it.

const text = readFileSync(new URL('../../../docs/scaling/kubernetes.yaml', import.meta.url), 'utf8');
const objects = requireModule('yaml').parseAllDocuments(text, { strict: true }).map((document) => {
  assert.deepEqual(document.errors, []);
  return document.toJS();
});
const schemas = `${process.env.E2E_MODULES}/node_modules/kubernetes-models/_schemas`;
const schemaOf = ({ apiVersion, kind }) => {
  const [version, group = 'core'] = apiVersion.split('/').reverse();
  const name = `IoK8sApi${[group, version, kind].map((word) => word[0].toUpperCase() + word.slice(1)).join('')}`;
  return requireModule(`${schemas}/${name}.js`).validate;
};

/// The value, which notes in `unread` the paths of its members until somebody has read them: what a validator
/// never looks at is none of its schema's fields.
function watched(value, unread, path = '') {
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([name, member]) => {
    const place = `${path}/${name}`;
    unread.add(place);
    return [name, watched(member, unread, place)];
  });
  const copy = Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
  return new Proxy(copy, {
    get(target, name) {
      unread.delete(`${path}/${String(name)}`);
      return target[name];
    },
  });
}

function faultsOf(object) {
  const unread = new Set();
  const validate = schemaOf(object);
  const isValid = validate(watched(object, unread));
  return [...isValid ? [] : validate.errors.map(({ instancePath, keyword }) => `${instancePath}: ${keyword}`),
    ...[...unread].map((path) => `${path} is no field`)];
}

for (const object of objects) {
  test(`${object.kind} keeps to its schema`, () => assert.deepEqual(faultsOf(object), []));
}

test('a wrong type and a field that does not exist would be noticed', () => {
  const [deployment] = structuredClone(objects);
  const [container] = deployment.spec.template.spec.containers;
  container.readinessProb = container.readinessProbe;
  deployment.spec.replicas = 'three';
  assert.deepEqual(faultsOf(deployment).filter((fault) => !fault.includes('readinessProb/')), [
    '/spec/replicas: type', '/spec/template/spec/containers/0/readinessProb is no field',
  ]);
});

const [{ spec: { selector, template } }, claim, service, budget] = objects;
const [container] = template.spec.containers;
const flag = (name) => container.args.find((arg) => arg.startsWith(`--${name}=`)).split('=')[1];

test('the program is where the package has it', () => {
  assert.deepEqual(container.command, ['/usr/sbin/ranged']);
});

test('what refers to each other fits', () => {
  for (const labels of [selector.matchLabels, service.spec.selector, budget.spec.selector.matchLabels]) {
    assert.deepEqual(labels, template.metadata.labels);
  }
  const [{ name, persistentVolumeClaim }] = template.spec.volumes;
  assert.equal(persistentVolumeClaim.claimName, claim.metadata.name);
  assert.deepEqual(container.volumeMounts, [{ name, mountPath: flag('root'), readOnly: true }]);
  const ports = Object.fromEntries(container.ports.map(({ name, containerPort }) => [name, `${containerPort}`]));
  assert.equal(ports.http, flag('listen').split(':')[1]);
  assert.equal(ports.metrics, flag('metrics').split(':')[1]);
  assert.equal(service.spec.ports[0].targetPort, 'http');
});

test('Kubernetes has the patience that a stop takes', () => {
  const seconds = (name) => Number(/^(\d+)s$/.exec(flag(name))[1]);
  const patience = template.spec.terminationGracePeriodSeconds;
  assert.ok(patience > seconds('drain-delay') + seconds('drain-timeout'));
  const { periodSeconds, failureThreshold } = container.readinessProbe;
  assert.ok(seconds('drain-delay') > periodSeconds * failureThreshold);
});

const folder = temporaryFolder();
let server, metrics;
before(async () => {
  const own = { root: folder.path, listen: '127.0.0.1:0', metrics: '127.0.0.1:0' };
  server = await Ranged.start(container.args.flatMap((arg) => {
    const [name, value] = arg.slice(2).split('=');
    return [`--${name}`, own[name] ?? value];
  }));
  [[, metrics]] = await server.says(/metrics on http:\/\/127\.0\.0\.1:(\d+)/);
});
after(async () => {
  server?.signal('SIGTERM');
  await server?.says(/stopping/);
  await server?.stop(); // a second signal, and --drain-delay is over
  folder.remove();
});

for (const name of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
  test(`the program answers the ${name}`, async () => {
    const { path, port } = container[name].httpGet;
    assert.equal(port, 'metrics');
    assert.equal((await ask(Number(metrics), path)).status, 200);
  });
}
