/**
 * Keeps what was made for the latest key: for what many ask for in one turn, and nobody later. Whatever else is handed in is
 * looked at only when it is made. A `WeakMap` of keys that come and go with every commit takes half a microsecond for each, most of it
 * in the garbage collector.
 */
export const keepingLatest = <K extends object, More extends readonly unknown[], V>(
  make: (key: K, ...more: More) => V,
): ((key: K, ...more: More) => V) => {
  let latest: { readonly key: K; readonly made: V } | undefined;
  return (key, ...more) => {
    if (latest?.key !== key) latest = { key, made: make(key, ...more) };
    return latest.made;
  };
};
