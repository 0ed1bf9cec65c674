/** A TCP relay whose line is long: every byte arrives 50 ms later, in each direction. It knows no protocol. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const ONE_WAY_MS = 50;

const target = new URL(process.argv[2] ?? '');
const open = new Set<Socket>();

/** Timers of one length fire in the order in which they were set, so the bytes keep theirs. */
function pass(from: Socket, to: Socket): void {
  open.add(from);
  from.setNoDelay(true);
  from.on('data', (bytes) => setTimeout(() => to.write(bytes), ONE_WAY_MS));
  from.on('end', () => setTimeout(() => to.end(), ONE_WAY_MS));
  from.on('error', () => to.destroy());
  from.on('close', () => open.delete(from));
}

const server = createServer({ allowHalfOpen: true }, (kiosk) => {
  const service = connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true });
  pass(kiosk, service);
  pass(service, kiosk);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('message', () => {
  server.close();
  for (const socket of open) socket.destroy();
  process.disconnect();
});
