import { expect, test } from 'vitest';
import { connect, connectKiosk, enrolDevice, startChain } from '../test-support/kiosk.ts';
import { startTestService } from '../test-support/service.ts';

test('a connection without a proof is closed, a proven one stays', async () => {
  const service = await startTestService();
  const device = await enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
  const kiosk = await connectKiosk({ url: service.url, device, chain: startChain() });
  const { socket } = await connect({ url: service.url });
  await new Promise((resolve) => socket.once('disconnect', resolve));
  expect(await kiosk.pull({ cursor: null, limit: 1 })).toMatchObject({ ok: true });
  kiosk.socket.disconnect();
  await service.close();
});
