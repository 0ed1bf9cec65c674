/** Finds the Python that the sync protocol's second client runs in, and on Debian as root installs its modules. */
import { spawnSync } from 'node:child_process';
import { installDebianPackages } from './debian.ts';

const MODULES = 'socketio, websocket, cryptography, argon2';
const PACKAGES = [
  'python3',
  'python3-socketio',
  'python3-websocket',
  'python3-cryptography',
  'python3-argon2',
];

/** PERRON_PYTHON, else the system's; null when none of them has all modules. */
function findPython(): string | null {
  const candidates = [process.env.PERRON_PYTHON, '/usr/bin/python3', 'python3'];
  const works = (python: string) => spawnSync(python, ['-c', `import ${MODULES}`]).status === 0;
  return candidates.find((python): python is string => python !== undefined && works(python)) ?? null;
}

/** Throws with what to do when nothing helped. */
export function requirePython(): string {
  const found = findPython();
  if (found !== null) return found;
  installDebianPackages(PACKAGES);
  const installed = findPython();
  if (installed !== null) return installed;
  throw new Error(`The Python client needs a python3 with ${MODULES}: install them, or set PERRON_PYTHON.`);
}
