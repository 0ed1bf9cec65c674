/** The line on which the service says that there is news. While it holds, nobody needs to ask again and again. */
import { io, type Socket } from 'socket.io-client';
import {
  NEWS_TOPICS,
  type NewsTopic,
  STAFF_LIVE_PATH,
  STAFF_NAMESPACE,
  type StaffNews,
} from '../../common/contract/staff-live.ts';

export type LiveLine = {
  holds(): boolean;
  /** Hears whenever the line comes or goes; answers how to stop. */
  onChange(changed: () => void): () => void;
  /** Hears of news of these kinds, and when the line holds again after it did not; answers how to stop. */
  onNews(topics: readonly NewsTopic[], heard: () => void): () => void;
};

type Listener = { readonly topics: readonly NewsTopic[]; readonly heard: () => void };

/** `onSignedOut` hears that the session ended elsewhere. `close` is for when it ended here. */
export function openLiveLine({ onSignedOut }: { readonly onSignedOut: () => void }): LiveLine & {
  close(): void;
} {
  const socket: Socket<StaffNews> = io(STAFF_NAMESPACE, {
    path: STAFF_LIVE_PATH,
    transports: ['websocket'],
  });
  const listeners = new Set<Listener>();
  const changes = new Set<() => void>();
  const tell = (topics: readonly NewsTopic[]) => {
    for (const one of listeners) if (one.topics.some((topic) => topics.includes(topic))) one.heard();
  };
  const changed = () => {
    for (const one of changes) one();
  };
  socket.on('connect', () => {
    changed();
    tell(NEWS_TOPICS);
  });
  socket.on('disconnect', changed);
  socket.on('news', tell);
  socket.on('signed-out', onSignedOut);
  return {
    holds: () => socket.connected,
    onChange(listener) {
      changes.add(listener);
      return () => changes.delete(listener);
    },
    onNews(topics, heard) {
      const listener = { topics, heard };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => void socket.disconnect(),
  };
}
