/** Installs what the tests need and a fresh Debian machine lacks. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Does nothing unless this is Debian and we are root: elsewhere whoever owns the machine decides. */
export function installDebianPackages(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  const apt = (...words: string[]) =>
    spawnSync('apt-get', words, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
}
