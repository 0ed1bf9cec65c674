/**
 * Keys on the screen by language: the letters where people of that language know them, with their accents in a row of their
 * own rather than behind a dead key, and few enough in a row to be large.
 */
export type Layout = {
  readonly letters: readonly string[];
  /** In the last row, beside the space. */
  readonly marks: string;
};

const QWERTY = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const MARKS = ",.?!'-";

export const LAYOUTS: Readonly<Record<string, Layout>> = {
  fr: { letters: ['éèêëàâçîïôùûœ', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'], marks: MARKS },
  nl: { letters: ['éèëïöüá', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'], marks: MARKS },
  de: { letters: ['äöüß', 'qwertzuiop', 'asdfghjkl', 'yxcvbnm'], marks: MARKS },
  en: { letters: QWERTY, marks: MARKS },
  it: { letters: ['àèéìòù', ...QWERTY], marks: MARKS },
  es: { letters: ['áéíóúü', 'qwertyuiop', 'asdfghjklñ', 'zxcvbnm'], marks: `${MARKS}¿¡` },
  tr: { letters: ['qwertyuıopğü', 'asdfghjklşi', 'zxcvbnmöç'], marks: MARKS },
  ar: {
    letters: ['ءآأؤإئةى', 'ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ذرزوظ'],
    marks: '،.؟!؛-',
  },
  pl: { letters: ['ąćęłńóśźż', ...QWERTY], marks: MARKS },
  pt: { letters: ['áàâãçéêíóôõú', ...QWERTY], marks: MARKS },
  ro: { letters: ['ăâîșț', ...QWERTY], marks: MARKS },
  ru: { letters: ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбюё'], marks: MARKS },
  uk: { letters: ['йцукенгшщзхї', 'фівапролджє', 'ячсмитьбюґ'], marks: MARKS },
  fa: { letters: ['ءآأؤئة', 'ضصثقفغعهخحجچ', 'شسیبلاتنمکگ', 'ظطزژرذدپو'], marks: '،.؟!؛-' },
};

const DIGITS: readonly string[] = ['1234567890', '@#€%&/()=+', '_:;"«»*'];

/** Latin letters for a language that has no layout here. */
export const layoutOf = (language: string): Layout =>
  LAYOUTS[language.split('-')[0] ?? language] ?? { letters: QWERTY, marks: MARKS };

export function rowsOf({
  language,
  symbols,
  capitals,
}: {
  readonly language: string;
  readonly symbols: boolean;
  readonly capitals: boolean;
}): readonly (readonly string[])[] {
  const { letters } = layoutOf(language);
  return (symbols ? DIGITS : letters).map((row) =>
    [...row].map((key) => (capitals && !symbols ? key.toLocaleUpperCase(language) : key)),
  );
}

/** Whether the script knows capitals at all. */
export const hasCapitals = (language: string): boolean =>
  layoutOf(language).letters.some((row) => row.toLocaleUpperCase(language) !== row);
