import { createEngineClient } from '../../../main/runs/engine/engine-client.ts';
import { isTraining, longAssignment } from './assignment.ts';

// A process that has the engine train, and says so
const client = createEngineClient();
let told = false;
await client.run(longAssignment(1, process.argv[2]!), (event) => {
  if (event.type === 'failed') throw new Error(event.error.message);
  if (isTraining(event) && !told) {
    told = true;
    process.stdout.write('training\n');
  }
});
