/**
 * Keeps what was made for the latest key: for what many ask for in one turn, and nobody later. A `WeakMap` of keys
 * that come and go with every commit takes half a microsecond for each, most of it in the garbage collector.
 */
export const keepingLatest = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => {
  let latest: { readonly key: K; readonly made: V } | undefined;
  return (key) => {
    if (latest?.key !== key) latest = { key, made: make(key) };
    return latest.made;
  };
};
