/**
 * What a kiosk signs to prove itself on one connection: the connection's own id, which Engine.IO tells it before its first packet, so
 * that the proof can go with that.
 */
import type { IncomingMessage } from 'node:http';
import type { Server } from 'socket.io';
import { random16 } from '../../platform/crypto.ts';

export type NonceOf = (request: IncomingMessage) => string;

export function connectionNonces({ engine }: Server): NonceOf {
  const nonces = new WeakMap<IncomingMessage, string>();
  engine.generateId = (request: IncomingMessage) => {
    const nonce = random16();
    nonces.set(request, nonce);
    return nonce;
  };
  return (request) => {
    const nonce = nonces.get(request);
    if (nonce === undefined) throw new Error('a connection has a nonce');
    return nonce;
  };
}
