/**
 * After a visitor has left, the page itself begins anew: what stood in its memory goes with it, and language, sizes and
 * colours are those of the kiosk again.
 */
export async function startAnew(): Promise<void> {
  try {
    // Where the shell lets nobody write to the clipboard, nobody can paste from it either.
    await navigator.clipboard.writeText('');
  } catch {
    // Nothing was copied there by this page.
  }
  window.location.reload();
}
