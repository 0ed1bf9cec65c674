/** All that is kept of one person: what they said as it stands, and every record as it came; to print, and as a file. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldPersonRecord, PersonRecord } from '../../../../common/contract/staff/person.ts';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { type Outcome, success } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { exactTime } from '../../formats.ts';
import { openSealed } from '../../personal-data-key.ts';
import { saveFile } from '../../save-file.ts';
import { Detail } from '../Detail.tsx';
import { OfficialAnswer } from '../moderation/OfficialAnswer.tsx';
import { KeyPanel } from './KeyPanel.tsx';

/** What was in the seal of a record, by its place in the list; null where another key opens it. */
type Opened = ReadonlyMap<number, unknown>;
type Kept = StaffOutput<'openPerson'>;

const sealedIn = ({ payload }: Pick<PersonRecord, 'payload'>): string | null =>
  typeof payload?.sealed === 'string' ? payload.sealed : null;

export function KeptOfPerson({ kept, onClose }: { kept: Kept; onClose: () => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { participantId, contributions, records, held } = kept;
  const all = [...records, ...held];
  const open = async (identity: string): Promise<Outcome<Opened>> => {
    const found = new Map<number, unknown>();
    for (const [nth, record] of all.entries()) {
      const sealed = sealedIn(record);
      if (sealed !== null) found.set(nth, await openSealed(sealed, identity));
    }
    return success(found);
  };
  const save = () => {
    const withOpened = all.map((record, nth) =>
      opened?.has(nth) ? { ...record, opened: opened.get(nth) } : record,
    );
    const content = {
      participantId,
      contributions,
      records: withOpened.slice(0, records.length),
      held: withOpened.slice(records.length),
      notes: [t('person:heldHint'), t('person:limits')],
    };
    saveFile({
      file: new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }),
      name: `perron-person-${participantId}.json`,
    });
  };
  return (
    <>
      <div className="row no-print">
        <Button look="primary" onPress={save}>
          {t('person:save')}
        </Button>
        <Button onPress={() => window.print()}>{t('person:print')}</Button>
        <Button look="quiet" onPress={onClose}>
          {t('person:close')}
        </Button>
      </div>
      {opened === null && all.some((record) => sealedIn(record) !== null) ? (
        <KeyPanel
          title={t('person:keyTitle')}
          hint={t('person:keyHint')}
          action={t('person:unseal')}
          open={open}
          onOpened={setOpened}
        />
      ) : null}
      <h2>{t('person:said')}</h2>
      {contributions.length === 0 ? <p className="empty">{t('person:nothingSaid')}</p> : null}
      <ol className="contribution-list">
        {contributions.map((said) => (
          <li key={said.id} className="contribution">
            <p className="muted">
              {t(`staff:kind.${said.kind}`)} · {t(`staff:state.${said.state}`)}
              {said.timing === null ? null : ` · ${t(`moderation:timing.${said.timing}`)}`}
            </p>
            {said.title === null ? null : (
              <h3 lang={said.language ?? undefined} dir="auto">
                {said.title}
              </h3>
            )}
            {said.words === null ? null : (
              <p lang={said.language ?? undefined} dir="auto">
                {said.words}
              </p>
            )}
            {said.reason === null ? null : (
              <p>{t('feedback:refused', { reason: t(`answer:reason.${said.reason}`) })}</p>
            )}
            {said.answer === null ? null : <OfficialAnswer answer={said.answer} />}
          </li>
        ))}
      </ol>
      <h2>{t('person:records')}</h2>
      <p className="muted">{t('person:recordsHint')}</p>
      <ol className="contribution-list">
        {records.map((record, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes once it is here.
          <li key={nth} className="contribution">
            <Recorded record={record} inside={opened?.get(nth)} />
          </li>
        ))}
      </ol>
      {held.length === 0 ? null : (
        <>
          <h2>{t('person:held')}</h2>
          <p className="muted">{t('person:heldHint')}</p>
          <ol className="contribution-list">
            {held.map((record, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes once it is here.
              <li key={nth} className="contribution">
                <Recorded record={record} inside={opened?.get(records.length + nth)} />
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="muted">{t('person:limits')}</p>
    </>
  );
}

/** Each value with the names that lead to it; what is sealed is told as its length alone. */
function factsOf(value: unknown, path: readonly string[] = []): (readonly [string, string])[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) =>
      factsOf(inner, [...path, /^\d+$/.test(name) ? String(Number(name) + 1) : name]),
    );
  const text = path.at(-1) === 'sealed' ? `(${String(value).length})` : String(value ?? '–');
  return [[path.join(' · '), text]];
}

function Facts({ of }: { of: unknown }) {
  return (
    <dl className="kept-facts">
      {factsOf(of).map(([name, value]) => (
        <div key={name}>
          <dt className="code">{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Recorded({ record, inside }: { record: PersonRecord | HeldPersonRecord; inside: unknown }) {
  const { t, i18n } = useTranslation();
  const { kind, recordedAt, receivedAt, kiosk, place, payload } = record;
  const held = 'rule' in record ? record : null;
  return (
    <>
      <h3>{t([`person:kind.${(kind ?? '').replace('.', '-')}`, 'person:kind.other'])}</h3>
      {held === null ? null : <p>{t(`quarantine:rule.${held.rule}`)}</p>}
      <dl className="details">
        <Detail label={t('person:recorded')}>
          {recordedAt === null ? '–' : exactTime(recordedAt, i18n.language)}
        </Detail>
        <Detail label={t('staff:contribution.received')}>{exactTime(receivedAt, i18n.language)}</Detail>
        <Detail label={t('quarantine:kiosk')}>
          <bdi dir="auto">{[kiosk, place].filter(Boolean).join(', ')}</bdi>
        </Detail>
      </dl>
      <Content payload={payload} text={held?.text ?? null} />
      {held === null ? null : (
        <p className="muted">
          {t(held.decision === null ? 'person:undecided' : `quarantine:decision.${held.decision}`)}
        </p>
      )}
      {inside === undefined ? null : inside === null ? (
        <p className="muted">{t('feedback:otherKey')}</p>
      ) : (
        <>
          <p>{t('person:inside')}</p>
          <Facts of={inside} />
        </>
      )}
    </>
  );
}

function Content({ payload, text }: { payload: PersonRecord['payload']; text: string | null }) {
  const { t } = useTranslation();
  if (payload !== null) return <Facts of={payload} />;
  return text === null ? (
    <p className="muted">{t('person:erased')}</p>
  ) : (
    <pre className="code held-lines">{text}</pre>
  );
}
