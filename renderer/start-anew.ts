/**
 * After a visitor has left, the page itself begins anew: what stood in its memory goes with it, and language, sizes and
 * colours are those of the kiosk again. Not while the host is gone, who serves the page: false then.
 */
import type { Host } from './api.ts';

export async function startAnew(host: Pick<Host, 'call'>): Promise<boolean> {
  const { ok } = await host.call('kiosk:status', {});
  if (!ok) return false;
  try {
    // Where the shell lets nobody write to the clipboard, nobody can paste from it either.
    await navigator.clipboard.writeText('');
  } catch {
    // Nothing was copied there by this page.
  }
  window.location.reload();
  return true;
}
