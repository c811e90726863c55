// Kills itself while it imports. Arguments: folder of the workspace, archive, what is under way then.
import { importArchive } from '../../main/archive/import-archive.ts';

const [folder, path, moment] = process.argv.slice(2);
await importArchive({ folder: folder!, readOnly: false }, path!, {
  onProgress(_fraction, detail) {
    if (detail === moment) process.kill(process.pid, 'SIGKILL');
  },
});
