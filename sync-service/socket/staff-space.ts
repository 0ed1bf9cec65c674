/**
 * The Socket.IO side of the staff page, beside that of the kiosks and apart from it: a page that is signed in hears that there
 * is news. By looking at the store when that says that something changed it hears of what another process or the command line did, and a session that ended
 * anywhere ends here.
 */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import {
  HEARS,
  NEWS_TOPICS,
  type NewsTopic,
  STAFF_LIVE_PATH,
  STAFF_NAMESPACE,
  type StaffNews,
} from '../../common/contract/staff-live.ts';
import type { StaffRole } from '../../common/contract/staff-roles.ts';
import { isOwnPage, staffCookie } from '../http/own-page.ts';
import type { Log } from '../log.ts';
import type { StaffAccounts } from '../services/staff-accounts.ts';
import type { NewsMarks } from '../store/news.ts';
import type { Store } from '../store/store.ts';
import { lookWhenTold } from './look-when-told.ts';

type NoEvents = Record<string, never>;
type Signed = { token: string; role: StaffRole };
type StaffSocket = Socket<NoEvents, StaffNews, NoEvents, Signed>;

/** Pages send nothing but what keeps the connection. */
const FRAME_MAX_BYTES = 4_096;
const CONNECT_WITHIN_MS = 10_000;

export function startStaffServer({
  http,
  store,
  accounts,
  online,
  cookies,
  secureCookies,
  log,
}: {
  readonly http: HttpServer;
  readonly store: Store;
  readonly accounts: StaffAccounts;
  /** Ids of the kiosks that are connected to any process. */
  readonly online: () => Promise<ReadonlySet<string>>;
  /** Reads a cookie header. */
  readonly cookies: (header: string) => { readonly [name: string]: string };
  readonly secureCookies: boolean;
  readonly log: Log;
}): { close(): Promise<void> } {
  const io = new Server<NoEvents, StaffNews, NoEvents, Signed>(http, {
    path: STAFF_LIVE_PATH,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: FRAME_MAX_BYTES,
    connectTimeout: CONNECT_WITHIN_MS,
    // The kiosks' server ends what nobody takes.
    destroyUpgrade: false,
    allowRequest: (request, decide) => decide(null, isOwnPage(request.headers)),
  });
  io.use((_, next) => next(new Error(`the namespace is ${STAFF_NAMESPACE}`)));
  const space = io.of(STAFF_NAMESPACE);
  const cookieName = staffCookie(secureCookies);

  space.use(async (socket, next) => {
    try {
      const token = cookies(socket.handshake.headers.cookie ?? '')[cookieName] ?? '';
      const account = token === '' ? null : await accounts.signedIn(token);
      if (account === null) return next(new Error('signed-out'));
      socket.data = { token, role: account.role };
      next();
    } catch (error) {
      log.error({ err: error }, 'could not let a staff page listen');
      next(new Error('internal'));
    }
  });
  /** Sign-out, another password, a closed account, the end of the time: whatever ended it. */
  const endSessions = async (sockets: readonly StaffSocket[]): Promise<void> => {
    const roles = await accounts.signedInAmong(sockets.map(({ data }) => data.token));
    for (const socket of sockets) {
      const role = roles.get(socket.data.token);
      if (role === undefined) {
        socket.emit('signed-out');
        socket.disconnect(true);
      } else socket.data.role = role;
    }
  };

  /** Whoever comes asks for everything first, and needs to hear of what changes after that. */
  let before: Partial<NewsMarks> = {};
  const look = async (): Promise<void> => {
    const sockets = [...space.sockets.values()];
    if (sockets.length === 0) return;
    await endSessions(sockets);
    const marks = await store.news.marks();
    const now = { ...marks, kiosks: `${marks.kiosks} ${[...(await online())].sort().join(' ')}` };
    const news = NEWS_TOPICS.filter((topic) => now[topic] !== before[topic]);
    before = now;
    for (const socket of sockets) {
      const heard = news.filter((topic: NewsTopic) => HEARS[topic]?.(socket.data.role) ?? true);
      if (heard.length > 0) socket.emit('news', heard);
    }
  };
  const looking = lookWhenTold({ look, log });
  const changes = store.changes.watch({ about: 'staff', onChange: looking.tell });
  space.on('connection', (socket) => {
    socket.onAny(() => socket.disconnect(true));
    // What changed while nobody listened was told to nobody.
    looking.tell();
  });

  return {
    async close() {
      await changes.stop();
      await looking.stop();
      space.disconnectSockets(true);
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}
