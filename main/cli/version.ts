export { applicationVersion } from '../runs/laboratory/machine.ts';
