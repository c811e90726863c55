import type { KerasLayer } from './layer-list.ts';
import { unsupportedLayer } from './tfjs-error.ts';

/** Says which layer it is, as every refusal does. */
export function layerTitle({ className, name, position }: KerasLayer): string {
  return `The layer "${name}" (${className}, number ${position})`;
}

/** Reads the configuration of a layer, whose names are written with underscores or in camel case. */
export interface LayerConfig {
  readonly layer: KerasLayer;
  value(key: string): unknown;
  text(key: string, fallback: string): string;
  flag(key: string, fallback: boolean): boolean;
  number(key: string, fallback?: number): number;
  /** One number for both axes, or [vertical, horizontal] */
  pair(key: string, fallback?: number): readonly [number, number];
  /** @param cause ends the sentence that begins with the layer */
  refuse(cause: string): never;
}

const mostOfASide = 1_000_000;

export function layerConfig(layer: KerasLayer, path: string): LayerConfig {
  const refuse = (cause: string): never => {
    throw unsupportedLayer(path, `${layerTitle(layer)} ${cause}`);
  };
  const value = (key: string): unknown => {
    const camel = key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const found = Object.hasOwn(layer.config, key) ? layer.config[key] : undefined;
    return found ?? (Object.hasOwn(layer.config, camel) ? layer.config[camel] : undefined);
  };
  const isSize = (size: unknown): size is number =>
    Number.isInteger(size) && (size as number) >= 1 && (size as number) <= mostOfASide;
  return {
    layer,
    value,
    refuse,
    text(key, fallback) {
      const found = value(key) ?? fallback;
      return typeof found === 'string' ? found : refuse(`has a \`${key}\` that is no text`);
    },
    flag(key, fallback) {
      const found = value(key) ?? fallback;
      return typeof found === 'boolean' ? found : refuse(`has a \`${key}\` that is neither true nor false`);
    },
    number(key, fallback) {
      const found = value(key) ?? fallback;
      return typeof found === 'number' && Number.isFinite(found) ? found : refuse(`has no number as \`${key}\``);
    },
    pair(key, fallback) {
      const found = value(key) ?? fallback;
      const pair = Array.isArray(found) ? (found as unknown[]) : [found, found];
      const [first, second = first] = pair;
      return isSize(first) && isSize(second) && pair.length <= 2
        ? [first, second]
        : refuse(`has no whole numbers from 1 as \`${key}\``);
    },
  };
}
