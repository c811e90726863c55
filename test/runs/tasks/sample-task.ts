import { LabError } from '../../../main/contract/errors.ts';
import { serveTask } from '../../../main/runs/tasks/run-task.ts';

export interface SampleRequest {
  readonly what: 'answer' | 'refuse' | 'defect' | 'die' | 'exit' | 'forever';
}

export interface SampleResult {
  readonly values: Float32Array;
  readonly pid: number;
}

// In the process of the task only: the test reads the types from here
if (process.send !== undefined && process.argv[1]?.endsWith('sample-task.ts') === true) {
  serveTask<SampleRequest, SampleResult>(async ({ what }, progress) => {
    progress(0.5, 'half');
    switch (what) {
      case 'answer':
        return { values: Float32Array.of(1, Number.NaN, -0), pid: process.pid };
      case 'refuse':
        throw new LabError('unknown-layer', 'There is no such layer.', 'Name another.');
      case 'defect':
        throw new TypeError('a mistake in the program');
      case 'die':
        return process.abort();
      case 'exit':
        return process.exit(7);
      case 'forever':
        progress(0.75, String(process.pid));
        return new Promise(() => undefined);
    }
  });
}
