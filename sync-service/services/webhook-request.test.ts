import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isWebhookUrl, mayReach, post } from './webhook-request.ts';

test.each([
  ['93.184.216.34', true, true, true],
  ['2606:2800:220:1::1', true, true, true],
  ['10.1.2.3', false, true, true],
  ['192.168.1.1', false, true, true],
  ['fd00::1', false, true, true],
  ['::ffff:10.1.2.3', false, true, true],
  ['127.0.0.1', false, false, true],
  ['::1', false, false, true],
  ['::ffff:127.0.0.1', false, false, true],
  ['169.254.169.254', false, false, false],
  ['::ffff:169.254.169.254', false, false, false],
  ['fe80::1', false, false, false],
  ['0.0.0.0', false, false, false],
  ['::', false, false, false],
  ['64:ff9b::7f00:1', false, false, false],
  ['255.255.255.255', false, false, false],
])('%s is reached from networks as far as they say', (address, inPublic, inPrivate, onLoopback) => {
  expect([mayReach(address, 'public'), mayReach(address, 'private'), mayReach(address, 'loopback')]).toEqual([
    inPublic,
    inPrivate,
    onLoopback,
  ]);
});

test.each([
  ['https://platform.example/hooks?a=1', true],
  ['https://platform.example:8443/', true],
  ['http://platform.example/', false],
  ['https://user:secret@platform.example/', false],
  ['https://platform.example/#part', false],
  ['https://127.0.0.1/', false],
  ['https://2130706433/', false],
  ['https://[::1]/', false],
  ['https://[::ffff:7f00:1]/', false],
  ['ftp://platform.example/', false],
  ['nonsense', false],
])('%s can be a webhook’s address: %s', (url, can) => {
  expect(isWebhookUrl(url, 'public')).toBe(can);
});

const send = (url: string, network: 'public' | 'loopback') =>
  post({ url, headers: {}, body: '{}', network, signal: AbortSignal.timeout(5_000) });

test('a name that leads to this machine is found out as it is connected to', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end();
  });
  onTestFinished(() => {
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await send(`https://localhost:${port}/`, 'public')).toBe('address not allowed');
  expect(asked).toBe(0);
  expect(await send(`http://localhost:${port}/`, 'loopback')).toBeNull();
  expect(asked).toBe(1);
});

test('a redirect is not followed, and an endless answer is not read', async () => {
  let elsewhere = 0;
  const server = createServer((request, response) => {
    if (request.url === '/elsewhere') elsewhere += 1;
    if (request.url === '/redirect') {
      response.writeHead(307, { location: '/elsewhere' }).end();
      return;
    }
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await send(`http://127.0.0.1:${port}/redirect`, 'loopback')).toBe('HTTP 307');
  expect(elsewhere).toBe(0);
  expect(await send(`http://127.0.0.1:${port}/endless`, 'loopback')).toBeNull();
});
