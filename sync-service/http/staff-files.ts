/** The staff page's built files under `/staff/`. Their names carry a hash, save that of the page itself. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'dist', 'staff-page');

export async function registerStaffFiles(
  app: FastifyInstance,
  { folder = FOLDER }: { readonly folder?: string } = {},
): Promise<void> {
  app.get('/', (_, reply) => reply.redirect('/staff/', 302));
  app.get('/staff', (_, reply) => reply.redirect('/staff/', 302));
  if (!existsSync(path.join(folder, 'index.html'))) {
    app.get('/staff/', (_, reply) =>
      reply.code(503).type('text/plain').send('The staff page has not been built: npm run build.'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/staff/',
    cacheControl: false,
    setHeaders(reply, file) {
      const isAsset = path.dirname(file) === path.join(folder, 'assets');
      reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
