/** The city's name, colours and logo as the kiosks show them, with a look at how that will be. */
import { useId, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { readable } from '../../../../common/domain/colours.ts';
import { LOGO_MAX } from '../../../../common/domain/logo.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';
import { Notice } from '../../../../renderer/components/Notice.tsx';
import { byteSize } from '../../formats.ts';
import { isLookComplete, logoAddress, readLogo, type TypedLook } from '../../look.ts';
import { Check } from '../Check.tsx';

const NAME_MAX = 60;

export function LookFields({ look, onChange }: { look: TypedLook; onChange: (look: TypedLook) => void }) {
  const { t, i18n } = useTranslation();
  const [refused, setRefused] = useState(false);
  const set = (changes: Partial<TypedLook>) => onChange({ ...look, ...changes });
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    const logo = await readLogo(file);
    setRefused(logo === null);
    if (logo !== null) set({ logo });
  };
  return (
    <>
      <h3>{t('city:look')}</h3>
      <Field
        label={t('city:cityName')}
        hint={t('city:cityNameHint')}
        value={look.name}
        onChange={(name) => set({ name: name.slice(0, NAME_MAX) })}
        invalid={!isLookComplete(look)}
      />
      <Check on={look.coloured} onChange={(coloured) => set({ coloured })}>
        {t('city:ownColours')}
      </Check>
      {look.coloured ? (
        <div className="row">
          <ColourField label={t('city:ground')} value={look.ground} onChange={(ground) => set({ ground })} />
          <ColourField
            label={t('city:wordsColour')}
            value={look.words}
            onChange={(words) => set({ words })}
          />
        </div>
      ) : null}
      <div className="row">
        <FileTrigger
          acceptedFileTypes={['image/svg+xml', 'image/png']}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button>{t('city:chooseLogo')}</Button>
        </FileTrigger>
        {look.logo === null ? null : (
          <Button look="quiet" onPress={() => set({ logo: null })}>
            {t('city:removeLogo')}
          </Button>
        )}
      </div>
      {refused ? (
        <Notice tone="warning" title={t('city:logoRefused', { size: byteSize(LOGO_MAX, i18n.language) })} />
      ) : (
        <p className="muted">{t('city:logoHint', { size: byteSize(LOGO_MAX, i18n.language) })}</p>
      )}
      <Preview look={look} />
    </>
  );
}

function ColourField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (colour: string) => void;
}) {
  const id = useId();
  return (
    <div className="colour-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="color" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

/** With the words as they will be, should those that were chosen be hard to read. */
function Preview({ look: { name, coloured, ground, words, logo } }: { look: TypedLook }) {
  const { t } = useTranslation();
  if (name.trim() === '') return null;
  const pair = readable({ ground, words });
  return (
    <figure className="look-preview">
      <div
        className="look-sample"
        style={coloured ? { background: pair.ground, color: pair.words } : undefined}
      >
        {logo === null ? null : <img src={logoAddress(logo)} alt="" />}
        <strong dir="auto">{name}</strong>
      </div>
      <figcaption className="muted">
        {coloured && pair.words !== words
          ? t('city:corrected', { chosen: words, shown: pair.words })
          : t('city:preview')}
      </figcaption>
    </figure>
  );
}
