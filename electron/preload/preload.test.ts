import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { KioskBridge } from '../../common/contract/kiosk-api.ts';

const page = new Map<string, KioskBridge>();
const invoked: unknown[][] = [];
const listening = new Map<string, Set<(event: unknown, status: unknown) => void>>();

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (key: string, api: KioskBridge) => page.set(key, api) },
  ipcRenderer: {
    invoke: async (...words: unknown[]) => {
      invoked.push(words);
      return { ok: false, problem: 'not-enrolled' };
    },
    on: (channel: string, listener: () => void) =>
      listening.set(channel, (listening.get(channel) ?? new Set()).add(listener)),
    off: (channel: string, listener: () => void) => listening.get(channel)?.delete(listener),
  },
}));

function bridge(): KioskBridge {
  const found = page.get('perron');
  if (found === undefined) throw new Error('The page has no bridge.');
  return found;
}

describe('what the preload script puts on the page', () => {
  beforeAll(async () => {
    await import('./preload.ts');
  });

  it('is the bridge and nothing else', () => {
    expect([...page.keys()]).toEqual(['perron']);
    expect(Object.keys(bridge()).sort()).toEqual(['call', 'onStatus', 'print', 'shell']);
    expect(bridge().shell).toBe('electron');
  });

  it('sends every call over one channel and passes the answer on', async () => {
    const answer = await bridge().call('facilitator:unlock', { pin: '2468' });
    expect(invoked).toEqual([['perron:call', 'facilitator:unlock', { pin: '2468' }]]);
    expect(answer).toEqual({ ok: false, problem: 'not-enrolled' });
  });

  it('prints over a channel of its own, without any word', async () => {
    invoked.length = 0;
    await bridge().print();
    expect(invoked).toEqual([['perron:print']]);
  });

  it('tells the status without the event that carries ipcRenderer', () => {
    const told: unknown[][] = [];
    const stop = bridge().onStatus((...words) => told.push(words));
    expect([...listening.keys()]).toEqual(['perron:status']);
    for (const tell of listening.get('perron:status') ?? [])
      tell({ sender: 'ipcRenderer' }, { languages: [] });
    expect(told).toEqual([[{ languages: [] }]]);
    expect(stop()).toBeUndefined();
    expect(listening.get('perron:status')?.size).toBe(0);
  });
});
