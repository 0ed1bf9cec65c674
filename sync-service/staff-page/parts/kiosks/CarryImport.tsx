/** Takes in what kiosks without a network send on a USB stick, and gives back the files for the way back. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { type Outcome, problem } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { problemSentence } from '../../problem-sentence.ts';
import { useStaff } from '../../StaffContext.tsx';
import { saveFile } from '../../save-file.ts';

type Imported = StaffOutput<'importCarry'>;
/** Null while the service works on it. */
type Entry = { readonly file: File; readonly outcome: Outcome<Imported> | null };

export function CarryImport() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const inputId = useId();
  const isBusy = entries.some(({ outcome }) => outcome === null);

  const send = async (file: File, acceptRevoked: boolean): Promise<void> => {
    const told = (outcome: Entry['outcome']) =>
      setEntries((before) => before.map((entry) => (entry.file === file ? { file, outcome } : entry)));
    told(null);
    const content = await base64Of(file).catch(() => null);
    // The stick was pulled out meanwhile.
    if (content === null) told(problem('carry-damaged'));
    else told(await api.call('importCarry', { file: content, acceptRevoked }));
  };
  const take = async (files: readonly File[]): Promise<void> => {
    setEntries(files.map((file) => ({ file, outcome: null })));
    // One after the other: each is megabytes, and the order of the list is that of the work.
    for (const file of files) await send(file, false);
  };

  return (
    <section className="aside-note" aria-labelledby={`${inputId}-title`}>
      <h2 id={`${inputId}-title`}>{t('staff:carry.title')}</h2>
      <p>{t('staff:carry.lead')}</p>
      <p className="file-choice">
        <label htmlFor={inputId}>{t('staff:carry.choose')}</label>
        <input
          id={inputId}
          type="file"
          multiple
          accept=".perron-carry"
          disabled={isBusy}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) void take(files);
          }}
        />
      </p>
      <ul className="carried" aria-live="polite">
        {entries.map((entry) => (
          <li key={entry.file.name} className={`carried-${stateOf(entry)}`}>
            <h3 dir="auto">{entry.file.name}</h3>
            <Told entry={entry} onAccept={() => void send(entry.file, true)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const stateOf = ({ outcome }: Entry) => (outcome === null ? 'busy' : outcome.ok ? 'taken' : 'refused');

function Told({ entry: { outcome }, onAccept }: { entry: Entry; onAccept: () => void }) {
  const { t } = useTranslation();
  if (outcome === null) return <p>{t('staff:carry.busy')}</p>;
  if (!outcome.ok) {
    return (
      <>
        <p>{t([`staff:carry.refused.${outcome.problem}`, problemSentence(outcome.problem)])}</p>
        {outcome.problem === 'device-revoked' && (
          <Button onPress={onAccept}>{t('staff:carry.acceptRevoked')}</Button>
        )}
      </>
    );
  }
  const { kiosk, stored, duplicates, quarantined, answer } = outcome.value;
  return (
    <>
      <p>{t('staff:carry.taken', { kiosk, stored, duplicates, quarantined })}</p>
      <p>{t('staff:carry.answerHint')}</p>
      <Button onPress={() => saveFile({ file: blobOf(answer.file), name: answer.name })}>
        {t('staff:carry.save')}
      </Button>
    </>
  );
}

const blobOf = (base64: string): Blob =>
  new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
