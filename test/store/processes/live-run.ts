// Owns a running run until it is asked to stop, as a training does. Argument: folder of a workspace with a study.
import { openWorkspace } from '../../../main/store/workspace.ts';
import { configuration, machine } from '../samples.ts';

const workspace = openWorkspace(process.argv[2]!);
const session = workspace.startSession(machine);
const studyId = workspace.studies.list()[0]!.id;
const [run, waiting] = session.enqueue([
  { studyId, configuration, command: 'lab run' },
  { studyId, configuration, command: 'lab run' },
]);
session.recordEvent(run!.id, {
  type: 'started',
  provenance: { engine: 'cpu', precision: 'float32', versions: {}, checksums: {} },
});
process.stdout.write(`${JSON.stringify([run!.id, waiting!.id])}\n`);

const timer = setInterval(() => {
  const asked = session.beat();
  for (const runId of asked) session.recordEvent(runId, { type: 'stopped' });
  if (!asked.includes(run!.id)) return;
  clearInterval(timer);
  workspace.close();
}, 20);
