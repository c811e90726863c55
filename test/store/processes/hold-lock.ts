// Holds the write lock of a database that is not yet in the mode of a workspace, for a while. Argument: path.
import Database from 'better-sqlite3';

const database = new Database(process.argv[2]!);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
setTimeout(() => database.close(), 1500);
