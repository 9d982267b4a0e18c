/** A binary heap: `pop` takes the smallest by `isBefore`. Equal entries come out in no promised order. */
export type Heap<T> = { readonly size: number; push(entry: T): void; peek(): T | undefined; pop(): T | undefined };

/** Makes an empty heap. */
export function createHeap<T>(isBefore: (a: T, b: T) => boolean): Heap<T> {
  const entries: T[] = [];
  const at = (index: number) => entries[index] as T;
  const swap = (a: number, b: number) => {
    const entry = at(a);
    entries[a] = at(b);
    entries[b] = entry;
  };
  const rise = (start: number) => {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!isBefore(at(index), at(parent))) return;
      swap(index, parent);
      index = parent;
    }
  };
  const sink = () => {
    for (let index = 0; ; ) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2])
        if (child < entries.length && isBefore(at(child), at(least))) least = child;
      if (least === index) return;
      swap(index, least);
      index = least;
    }
  };
  return {
    get size() {
      return entries.length;
    },
    push(entry) {
      entries.push(entry);
      rise(entries.length - 1);
    },
    peek: () => entries[0],
    pop() {
      const first = entries[0];
      const last = entries.pop();
      if (entries.length > 0 && last !== undefined) {
        entries[0] = last;
        sink();
      }
      return first;
    },
  };
}
