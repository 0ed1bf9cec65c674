/** Whose request it is: the peer's, or that of whom a trusted proxy names (X-Forwarded-For). Limits count by it. */
import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';

export type AddressOf = (request: IncomingMessage) => string;

/** `trusted` are addresses and networks in CIDR notation; what anybody else says of another address is not believed. */
export function clientAddress(trusted: readonly string[]): AddressOf {
  const isTrusted = proxyAddress.compile([...trusted]);
  return (request) => proxyAddress(request, isTrusted);
}
