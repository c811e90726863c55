import type { InputToPack } from '../../main/archive/archive-contents.ts';
import { sha256OfText } from '../../main/store/canonical-json.ts';

/** A network with two files and weights with one, as if their author had them on another machine. */
export function inputsToPack(): readonly InputToPack[] {
  const part = (name: string, content: string) => ({
    name,
    bytes: Buffer.byteLength(content),
    sha256: sha256OfText(content),
  });
  const input = (field: string, path: string, files: Readonly<Record<string, string>>): InputToPack => ({
    field,
    path,
    parts: Object.entries(files).map(([name, content]) => part(name, content)),
    sources: Object.values(files).map((content) => Buffer.from(content)),
  });
  return [
    input('model.file', '/elsewhere/net/model.json', {
      'net/model.json': '{"a network": 1}',
      'net/shards/1.bin': 'same',
    }),
    input('model.weights', '/elsewhere/weights.safetensors', { 'weights.safetensors': 'same' }),
  ];
}
