/** The one place that touches the bridge: calls to the host, and what the host last said of itself. */
import type { KioskStatus } from '../common/contract/kiosk/kiosk.ts';
import type { KioskBridge, KioskCall, KioskInput, KioskOutput } from '../common/contract/kiosk-api.ts';
import type { Problem, Success } from '../common/problems.ts';
import { createLoopbackBridge } from './loopback-bridge.ts';

declare global {
  interface Window {
    readonly perron?: KioskBridge;
  }
}

/** No answer came: the host may or may not have done what was asked. */
export type HostGone = { ok: false; problem: 'host-gone' };
export type Failure = Problem | HostGone;
export type Answer<T> = Success<T> | Failure;

/** `status` is the last one known; `reached` says whether the host answers at present. */
export type HostState = { readonly status: KioskStatus | null; readonly reached: boolean };

export type Host = {
  call<C extends KioskCall>(name: C, input: KioskInput<C>): Promise<Answer<KioskOutput<C>>>;
  /** Prints the page as it would look on paper. */
  print(): Promise<Answer<Record<string, never>>>;
  state(): HostState;
  subscribe(listener: () => void): () => void;
  /** Resolves with the first status that arrives while the host is reached again. */
  recovered(): Promise<KioskStatus>;
};

export function connectHost(): Host {
  const listeners = new Set<() => void>();
  let state: HostState = { status: null, reached: true };
  const update = (change: Partial<HostState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  let bridge = window.perron;
  if (bridge === undefined) {
    const loopback = createLoopbackBridge();
    loopback.onReach((reached) => {
      // A reached host is shown as such with its first new status, not before.
      if (!reached) update({ reached });
    });
    bridge = loopback;
  }
  const { call, print, onStatus } = bridge;
  onStatus((status) => update({ status, reached: true }));

  const host: Host = {
    async call(name, input) {
      try {
        return await call(name, input);
      } catch {
        return { ok: false, problem: 'host-gone' };
      }
    },
    print,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    recovered: () =>
      new Promise((resolve) => {
        const stop = host.subscribe(() => {
          if (!state.reached || state.status === null) return;
          stop();
          resolve(state.status);
        });
      }),
  };
  void host.call('kiosk:status', {}).then((answer) => {
    if (answer.ok && state.status === null) update({ status: answer.value, reached: true });
  });
  return host;
}
