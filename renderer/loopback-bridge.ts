/**
 * The bridge of the browser shell: calls over HTTP, the status as server-sent events. The same-origin cookie
 * that the shell has set carries the secret.
 */
import type { KioskStatus } from '../common/contract/kiosk/kiosk.ts';
import type { KioskBridge } from '../common/contract/kiosk-api.ts';
import { success } from '../common/problems.ts';

const RETRY_MILLISECONDS = 1_000;

export type LoopbackBridge = KioskBridge & {
  /** Tells whether the host can be reached, whenever that changes. Returns how to stop listening. */
  onReach(listener: (reached: boolean) => void): () => void;
};

export function createLoopbackBridge(): LoopbackBridge {
  const statusListeners = new Set<(status: KioskStatus) => void>();
  const reachListeners = new Set<(reached: boolean) => void>();
  let reached = true;

  const reach = (now: boolean) => {
    if (now === reached) return;
    reached = now;
    for (const listener of reachListeners) listener(now);
  };

  const listen = () => {
    const source = new EventSource('/api/status');
    source.onopen = () => reach(true);
    source.onmessage = ({ data }) => {
      reach(true);
      const status = JSON.parse(String(data)) as KioskStatus;
      for (const listener of statusListeners) listener(status);
    };
    source.onerror = () => {
      // EventSource gives up for good after some answers, so each new try is ours.
      source.close();
      reach(false);
      setTimeout(listen, RETRY_MILLISECONDS);
    };
  };
  listen();

  return {
    shell: 'browser',
    async call(name, input) {
      try {
        const response = await fetch(`/api/call/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        });
        return await response.json();
      } catch (error) {
        reach(false);
        throw error;
      }
    },
    async print() {
      // Of its success the browser tells nothing.
      const over = new Promise((resolve) => window.addEventListener('afterprint', resolve, { once: true }));
      window.print();
      await over;
      return success({});
    },
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    onReach(listener) {
      reachListeners.add(listener);
      return () => reachListeners.delete(listener);
    },
  };
}
