import { runTask } from '../../../main/runs/tasks/run-task.ts';
import type { SampleRequest } from './sample-task.ts';

// A process that waits for a task which never ends, and says which process does it
await runTask<SampleRequest, never>(
  new URL('./sample-task.ts', import.meta.url),
  { what: 'forever' },
  {
    onProgress: (fraction, detail) => void (fraction === 0.75 && process.stdout.write(`${detail}\n`)),
  },
);
