export const floatBytes = 4;
export const vectorFloats = 4;

export interface Part {
  readonly start: number;
  readonly length: number;
}

/** 0 ... count - 1 in runs of `size`, the last one shorter where it does not fit */
export function partition(count: number, size: number): Part[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, part) => ({
    start: part * size,
    length: Math.min(size, count - part * size),
  }));
}
