/** Databases as an earlier Perron left them, with the rows of a present one. */
import Database from 'better-sqlite3';
import { type DatabaseKind, openDatabase } from '../sqlite.ts';

/** Makes `file` of the first `version` migrations, and fills its tables, save `leftOut`, from `present`. */
export function setBack({
  present,
  file,
  kind,
  version,
  leftOut = /^$/,
}: {
  readonly present: string;
  readonly file: string;
  readonly kind: DatabaseKind;
  readonly version: number;
  readonly leftOut?: RegExp;
}): void {
  openDatabase(file, { ...kind, migrations: kind.migrations.slice(0, version) }).close();
  const db = new Database(file);
  db.prepare('ATTACH ? AS present').run(present);
  db.pragma('foreign_keys = OFF');
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    )
    .pluck()
    .all();
  const columnsOf = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck();
  for (const table of tables.filter((name) => !leftOut.test(name))) {
    const columns = columnsOf.all(table).join(', ');
    db.exec(`DELETE FROM main.${table};
      INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM present.${table}`);
  }
  db.close();
}
