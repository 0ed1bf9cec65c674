/** Reads a QR code off the screen as a scanner would: from its pixels. */
import type { Locator } from '@playwright/test';
import jsQR from 'jsqr';

/** Null for what no scanner would read. */
export async function readQr(code: Locator): Promise<string | null> {
  const png = (await code.screenshot()).toString('base64');
  const { data, width, height } = await code.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('the page cannot draw');
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height);
    return { data: [...pixels.data], width: image.width, height: image.height };
  }, png);
  return jsQR.default(Uint8ClampedArray.from(data), width, height)?.data ?? null;
}
