/** A screen's heading, how fresh it is, and its content or why there is none. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../renderer/components/Button.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { fullTime, shortTime } from '../formats.ts';
import type { Live } from '../use-live.ts';
import { Failure } from './Failure.tsx';

/** The first screen after loading leaves the focus where the browser put it. */
let shownBefore = false;

export function Screen<T>({
  title,
  above,
  live,
  children,
}: {
  title: string;
  above?: ReactNode;
  live: Live<T>;
  children: (value: T) => ReactNode;
}) {
  return (
    <>
      <ScreenTop title={title} above={above}>
        <Freshness live={live} />
      </ScreenTop>
      <Content live={live}>{children}</Content>
    </>
  );
}

/** The heading of a screen, in the window's title too; it has the focus when one comes from another screen. */
export function ScreenTop({
  title,
  above,
  children,
}: {
  title: string;
  above?: ReactNode;
  children?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shownBefore) heading.current?.focus();
    shownBefore = true;
  }, []);
  useEffect(() => {
    document.title = `${title} · Perron`;
  }, [title]);
  return (
    <div className="screen-top">
      <div className="screen-heading">
        {above}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </div>
      {children}
    </div>
  );
}

function Freshness({ live }: { live: Live<unknown> }) {
  const { t, i18n } = useTranslation();
  if (live.at === null) return null;
  return (
    <div className="freshness">
      <span className={live.held ? 'held' : 'muted'}>
        {live.held ? <strong>{t('staff:live')}</strong> : null}
        <span className="muted">{t('staff:asOf', { time: fullTime(live.at, i18n.language) })}</span>
      </span>
      <Button look="quiet" busy={live.busy} onPress={live.reload}>
        {t('staff:reload')}
      </Button>
    </div>
  );
}

export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      {t('staff:loading')}
    </p>
  );
}

/** A failed refresh keeps what is shown and says so; only a failed first try leaves nothing to show. */
export function Content<T>({ live, children }: { live: Live<T>; children: (value: T) => ReactNode }) {
  const { t, i18n } = useTranslation();
  if (live.value === null || live.at === null) {
    if (live.failure !== null) return <Failure failure={live.failure} onRetry={live.reload} />;
    return <Loading />;
  }
  return (
    <>
      {live.failure === null ? null : (
        <Notice tone="warning" title={t('staff:stale', { time: shortTime(live.at, i18n.language) })}>
          <p>{t('staff:staleHint')}</p>
        </Notice>
      )}
      {children(live.value)}
    </>
  );
}
