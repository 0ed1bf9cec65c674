/**
 * After a visitor has left, the page itself begins anew: what stood in its memory goes with it, and language, sizes and
 * colours are those of the kiosk again. Not while the host is gone, who serves the page: false then.
 */
import type { Host } from './api.ts';

/** What the new page is told of who left: the number of their card, and the language in which to say it. */
export type Left = { readonly card: number; readonly language: string };

export async function startAnew(host: Pick<Host, 'call'>, left: Left | null = null): Promise<boolean> {
  const { ok } = await host.call('kiosk:status', {});
  if (!ok) return false;
  try {
    // Where the shell lets nobody write to the clipboard, nobody can paste from it either.
    await navigator.clipboard.writeText('');
  } catch {
    // Nothing was copied there by this page.
  }
  window.history.replaceState(left, '');
  window.location.reload();
  return true;
}

/** Told once: whoever opens the page again finds the home screen. */
export function takeLeft(): Left | null {
  const left: Left | null = window.history.state;
  window.history.replaceState(null, '');
  return left;
}
