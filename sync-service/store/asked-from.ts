/**
 * The address from which the request came that is being answered, for the log of what staff do: every line is written deep within
 * the transaction of what was done, and none may forget it. Empty for the command line.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const asked = new AsyncLocalStorage<string>();

export const askedFrom = <T>(address: string, answer: () => T): T => asked.run(address, answer);

/** Null where nobody asked from anywhere. */
export const presentAddress = (): string | null => asked.getStore() ?? null;
