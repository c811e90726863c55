import { serveTask } from './run-task.ts';
import { scoreStudy } from './sensitivity/score-study.ts';

serveTask(scoreStudy);
