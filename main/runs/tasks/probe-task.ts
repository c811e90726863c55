import { probeStudy } from './probe/probe-study.ts';
import { serveTask } from './run-task.ts';

serveTask(probeStudy);
