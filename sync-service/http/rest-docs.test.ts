import { afterAll, beforeAll, expect, test } from 'vitest';
import { restRoutes } from '../../common/contract/rest-api.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { openApi } from './openapi.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

test('the description and the page of documentation are there without a token, and the page needs no script', async () => {
  const description = await fetch(`${service.url}/api/v1/openapi.json`);
  expect(await description.json()).toEqual(JSON.parse(JSON.stringify(openApi())));
  const answer = await fetch(`${service.url}/api/v1/docs`);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
  const page = await answer.text();
  for (const { path, scope } of Object.values(restRoutes)) {
    expect(page).toContain(`GET ${path}`);
    expect(page).toContain(`<code>${scope}</code>`);
  }
  expect(page).not.toMatch(/<script|style="|src=/);
  expect(page.match(/<link [^>]*>/g)).toEqual(['<link rel="stylesheet" href="/api/v1/docs.css">']);
  const ids = new Set([...page.matchAll(/ id="(\w+)"/g)].map(([, id]) => id));
  for (const [, id] of page.matchAll(/href="#(\w+)"/g)) expect(ids, 'a link leads somewhere').toContain(id);
  expect((await fetch(`${service.url}/api/v1/docs.css`)).status).toBe(200);
});
