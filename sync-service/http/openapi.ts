/** The REST API in the words of OpenAPI 3.1, made from the list of its routes. */
import { z } from 'zod';
import { API_SCOPES } from '../../common/contract/api-scopes.ts';
import {
  type RestRouteDeclaration,
  restDocuments,
  restProblem,
  restRoutes,
} from '../../common/contract/rest-api.ts';
import { instant, uuid } from '../../common/contract/values.ts';
import { webhookMessage } from '../../common/contract/webhooks.ts';
import type { ProblemCode } from '../../common/problems.ts';
import { statusOf } from './problem-status.ts';

export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
};
export type OpenApiParameter = {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
};
export type OpenApiOperation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly { readonly token: readonly string[] }[];
  readonly parameters: readonly OpenApiParameter[];
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content: Readonly<Record<string, { schema: JsonSchema }>> }
    >
  >;
};
export type OpenApi = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, { readonly get: OpenApiOperation }>>;
  readonly webhooks: object;
  readonly components: {
    readonly securitySchemes: object;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
};

const EVERYWHERE: readonly ProblemCode[] = [
  'input-invalid',
  'token-invalid',
  'scope-missing',
  'rate-limited',
  'internal',
  'storage-full',
  'service-unreachable',
];

const named = z.registry<{ id: string }>();
const DOCUMENTS = { ...restDocuments, WebhookMessage: webhookMessage, Problem: restProblem };
for (const [id, schema] of Object.entries(DOCUMENTS)) named.add(schema, { id });

const COMPONENTS = '#/components/schemas/';

/** What the checks of a schema do not say by themselves. */
const told: z.core.ToJSONSchemaParams = {
  unrepresentable: 'any',
  override: ({ zodSchema, jsonSchema }) => {
    if (zodSchema === uuid) {
      delete jsonSchema.allOf;
      jsonSchema.format = 'uuid';
    }
    if (zodSchema === instant) jsonSchema.description = 'Milliseconds since 1970-01-01T00:00:00Z';
    // Keys may be added to what is answered.
    if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    const description = z.globalRegistry.get(zodSchema)?.description;
    if (description !== undefined) jsonSchema.description = description;
  },
};

const withoutMarks = ({
  $schema: _,
  $id: __,
  $defs: ___,
  ...schema
}: z.core.JSONSchema.JSONSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('#/$defs/', COMPONENTS)) as JsonSchema;

/** Documents that have a name stand in it as references. */
const schemaOf = (schema: z.ZodType): JsonSchema =>
  withoutMarks(z.toJSONSchema(schema, { ...told, metadata: named }));

const components = (): Record<string, JsonSchema> => {
  const { schemas } = z.toJSONSchema(named, { ...told, uri: (id) => COMPONENTS + id });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutMarks(schema)]));
};

const answerOf = (output: z.ZodType): JsonSchema => {
  const id = named.get(output)?.id;
  return id === undefined ? schemaOf(output) : { $ref: COMPONENTS + id };
};

function parametersOf({ path, input }: RestRouteDeclaration): OpenApiParameter[] {
  const { properties = {} } = schemaOf(input);
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    const place = path.includes(`{${name}}`) ? 'path' : 'query';
    const optional = input.shape[name]?.safeParse(undefined).success ?? false;
    return {
      name,
      in: place,
      required: !optional,
      ...(description === undefined ? {} : { description }),
      schema,
    };
  });
}

function responsesOf({ output, problems }: RestRouteDeclaration): OpenApiOperation['responses'] {
  const success: OpenApiOperation['responses'][string] =
    output === null
      ? {
          description: 'The file, streamed',
          content: {
            'text/csv': { schema: { type: 'string' } },
            'application/x-ndjson': { schema: { type: 'string' } },
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
              schema: { type: 'string', format: 'binary' },
            },
          },
        }
      : { description: 'Success', content: { 'application/json': { schema: answerOf(output) } } };
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...EVERYWHERE, ...problems])
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  const refusals = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { 'application/json': { schema: answerOf(restProblem) } },
    },
  ]);
  return { 200: success, ...Object.fromEntries(refusals) };
}

export function openApi(): OpenApi {
  const routes: [string, RestRouteDeclaration][] = Object.entries(restRoutes);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Perron',
      version: '1',
      description: `What a city gathers with its kiosks, for other programs to read. A token has one or more of the scopes ${API_SCOPES.map((scope) => `\`${scope}\``).join(', ')}. Instants are milliseconds since 1970-01-01T00:00:00Z.`,
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      routes.map(([operationId, route]) => [
        route.path,
        {
          get: {
            operationId,
            summary: route.summary,
            ...(route.description === undefined ? {} : { description: route.description }),
            security: [{ token: [route.scope] }],
            parameters: parametersOf(route),
            responses: responsesOf(route),
          },
        },
      ]),
    ),
    webhooks: {
      message: {
        post: {
          operationId: 'webhookMessage',
          summary: 'What an address that administrators added on the staff page is told',
          description:
            'By the Standard Webhooks: `webhook-signature` is `v1,` and the base64 of the HMAC-SHA256 of `webhook-id`, a full stop, `webhook-timestamp`, a full stop and the body, by the bytes that stand in base64 after `whsec_` in the secret. The same `webhook-id` may come twice.',
          security: [],
          parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
            name,
            in: 'header',
            required: true,
            schema: { type: 'string' },
          })),
          requestBody: {
            required: true,
            content: { 'application/json': { schema: answerOf(webhookMessage) } },
          },
          responses: {
            '2XX': {
              description: 'It arrived. Any other answer, and none within 10 seconds, brings it again later.',
            },
            410: { description: 'It is given up.' },
          },
        },
      },
    },
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An administrator makes it on the staff page, under Accounts.',
        },
      },
      schemas: components(),
    },
  };
}
