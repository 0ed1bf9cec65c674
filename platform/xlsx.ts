/**
 * Sheets as XLSX (ECMA-376), streamed: rows are made as the reader takes them, so memory does not grow with their number.
 * The parts are the fewest that Excel and LibreOffice open. Text stands in its cell as text (`inlineStr`), which no program
 * runs, so nothing is put before words that look like a formula.
 */
import type { Readable } from 'node:stream';
import { zipOf } from './zip.ts';

/** An instant is a `Date`, shown in UTC. */
export type SheetCell = string | number | Date | null;
export type Sheet = {
  /** At most 31 characters, none of []:*?/\ and no two alike. */
  readonly name: string;
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  readonly heading: readonly string[];
  readonly pages: () => AsyncIterable<readonly (readonly SheetCell[])[]>;
};

/** With a heading above them. */
export const SHEET_ROWS_MAX = 1_048_575;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const DAY_MS = 86_400_000;
/** Days from the spreadsheets' 0, which is 1899-12-30, to 1970-01-01. */
const EPOCH_DAYS = 25_569;
/** Of `cellXfs` below. */
const STYLE = { heading: 1, instant: 2 } as const;

const STYLES = `${XML}<styleSheet xmlns="${MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
</styleSheet>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** XML has no control characters: the format writes them as `_xHHHH_`, and what looks like that behind `_x005F_`. */
const xmlText = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (character) =>
      character === '\t' || character === '\n' ? character : escaped(character),
    );

/** Such as AB for 27, counted from 0. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function cellXml({
  cell,
  place,
  style,
}: {
  readonly cell: SheetCell;
  readonly place: string;
  readonly style: string;
}): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (cell instanceof Date)
    return `<c r="${place}" s="${STYLE.instant}"><v>${cell.getTime() / DAY_MS + EPOCH_DAYS}</v></c>`;
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}

const rowXml = (cells: readonly SheetCell[], row: number, style = ''): string =>
  `<row r="${row}">${cells.map((cell, index) => cellXml({ cell, place: columnName(index) + row, style })).join('')}</row>`;

async function* sheetXml({ widths, heading, pages }: Sheet, rightToLeft: boolean): AsyncGenerator<string> {
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${
    rightToLeft ? ' rightToLeft="1"' : ''
  }><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join(
    '',
  )}</cols><sheetData>${rowXml(heading, 1, ` s="${STYLE.heading}"`)}`;
  let row = 1;
  for await (const page of pages()) {
    yield page
      .map((cells) => {
        row += 1;
        return rowXml(cells, row);
      })
      .join('');
  }
  yield '</sheetData></worksheet>';
}

function parts(sheets: readonly Sheet[]): readonly (readonly [string, string])[] {
  const numbers = sheets.map((_, index) => index + 1);
  const part = (name: string, type: string) =>
    `<Override PartName="/${name}" ContentType="${TYPES}.${type}+xml"/>`;
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part(
        'xl/workbook.xml',
        'sheet.main',
      )}${part('xl/styles.xml', 'styles')}${numbers.map((n) => part(`xl/worksheets/sheet${n}.xml`, 'worksheet')).join('')}</Types>`,
    ],
    ['_rels/.rels', relations(relation(1, 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>${sheets
        .map(
          ({ name }, index) =>
            `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        numbers.map((n) => relation(n, 'worksheet', `worksheets/sheet${n}.xml`)).join('') +
          relation(sheets.length + 1, 'styles', 'styles.xml'),
      ),
    ],
    ['xl/styles.xml', STYLES],
  ];
}

export function xlsxOf({
  sheets,
  rightToLeft = false,
}: {
  readonly sheets: readonly Sheet[];
  readonly rightToLeft?: boolean;
}): Readable {
  return zipOf([
    ...parts(sheets).map(([name, text]) => ({
      name,
      async *content() {
        yield text;
      },
    })),
    ...sheets.map((sheet, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: () => sheetXml(sheet, rightToLeft),
    })),
  ]);
}
