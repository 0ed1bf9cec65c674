/** What operators start by Compose fits the service: its settings, ports, proxies and health, and the files that are put beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { startTestService, type TestService } from './test-support/service.ts';

const FOLDER = join(import.meta.dirname, '..', 'build', 'service');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const compose = read('compose.yaml');
const balancer = read('haproxy.cfg');
const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, value]) => value ?? '');

/** Of every process: what stands between the top and the list of services. */
const [shared = ''] = compose.split('\nservices:');
const environment = Object.fromEntries(
  [...shared.matchAll(/^ {4}([A-Z_]+): '?([^'\n]+)'?$/gm)].map(([, name, value]) => [name, value]),
);
const config = readConfig(environment);

let service: TestService | null = null;
afterEach(async () => {
  await service?.close();
  service = null;
});

test('the settings of a process are settings that it knows', () => {
  expect(Object.keys(environment)).toHaveLength(7);
  expect(config).toMatchObject({
    storeUrl: environment.STORE,
    keysFolder: environment.PERRON_KEYS,
    secureCookies: true,
    stopDelayMs: 10_000,
    trustedProxies: found(compose, /subnet: ([\d./]+)/g),
    metrics: { host: '0.0.0.0' },
  });
  const [grace] = found(shared, /stop_grace_period: (\d+)s/g);
  expect(Number(grace) * 1_000).toBeGreaterThan(config.stopDelayMs);
  expect(found(compose, /'keys:([\w/-]+)'/g)).toEqual([config.keysFolder, config.keysFolder]);
});

test('the balancer, Prometheus and the image know where processes listen', () => {
  const processes = found(compose, /^ {6}PERRON_[12]: (.+)$/gm);
  expect(processes).toEqual([`perron-1:${config.port}`, `perron-2:${config.port}`]);
  expect(found(read('Dockerfile'), /EXPOSE (\d+)/g)).toEqual([String(config.port)]);
  const [targets = ''] = found(read('prometheus.yml'), /targets: \[(.+)\]/g);
  expect(targets).toBe(`perron-1:${config.metrics?.port}, perron-2:${config.metrics?.port}`);
  const asked = found(balancer, /"\$\{(PERRON_\w+)\}"/g);
  const given = found(compose, /^ {6}(PERRON_\w+):/gm);
  expect(new Set(given)).toEqual(new Set(asked));
});

test('what is mounted is there, save what operators put beside it', () => {
  const mounted = found(compose, /'?\.\/([\w./-]+):\//g);
  expect(mounted.filter((name) => !existsSync(join(FOLDER, name)))).toEqual(['certs']);
});

test('the balancer asks for health where the service tells it', async () => {
  service = await startTestService();
  const [path] = found(balancer, /option httpchk GET (\S+)/g);
  expect((await fetch(`${service.url}${path}`)).status).toBe(200);
});
