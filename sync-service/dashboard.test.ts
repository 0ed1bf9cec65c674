/** The dashboard that operators are given asks for nothing that no service tells, and leaves nothing of Perron's own out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestService, type TestService } from './test-support/service.ts';

const dashboard = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })).min(1) })).min(1),
});
const FILE = join(import.meta.dirname, '..', 'build', 'service', 'grafana', 'dashboards', 'perron.json');
const METRIC = /\b(?:perron|process|nodejs)_\w+/g;
/** What a histogram is asked for by. */
const familyOf = (name: string) => name.replace(/^(perron_\w+_seconds)_(bucket|count|sum)$/, '$1');

let service: TestService;
afterEach(() => service.close());

test('every metric on the dashboard is exported, and every one of Perron is on it', async () => {
  service = await startTestService();
  const { panels } = dashboard.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const asked = new Set(
    panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => (expr.match(METRIC) ?? []).map(familyOf))),
  );
  const answer = await fetch(`http://127.0.0.1:${service.service.metricsPort()}/metrics`);
  const told = new Set([...(await answer.text()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
  expect([...asked].filter((name) => !told.has(name))).toEqual([]);
  expect([...told].filter((name) => name?.startsWith('perron_') && !asked.has(name))).toEqual([]);
});
