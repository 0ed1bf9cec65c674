/** What becomes of a text where it comes out: each tells the title and words of a contribution, by its id. */
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { unzip } from '../../../platform/test-support/unzip.ts';
import { ask } from '../../../sync-service/test-support/rest.ts';
import type { Staff } from '../../../sync-service/test-support/staff.ts';
import type { FaultyKiosk, World } from '../../world.ts';

export type Told = { readonly title: string | null; readonly words: string };
type Sink = ReadonlyMap<string, Told>;
/** A comment has no title, or an empty one, as the sink likes it. */
type Row = { readonly id: string; readonly title?: string | null; readonly words: string };

const told = (rows: readonly Row[]): Sink =>
  new Map(rows.map(({ id, title, words }) => [id, { title: title ? title : null, words }]));

const ofConsultation = ({ consultation }: World): string => `?consultationId=${consultation.id}`;
const exported = async (world: World, staff: Staff, format: string): Promise<Buffer> => {
  const columns = '&columns=id,title,words';
  const path = `/api/staff/contributions/export${ofConsultation(world)}&format=${format}${columns}`;
  return Buffer.from(await (await staff.get(path)).arrayBuffer());
};

/** A spreadsheet takes such a cell for a formula; an apostrophe before it makes it text. */
const STARTS_FORMULA = /^[=+\-@\t\r]/;
/** Without that apostrophe, or one that somebody typed there: in a cell both look alike. */
export const plainCell = (cell: string): string =>
  cell.startsWith("'") && STARTS_FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;

export async function csvSink(world: World, staff: Staff): Promise<{ sink: Sink; formulas: string[] }> {
  const rows = parse(await exported(world, staff, 'csv'), { columns: true }) as Row[];
  const formulas = rows.flatMap(({ title, words }) =>
    [title ?? '', words].filter((cell) => STARTS_FORMULA.test(cell)),
  );
  const plain = rows.map(({ id, title, words }) => ({
    id,
    title: plainCell(title ?? ''),
    words: plainCell(words),
  }));
  return { sink: told(plain), formulas };
}

export async function xlsxSink(world: World, staff: Staff): Promise<{ sink: Sink; formulas: string[] }> {
  const bytes = await exported(world, staff, 'xlsx');
  const formulas = [...unzip(bytes)].flatMap(([name, part]) =>
    /<f[ >]/.test(part.toString()) ? [name] : [],
  );
  const sheets = await readXlsxFile(bytes, { trim: false });
  const rows = sheets.slice(1, 3).flatMap(({ data }) => {
    const [, ...cells] = data;
    return cells.map(([id, title, words]) => ({
      id: String(id),
      title: typeof title === 'string' ? title : null,
      words: String(words),
    }));
  });
  return { sink: told(rows), formulas };
}

export async function linesSink(world: World, staff: Staff): Promise<Sink> {
  const lines = (await exported(world, staff, 'jsonl')).toString().split('\n');
  return told(lines.flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row])));
}

/** Page by page, as the city's platform reads it. */
export async function restSink(world: World, token: string): Promise<Sink> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&after=${encodeURIComponent(cursor)}`;
    const answer = await ask(
      world.service,
      token,
      `/api/v1/contributions${ofConsultation(world)}&limit=100${after}`,
    );
    const page = (await answer.json()) as { readonly items: Row[]; readonly next: string | null };
    rows.push(...page.items);
    cursor = page.next;
  }
  return told(rows);
}

/** As the screens of a kiosk get them. */
export async function kioskSink(kiosk: FaultyKiosk): Promise<Sink> {
  const rows: Row[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof kiosk.call<'idea:list'>>> = await kiosk.call('idea:list', {
      query: '',
      topicId: null,
      after,
      limit: 50,
    });
    if (!page?.ok) throw new Error(`the kiosk lists no ideas: ${JSON.stringify(page)}`);
    rows.push(...page.value.ideas);
    after = page.value.next;
    more = after !== null;
  }
  return told(rows);
}
