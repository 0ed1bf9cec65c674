/** The flags of Node with which `npm run service` starts the service, so that what is measured is what a city runs. */
import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  scripts: { service: string };
};

/** Between `node` and the file. */
export const SERVICE_FLAGS: readonly string[] = scripts.service.split(' ').slice(1, -1);
