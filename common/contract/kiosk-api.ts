/**
 * KioskApi: the one list of calls between the screens and the host. Preload, the IPC handler, the loopback
 * page and the renderer derive from it; adding a call here is what makes it exist everywhere.
 */
import type { z } from 'zod';
import type { Outcome } from '../problems.ts';
import { carryCalls } from './kiosk/carry.ts';
import { contributionCalls } from './kiosk/contributions.ts';
import type { KioskStatus } from './kiosk/kiosk.ts';
import { deviceCalls } from './kiosk/kiosk.ts';
import { participantCalls } from './kiosk/participants.ts';
import { receiptCalls } from './kiosk/receipts.ts';
import { sessionCalls } from './kiosk/sessions.ts';
import { speechCalls } from './kiosk/speech.ts';

export const kioskCalls = {
  ...deviceCalls,
  ...sessionCalls,
  ...participantCalls,
  ...contributionCalls,
  ...receiptCalls,
  ...speechCalls,
  ...carryCalls,
} as const;

export type KioskCall = keyof typeof kioskCalls;
/** What a caller passes, before the schema has made it storable. */
export type KioskInput<C extends KioskCall> = z.input<(typeof kioskCalls)[C]['input']>;
/** What the host receives, after the schema. */
export type KioskParsed<C extends KioskCall> = z.output<(typeof kioskCalls)[C]['input']>;
export type KioskOutput<C extends KioskCall> = z.output<(typeof kioskCalls)[C]['output']>;

export type KioskApi = {
  [C in KioskCall]: (input: KioskInput<C>) => Promise<Outcome<KioskOutput<C>>>;
};

export const isKioskCall = (name: string): name is KioskCall => Object.hasOwn(kioskCalls, name);

/** What the host tells the screens unasked. */
export type KioskEvents = { status: KioskStatus };

/** What a shell puts on the page as `window.perron`: the same over IPC and over loopback. */
export type KioskBridge = {
  /** Which shell runs, for the diagnostics screen. */
  readonly shell: 'electron' | 'browser';
  call<C extends KioskCall>(name: C, input: KioskInput<C>): Promise<Outcome<KioskOutput<C>>>;
  /** Prints the page as it would look on paper, without asking. Problem: `printer-failed`, as far as the shell can tell. */
  print(): Promise<Outcome<Record<string, never>>>;
  /** Returns how to stop listening. */
  onStatus(listener: (status: KioskStatus) => void): () => void;
};
