/** Where the two-button switch can stop on the screen as it stands: in reading order, and row by row on the keyboard. */

const CONTEXTS = '.popover, [role="alertdialog"], [role="dialog"]';
const STOPS =
  'button, textarea, input:not([type="radio"]), [role="option"], label.choice-option, .screen-keys';

const isReachable = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
  element.closest('[inert], [aria-disabled="true"], [data-disabled]') === null &&
  !(element instanceof HTMLButtonElement && element.disabled);

/** `row` is the row of keys that was chosen: its keys come next. */
export function stopsOf(page: Document, row: Element | null): HTMLElement[] {
  if (row?.isConnected) return [...row.querySelectorAll<HTMLElement>('.screen-key')];
  // What stands before the screen is answered first; the keyboard stands beside everything.
  const before = [...page.querySelectorAll(CONTEXTS)].filter((one) => one.checkVisibility()).at(-1);
  const roots = before === undefined ? [page.body] : [before, ...page.querySelectorAll('.screen-keyboard')];
  return roots
    .flatMap((root) => [...root.querySelectorAll<HTMLElement>(STOPS)])
    .filter((stop) => !stop.matches('.screen-key') && isReachable(stop));
}

/** As a touch would, without one. */
export function choose(stop: HTMLElement): void {
  if (stop instanceof HTMLTextAreaElement || stop instanceof HTMLInputElement) {
    // The keys on the screen come for who touches a field.
    stop.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
    stop.focus();
    // No finger says where: on behind what is there already.
    stop.setSelectionRange(stop.value.length, stop.value.length);
    stop.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, pointerType: 'touch' }));
  } else {
    stop.click();
  }
}
