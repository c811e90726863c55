/** One who tells, any number who listen. */
export interface Broadcast<Value> {
  tell(value: Value): void;
  /** @returns a function that ends it */
  listen(listener: (value: Value) => void): () => void;
}

export function createBroadcast<Value>(): Broadcast<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    tell(value) {
      // One that leaves or comes while it is told does not disturb the others
      for (const listener of [...listeners]) {
        if (listeners.has(listener)) listener(value);
      }
    },
    listen(listener) {
      // The same function may listen twice
      const own = (value: Value): void => listener(value);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
