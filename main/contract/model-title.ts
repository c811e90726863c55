import type { ModelSpecification } from './specification.ts';

/**
 * What a network is called: the name of its architecture as it is written, or its file without folder and ending. The files
 * of tfjs layers models are all called `model.json`, so that it is their folder which names them.
 */
export function modelTitle({ architecture, file = '' }: Pick<ModelSpecification, 'architecture' | 'file'>): string {
  if (architecture !== undefined) return architecture;
  const parts = file.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  const named = parts.at(-1)?.toLowerCase() === 'model.json' ? (parts.at(-2) ?? 'model') : (parts.at(-1) ?? file);
  return named.replace(/(?<=.)\.(?:onnx|json)$/i, '');
}
