/** Words of the city or of a person: always text, with their own language and direction. */
import { createContext, useContext, useEffect } from 'react';
import { type LocalizedText, localized } from '../../common/domain/localized-text.ts';

export function Words({ text, language }: { text: string; language: string }) {
  return (
    <bdi lang={language} dir="auto" className="words">
      {text}
    </bdi>
  );
}

/** Told of every text of the city that is shown, for who shows it in another language too. */
export const CityTextShown = createContext<((shown: string, text: LocalizedText) => void) | null>(null);

export function CityText({ text, wanted }: { text: LocalizedText; wanted: string }) {
  const tell = useContext(CityTextShown);
  const found = localized(text, [wanted, 'en']);
  useEffect(() => tell?.(found.text, text), [tell, found.text, text]);
  return <Words text={found.text} language={found.language} />;
}
