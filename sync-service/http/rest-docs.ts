/** The description of the REST API, for programs and for the people who write them; neither needs a token. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { REQUESTS_A_MINUTE } from '../services/api-tokens.ts';
import { type JsonSchema, type OpenApi, type OpenApiOperation, openApi } from './openapi.ts';

export function registerRestDocs(app: FastifyInstance): void {
  const description = openApi();
  const page = docsPage(description);
  const style = readFileSync(path.join(import.meta.dirname, 'rest-docs.css'), 'utf8');
  app.get('/api/v1/openapi.json', (_, reply) => reply.header('cache-control', 'no-cache').send(description));
  app.get('/api/v1/docs', (_, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page),
  );
  app.get('/api/v1/docs.css', (_, reply) =>
    reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(style),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
/** Text in which backticks mark code. */
const prose = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** What a value is, in a few words. */
function typeOf(schema: JsonSchema): string {
  const {
    $ref,
    items,
    enum: values,
    const: value,
    anyOf,
    oneOf,
    additionalProperties,
    format,
    type,
  } = schema;
  if ($ref !== undefined) {
    const id = $ref.split('/').at(-1) ?? '';
    return `<a href="#${escaped(id)}">${escaped(id)}</a>`;
  }
  if (value !== undefined) return `<code>${escaped(JSON.stringify(value))}</code>`;
  if (values !== undefined)
    return values.map((one) => `<code>${escaped(JSON.stringify(one))}</code>`).join(' or ');
  const among = anyOf ?? oneOf;
  if (among !== undefined) return among.map(typeOf).join(' or ');
  if (items !== undefined) return `list of ${typeOf(items)}`;
  if (typeof additionalProperties === 'object') return `${typeOf(additionalProperties)} by language`;
  if (schema.properties !== undefined) return `object${fieldsOf(schema)}`;
  return format ?? String(type ?? 'any');
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : ', may be absent';
    const said = schema.description === undefined ? '' : `: ${prose(schema.description)}`;
    return `<li><code>${escaped(name)}</code> (${typeOf(schema)}${optional})${said}</li>`;
  });
  return `<ul>${rows.join('')}</ul>`;
}

const documentOf = ([id, schema]: [string, JsonSchema]): string => {
  const among = schema.anyOf ?? schema.oneOf;
  const told =
    among === undefined ? fieldsOf(schema) : among.map((one) => `<p>Either:</p>${fieldsOf(one)}`).join('');
  return `<h3 id="${escaped(id)}">${escaped(id)}</h3>${told}`;
};

function routeOf(address: string, operation: OpenApiOperation): string {
  const { operationId, summary, description, security, parameters, responses } = operation;
  const rows = parameters.map(
    ({ name, required, schema, description: said }) =>
      `<tr><th scope="row"><code>${escaped(name)}</code></th><td>${typeOf(schema)}</td><td>${
        required
          ? 'must be given'
          : schema.default === undefined
            ? ''
            : `<code>${escaped(JSON.stringify(schema.default))}</code> where it is not given`
      }</td><td>${said === undefined ? '' : prose(said)}</td></tr>`,
  );
  const [success, ...refusals] = Object.entries(responses);
  const schema = success?.[1].content['application/json']?.schema;
  return `<section aria-labelledby="${operationId}">
<h3 id="${operationId}"><code>GET ${escaped(address)}</code></h3>
<p>${prose(summary)}. Scope: <code>${security[0]?.token.join(', ') ?? ''}</code>.</p>
${description === undefined ? '' : `<p>${prose(description)}</p>`}
${
  rows.length === 0
    ? ''
    : `<table><caption>What to ask for</caption><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Given</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}
<p>Answers ${schema === undefined ? 'a file' : typeOf(schema)}${schema?.properties === undefined ? '.' : ''}</p>
<p>Refusals: ${refusals
    .map(([status, { description: codes }]) => `${status} ${prose(codes)}`)
    .join('; ')}.</p>
</section>`;
}

function docsPage({ info, paths, components }: OpenApi): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Perron: the API</title>
<link rel="stylesheet" href="/api/v1/docs.css">
</head>
<body>
<main>
<h1>Perron: the API</h1>
<p>${prose(info.description)}</p>
<p>The same for programs: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<h2>How to ask</h2>
<p>An administrator makes a token on the staff page, under Accounts. Send it with each request:</p>
<pre><code>curl -H "Authorization: Bearer perron_…" https://…/api/v1/consultations</code></pre>
<p>A list answers <code>items</code> and <code>next</code>; ask again with <code>after</code> set to <code>next</code> until that is null. A refusal answers <a href="#Problem">Problem</a> with its status. A token may ask ${REQUESTS_A_MINUTE} times a minute; one that asks more often gets 429 and the seconds to wait in <code>Retry-After</code>.</p>
<h2>Routes</h2>
${Object.entries(paths)
  .map(([address, { get }]) => routeOf(address, get))
  .join('\n')}
<h2>Webhooks</h2>
<p>Administrators add addresses on the staff page, under Accounts, that are told when something is new: a POST with a <a href="#WebhookMessage">WebhookMessage</a>, signed as the <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> say. It names a document and has no words; ask <a href="#listChanges"><code>/api/v1/changes</code></a> for those.</p>
<h2>Documents</h2>
${Object.entries(components.schemas).map(documentOf).join('\n')}
</main>
</body>
</html>
`;
}
