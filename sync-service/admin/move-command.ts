/** Moves a city that has outgrown one process. */
import { databaseFile, holdDataFolder } from '../data-folder.ts';
import { MoveError, moveToPostgres } from '../store/move.ts';
import { type Command, CommandError } from './command.ts';

const ADDRESS = /^postgres(ql)?:\/\/.+$/;

export const moveCommands: Readonly<Record<string, Command>> = {
  'move-to-postgres': {
    usage: `move-to-postgres            everything from the file of SQLite to an empty PostgreSQL, compared row by row;
                              the service is stopped, and its file stays as it is
      the address, such as postgres://user:password@host/perron, is asked for like a
      password, or read from a pipe`,
    options: {},
    async run(_, { dataFolder, readPassword }) {
      const url = (await readPassword()).trim();
      if (!ADDRESS.test(url)) throw new CommandError('That is no address of a PostgreSQL.');
      const lock = holdDataFolder(dataFolder);
      try {
        const moved = await moveToPostgres({
          file: databaseFile(dataFolder),
          url,
          told: ({ table, rows }) => process.stderr.write(`${table}: ${rows}\n`),
        });
        const rows = moved.reduce((sum, table) => sum + table.rows, 0);
        return {
          said: `${rows} rows of ${moved.length} tables are there, each as it was. Start the service with STORE set to that address.`,
          value: { tables: moved },
        };
      } catch (error) {
        if (!(error instanceof MoveError)) throw error;
        throw new CommandError(
          error.problem === 'not-empty'
            ? 'That database is not empty: nothing was changed. Name one of its own.'
            : 'Rows came out otherwise than they went in: nothing was changed there.',
        );
      } finally {
        lock.close();
      }
    },
  },
};
