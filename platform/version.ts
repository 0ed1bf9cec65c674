/** Which Perron this is. */
import manifest from '../package.json' with { type: 'json' };

export const PERRON_VERSION = manifest.version;
