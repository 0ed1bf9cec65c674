import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { restRoutes } from '../../common/contract/rest-api.ts';
import { openApi } from './openapi.ts';

test('the description is valid OpenAPI 3.1, has every route, and refers to nothing that is not there', async () => {
  const description = openApi();
  const validator = new Validator();
  expect(await validator.validate({ ...description })).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(Object.keys(description.paths)).toEqual(Object.values(restRoutes).map(({ path }) => path));
  const text = JSON.stringify(description);
  const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, id]) => id ?? '');
  expect(new Set(refs).size).toBeGreaterThan(5);
  for (const id of refs) expect(description.components.schemas, id).toHaveProperty(id);
  for (const [id, schema] of Object.entries(description.components.schemas))
    expect(schema, `${id} is told, not referred to`).not.toHaveProperty('$ref');
  expect(text).not.toContain('$defs');
  expect([...text.matchAll(/"\$ref"/g)]).toHaveLength(refs.length);
});

test('a parameter says where it stands, whether it must be given and what it is without it', () => {
  const { paths } = openApi();
  expect(paths['/api/v1/sessions/{sessionId}']?.get.parameters).toMatchObject([
    { name: 'sessionId', in: 'path', required: true, schema: { format: 'uuid' } },
  ]);
  expect(paths['/api/v1/supports']?.get.parameters).toMatchObject([
    { name: 'consultationId', in: 'query', required: true },
    { name: 'targetKind', required: false, schema: { enum: ['idea', 'proposal'], default: 'idea' } },
    { name: 'after', required: false },
    { name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
  ]);
});
